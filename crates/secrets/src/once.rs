use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use domain::Sources;

/// Puts a file in its place, whole and readable by its owner alone, if there is none yet; answers
/// whether it did. Of several that try at once, on whatever machines share the folder, one does, and
/// all find the same file afterwards.
///
/// # Errors
/// The folder cannot be written, or its file system knows no hard links.
pub fn create_once(path: &Path, content: &[u8], sources: &Sources) -> io::Result<bool> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let draft =
        path.with_file_name(format!(".{name}.{:016x}", u64::from_be_bytes(sources.bytes())));
    let written = write(&draft, content).and_then(|()| match fs::hard_link(&draft, path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    });
    let removed = match fs::remove_file(&draft) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    };
    let created = written?;
    removed?;
    sync_folder(path)?;
    Ok(created)
}

fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// Makes the names in the folder of a file durable.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_that_create_a_file_at_once_one_does() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        let sources = Sources::predictable();
        let outcomes: Vec<(bool, u8, Vec<u8>)> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8_u8)
                .map(|number| {
                    let (path, sources) = (&path, &sources);
                    scope.spawn(move || {
                        let made = create_once(path, &[number; 1_000], sources).unwrap();
                        (made, number, fs::read(path).unwrap())
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let makers: Vec<u8> = outcomes.iter().filter(|made| made.0).map(|made| made.1).collect();
        assert_eq!(makers.len(), 1);
        assert!(outcomes.iter().all(|(.., content)| *content == [makers[0]; 1_000]));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left");
    }
}
