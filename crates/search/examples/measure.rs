//! Figures of the index on generated contacts: `cargo run --release -p search --example measure`,
//! with the number of contacts (100,000 unless given) and of owners (1) behind it, and the class of queries if it is
//! to be one alone.
//!
//! Prints build rate, size, time of a single edit, and for each class of queries p50, p99 and
//! the mean number of hits, in this process on one thread. All queries are the first owner's, of its own
//! contacts: what they cost is comparable with one owner that has so many and no others beside it.

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use domain::contact::{ContactInput, EmailInput, Origin, PhoneInput};
use domain::id::TypedId;
use domain::search::{Filter, FilterField, SearchQuery};
use domain::{ContactId, EpochId, OrganizationId, Partition, Timestamp};
use search::{Change, Document, Index, Mark};
use uuid::Uuid;

const QUERIES: usize = 1_000;
const BATCH: u64 = 5_000;

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let contacts: u64 = arguments.next().map_or(Ok(100_000), |text| text.parse())?;
    let owners: u64 = arguments.next().map_or(Ok(1), |text| text.parse())?;
    let class = arguments.next();
    let dir = std::env::temp_dir().join(format!("search-measure-{}", std::process::id()));
    let measured = measure(&dir, (contacts, owners), class.as_deref());
    std::fs::remove_dir_all(&dir)?;
    measured
}

fn at(position: i64) -> Mark {
    Mark { epoch: EpochId::from_uuid(Uuid::nil()), position, print: 0 }
}

fn measure(dir: &Path, (contacts, owners): (u64, u64), only: Option<&str>) -> Result<(), Failure> {
    let (index, mut writer) = Index::open(dir)?;
    let mut spent = Duration::ZERO;
    for start in (0..contacts).step_by(usize::try_from(BATCH)?) {
        let batch: Vec<(Partition, Document)> =
            (start..contacts.min(start + BATCH)).map(|n| document(n, owners)).collect();
        let begun = Instant::now();
        writer.fill(batch)?;
        spent += begun.elapsed();
    }
    let begun = Instant::now();
    writer.commit(at(1))?;
    spent += begun.elapsed();
    // Merging goes on in the background; wait until the files stay as they are.
    let mut size = 0;
    while size != bytes(dir)? {
        size = bytes(dir)?;
        std::thread::sleep(Duration::from_secs(3));
    }
    let rate = u128::from(contacts) * 1_000 / spent.as_millis().max(1);
    println!(
        "{contacts} contacts of {owners} owners: {rate} a second, {} bytes each",
        size / contacts
    );
    let mut edits = Vec::new();
    for n in 0..30 {
        let begun = Instant::now();
        let (partition, document) = document(n * 7, owners);
        writer.apply(&[Change::Upsert(partition, Box::new(document))])?;
        writer.commit(at(2))?;
        edits.push(begun.elapsed());
    }
    println!("one edit, seen after: {}", percentiles(edits));
    writer.refresh()?;
    for (class, make) in CLASSES.iter().filter(|(class, _)| only.is_none_or(|only| only == *class))
    {
        run(&index, class, |n| make(first_owners(n, contacts, owners), owners))?;
    }
    if only.is_some() {
        return Ok(());
    }
    deep_pages(&index)?;
    suggestions(&index, contacts, owners)
}

fn bytes(dir: &Path) -> Result<u64, Failure> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(dir)? {
        bytes += entry?.metadata().map_or(0, |file| file.len());
    }
    Ok(bytes)
}

/// The contact of which the first owner's query of this number is.
fn first_owners(query: u64, contacts: u64, owners: u64) -> u64 {
    query * 7_919 % (contacts / owners) * owners
}

type Make = fn(u64, u64) -> SearchQuery;

const CLASSES: &[(&str, Make)] = &[
    ("exact name", |n, _| text(&format!("{} {}", first(n), last(n)))),
    ("last name", |n, _| text(&last(n))),
    ("name, last word unfinished", |n, _| text(&format!("{} {}", first(n), cut(&last(n), 3)))),
    ("three letters", |n, _| text(&cut(&last(n), 3))),
    ("one letter", |n, _| text(&cut(&last(n), 1))),
    ("one typo", |n, _| text(&format!("{} {}", first(n), swap(&last(n))))),
    ("typo, then unfinished", |n, _| text(&format!("{} {}", swap(&first(n)), cut(&last(n), 3)))),
    ("title and city", |n, _| text(&format!("{} {}", TITLES[pick(n, 5, 12)], city(n)))),
    ("plain words", |n, _| text(&format!("{} {}", MEANT[pick(n, 9, 4)], PLACES[pick(n, 7, 5)]))),
    ("e-mail", |n, owners| text(&email(n, owners))),
    ("e-mail unfinished", |n, owners| text(&cut(&email(n, owners), 12))),
    ("two filters, no facets", |n, _| SearchQuery { facets: false, ..filters(n) }),
    ("two filters and facets", |n, _| filters(n)),
    ("three letters and facets", |n, _| facets(text(&cut(&last(n), 3)))),
    ("everybody, no facets", |_, _| text("")),
    ("everybody and facets", |_, _| facets(text(""))),
];

fn run(index: &Index, class: &str, make: impl Fn(u64) -> SearchQuery) -> Result<(), Failure> {
    let mut times = Vec::with_capacity(QUERIES);
    let mut hits = 0;
    let cpu_before = cpu();
    for n in 0..QUERIES as u64 {
        let query = make(n);
        let begun = Instant::now();
        let found = index.find(partition(0), &query)?;
        times.push(begun.elapsed());
        hits += found.total.value;
    }
    let cpu = (cpu() - cpu_before) / QUERIES as u64 / 1_000;
    let hits = hits / QUERIES as u64;
    println!("{class:28} {}, CPU {cpu:>6} µs, {hits:>8} hits", percentiles(times));
    Ok(())
}

fn deep_pages(index: &Index) -> Result<(), Failure> {
    for class in ["", "a"] {
        let mut query = SearchQuery { limit: 1_000, ..text(class) };
        for _ in 0..10 {
            query.cursor = index.find(partition(0), &query)?.next_cursor;
        }
        query.limit = 50;
        run(index, &format!("{class:?} behind 10,000 hits"), |_| query.clone())?;
    }
    Ok(())
}

fn suggestions(index: &Index, contacts: u64, owners: u64) -> Result<(), Failure> {
    for letters in [1, 3, 5] {
        let mut times = Vec::with_capacity(QUERIES);
        for n in 0..QUERIES as u64 {
            let text = cut(&last(first_owners(n, contacts, owners)), letters);
            let begun = Instant::now();
            index.suggest(partition(0), &text, 8)?;
            times.push(begun.elapsed());
        }
        println!("{:28} {}", format!("suggest for {letters} letters"), percentiles(times));
    }
    Ok(())
}

/// Nanoseconds this thread has computed for, the queries' own making included; 0 where the
/// system does not tell. Steadier than the clock on a machine that others use too.
fn cpu() -> u64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    told.split(' ').next().and_then(|nanoseconds| nanoseconds.parse().ok()).unwrap_or(0)
}

fn percentiles(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_micros();
    format!("p50 {:>7} µs, p99 {:>7} µs", at(50), at(99))
}

#[expect(clippy::disallowed_methods, reason = "a measurement has no session to take one from")]
fn partition(owner: u64) -> Partition {
    Partition::of(OrganizationId::from_uuid(Uuid::from_u128(u128::from(owner) + 1)))
}

fn document(n: u64, owners: u64) -> (Partition, Document) {
    let company = format!("{} {}", surname(pick(n, 3, 20_000)), COMPANIES[pick(n, 4, 8)]);
    let input = ContactInput {
        full_name: Some(format!("{} {}", first(n), last(n))),
        company: Some(company),
        title: Some(TITLES[pick(n, 5, 12)].to_owned()),
        industry: Some(surname(pick(n, 6, 40))),
        city: Some(city(n)),
        country: Some(["DE", "US", "FR", "GB", "IT"][pick(n, 7, 5)].to_owned()),
        company_size: Some("51-200".to_owned()),
        emails: vec![EmailInput { value: email(n, owners), ..EmailInput::default() }],
        phones: vec![PhoneInput { value: format!("+49301{n:07}"), ..PhoneInput::default() }],
        ..ContactInput::default()
    };
    let fields = input.parse().unwrap_or_default();
    let contact = ContactId::from_uuid(Uuid::from_u128(u128::from(n)));
    let moment = Timestamp::from_micros(1_700_000_000_000_000).plus_seconds(n.cast_signed());
    let document = Document {
        contact,
        completeness: fields.completeness(),
        fields,
        source: Origin::Sample,
        created_at: moment,
        updated_at: moment,
        lists: Vec::new(),
        verified_at: None,
    };
    (partition(n % owners), document)
}

const TITLES: [&str; 12] = [
    "Sales Manager",
    "Chief Executive Officer",
    "Engineer",
    "Account Manager",
    "Head of Marketing",
    "Consultant",
    "Software Engineer",
    "Director of Finance",
    "Office Manager",
    "Consul General",
    "Vice President Sales",
    "Nurse",
];
/// As one asks for strangers.
const MEANT: [&str; 4] = ["vp sales", "ceo", "head of marketing", "finance director"];
const PLACES: [&str; 5] = ["germany", "usa", "france", "uk", "italy"];
const COMPANIES: [&str; 8] = ["GmbH", "Inc", "Group", "Works", "& Sons", "AG", "Systems", "Ltd"];
const SYLLABLES: [&str; 24] = [
    "an", "ber", "ca", "do", "el", "fer", "gu", "ham", "in", "jo", "ka", "len", "mar", "ni", "or",
    "pe", "qui", "ros", "sch", "ta", "ul", "ver", "wil", "zo",
];

/// A number below `below`, small ones far more often, as names are distributed.
fn pick(n: u64, salt: u64, below: u64) -> usize {
    let mut mixed =
        (n + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ salt.wrapping_mul(0xd1b5_4a32_d192_ed03);
    mixed = (mixed ^ mixed >> 31).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^= mixed >> 27;
    let (a, b) = (mixed & 0xffff_ffff, mixed >> 32);
    // The product of two uniform numbers leans to the small ones.
    usize::try_from((((a * b) >> 32) * below) >> 32).unwrap_or_default()
}

/// The word of this number: all different, of two to four syllables.
fn surname(mut number: usize) -> String {
    number += 24;
    let mut word = String::new();
    while number > 0 {
        word.push_str(SYLLABLES[number % 24]);
        number /= 24;
    }
    word
}

fn first(n: u64) -> String {
    surname(pick(n, 1, 2_000))
}

fn last(n: u64) -> String {
    surname(24 + pick(n, 2, 30_000))
}

fn city(n: u64) -> String {
    format!("{}burg", surname(pick(n, 8, 1_000)))
}

fn email(n: u64, owners: u64) -> String {
    let domain = surname(pick(n, 3, 20_000));
    format!("{}.{}{}@{domain}.com", first(n), last(n), n / owners % 100)
}

fn cut(word: &str, letters: usize) -> String {
    word.chars().take(letters).collect()
}

/// The word with its third and fourth letter swapped.
fn swap(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() > 3 {
        letters.swap(2, 3);
    }
    letters.into_iter().collect()
}

fn text(text: &str) -> SearchQuery {
    SearchQuery { text: text.to_owned(), facets: false, ..SearchQuery::default() }
}

fn facets(query: SearchQuery) -> SearchQuery {
    SearchQuery { facets: true, ..query }
}

fn filters(n: u64) -> SearchQuery {
    let filter = |field, value: String| Filter { field, include: vec![value], exclude: vec![] };
    let country = ["DE", "US", "FR", "GB", "IT"][pick(n, 7, 5)].to_owned();
    let title = TITLES[pick(n, 5, 12)].to_owned();
    let filters = vec![filter(FilterField::Country, country), filter(FilterField::Title, title)];
    SearchQuery { filters, ..facets(text("")) }
}
