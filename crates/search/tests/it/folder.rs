//! The index on disk.

use std::fs;
use std::path::Path;

use search::{Change, Error, Index};

use crate::corpus::{at, contact, id, numbers, partition, text, upsert};

fn fill(dir: &Path) {
    let (index, mut writer) = Index::open(dir).unwrap();
    assert_eq!(index.position(), None);
    writer.apply(&[upsert(partition(1), contact(1, "name=Ada Lovelace"))]).unwrap();
    assert_eq!(index.position(), None, "nothing is seen before the commit");
    writer.commit(at(41)).unwrap();
    assert_eq!(index.position(), Some(41));
}

fn hits(index: &Index) -> Vec<u128> {
    numbers(&index.find(partition(1), &text("ada")).unwrap())
}

#[test]
fn contacts_and_position_survive_reopening() {
    let dir = tempfile::tempdir().unwrap();
    fill(dir.path());
    let (index, mut writer) = Index::open(dir.path()).unwrap();
    assert_eq!((index.position(), hits(&index)), (Some(41), vec![1]));
    writer.apply(&[Change::Remove(partition(1), id(1))]).unwrap();
    writer.commit(at(42)).unwrap();
    assert_eq!((index.position(), hits(&index)), (Some(42), vec![]));
}

#[test]
fn a_broken_index_is_made_anew_and_foreign_files_stay() {
    let breaks: [fn(&Path); 4] = [
        |dir| fs::write(dir.join("meta.json"), "{").unwrap(),
        |dir| fs::remove_file(dir.join("meta.json")).unwrap(),
        |dir| truncate(dir, "term"),
        |dir| truncate(dir, "fast"),
    ];
    for (number, damage) in breaks.iter().enumerate() {
        let dir = tempfile::tempdir().unwrap();
        fill(dir.path());
        fs::write(dir.path().join("notes.txt"), "mine").unwrap();
        damage(dir.path());
        let (index, mut writer) = Index::open(dir.path()).unwrap();
        assert_eq!((index.position(), hits(&index)), (None, vec![]), "damage {number}");
        writer.apply(&[upsert(partition(1), contact(2, "name=Ada Byron"))]).unwrap();
        writer.commit(at(7)).unwrap();
        assert_eq!((index.position(), hits(&index)), (Some(7), vec![2]), "damage {number}");
        assert!(dir.path().join("notes.txt").exists());
    }
}

fn truncate(dir: &Path, extension: &str) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|found| found == extension) {
            fs::write(path, [0; 3]).unwrap();
        }
    }
}

#[test]
fn an_index_that_is_being_written_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let (index, mut writer) = Index::open(dir.path()).unwrap();
    writer.apply(&[upsert(partition(1), contact(1, "name=Ada"))]).unwrap();
    writer.commit(at(1)).unwrap();
    assert!(matches!(Index::open(dir.path()), Err(Error::Tantivy(_))));
    assert_eq!(hits(&index), [1]);
}

#[test]
fn a_rebuild_starts_from_nothing() {
    let (index, mut writer) = Index::in_memory().unwrap();
    writer.apply(&[upsert(partition(1), contact(1, "name=Ada"))]).unwrap();
    writer.commit(at(1)).unwrap();
    writer.clear().unwrap();
    writer.apply(&[upsert(partition(1), contact(2, "name=Ada"))]).unwrap();
    assert_eq!(hits(&index), [1], "the old contacts are seen until the commit");
    writer.commit(at(2)).unwrap();
    assert_eq!((index.position(), hits(&index)), (Some(2), vec![2]));
}

#[test]
fn merging_in_the_background_changes_no_answer() {
    let (index, mut writer) = Index::in_memory().unwrap();
    for number in 1..=20 {
        writer.apply(&[upsert(partition(1), contact(number, "name=Ada"))]).unwrap();
        writer.apply(&[Change::Remove(partition(1), id(number / 2))]).unwrap();
        writer.commit(at(i64::try_from(number).unwrap())).unwrap();
        writer.refresh().unwrap();
        let expected: Vec<u128> = (number / 2 + 1..=number).collect();
        assert_eq!(hits(&index), expected);
    }
    assert_eq!(index.position(), Some(20));
}

#[test]
fn what_is_removed_right_after_opening_stays_removed() {
    let ada = |number| upsert(partition(1), contact(number, "name=Ada"));
    let remove = |number| Change::Remove(partition(1), id(number));
    for _ in 0..20 {
        let dir = tempfile::tempdir().unwrap();
        let (_, mut writer) = Index::open(dir.path()).unwrap();
        // Four segments, enough for a merge, of which one lost a contact in the last commit. Closed at
        // once, they are merged when the next changes come in.
        for first in [1, 11, 21] {
            writer.apply(&(first..first + 9).map(ada).collect::<Vec<_>>()).unwrap();
            writer.commit(at(1)).unwrap();
        }
        writer.apply(&[remove(1)]).unwrap();
        writer.apply(&(31..45).map(ada).collect::<Vec<_>>()).unwrap();
        writer.commit(at(2)).unwrap();
        drop(writer);

        let (index, mut writer) = Index::open(dir.path()).unwrap();
        writer.apply(&[remove(2), remove(32), ada(51)]).unwrap();
        writer.commit(at(3)).unwrap();
        for step in 0..20 {
            std::thread::sleep(std::time::Duration::from_millis(2));
            writer.refresh().unwrap();
            assert_eq!(index.contacts(), 27 - 2 + 14 - 1 + 1, "after {step} looks");
        }
    }
}

#[test]
fn what_a_run_left_is_merged_at_rest() {
    let dir = tempfile::tempdir().unwrap();
    let (index, mut writer) = Index::open(dir.path()).unwrap();
    writer.expect_more(true);
    for number in 1..7 {
        writer.apply(&[upsert(partition(1), contact(number, "name=Ada Lovelace"))]).unwrap();
        writer.commit(at(1)).unwrap();
    }
    let segments = || {
        let files = fs::read_dir(dir.path()).unwrap().map(|file| file.unwrap().path());
        files.filter(|file| file.extension().is_some_and(|found| found == "store")).count()
    };
    assert_eq!(segments(), 6, "nothing is merged in a run");
    writer.rest().unwrap();
    let begun = std::time::Instant::now();
    while segments() > 1 && begun.elapsed().as_secs() < 60 {
        std::thread::sleep(std::time::Duration::from_millis(20));
        writer.refresh().unwrap();
    }
    assert_eq!((segments(), index.position(), hits(&index).len()), (1, Some(1), 6));
}
