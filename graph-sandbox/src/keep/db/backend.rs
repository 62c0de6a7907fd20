//! Access to the bytes of a database file.

use std::{fmt, fs::OpenOptions, io, path::Path};

use redb::{Database, DatabaseError, StorageBackend, backends::FileBackend};

use super::caught::{Closing, caught};

/// How the bytes of a file are opened.
pub(super) type OpenBackend = fn(&Path) -> Result<Box<dyn StorageBackend>, Failure>;

/// Why a file cannot be used.
#[derive(Debug)]
pub(super) enum Failure {
    /// The operating system refuses it.
    Io(io::Error),
    /// Another process has it open.
    InUse,
    /// It is not what the sandbox wrote.
    Damaged(String),
    /// It was damaged, and the library replaced the damaged parts by older ones.
    Repaired,
    /// It was created with other parameters.
    Other(String),
}

impl Failure {
    /// The message with the path and what to do.
    pub(super) fn message(&self, path: &Path) -> String {
        let path = path.display();
        match self {
            Self::Io(_) => format!("cannot open the database file {path}: {self}"),
            Self::InUse => {
                format!("cannot open the database file {path}: {self}; stop it, or use another file")
            }
            Self::Damaged(_) => format!(
                "cannot read the database file {path}: {self}. Restore a copy of it, or delete it to start with generated data"
            ),
            Self::Repaired => format!(
                "cannot read the database file {path}: {self}. The last changes may be missing. Start again to use it as it is, or restore a copy"
            ),
            Self::Other(_) => format!("cannot read the database file {path}: {self}"),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::InUse => f.write_str("another sandbox uses it"),
            Self::Damaged(why) => write!(f, "it is damaged, or not a database of the sandbox ({why})"),
            Self::Repaired => f.write_str("it was damaged, and is repaired now"),
            Self::Other(why) => f.write_str(why),
        }
    }
}

/// All errors of the library: those of the operating system keep their text, the others mean damage.
impl<E: Into<redb::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        match error.into() {
            redb::Error::Io(error) if error.raw_os_error().is_some() => Self::Io(error),
            redb::Error::DatabaseAlreadyOpen => Self::InUse,
            error => Self::Damaged(error.to_string()),
        }
    }
}

/// Opens a file, which is created if necessary.
pub(super) fn open(path: &Path, open: OpenBackend) -> Result<Closing, Failure> {
    let backend = Bounded(open(path)?);
    Ok(Closing::new(caught(|| Database::builder().create_with_backend(backend))??))
}

/// A file of the operating system, locked against other processes.
pub(super) fn open_file(path: &Path) -> Result<Box<dyn StorageBackend>, Failure> {
    let options = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
    match FileBackend::new(options.map_err(Failure::Io)?) {
        Ok(file) => Ok(Box::new(file)),
        Err(DatabaseError::DatabaseAlreadyOpen) => Err(Failure::InUse),
        Err(error) => Err(error.into()),
    }
}

/// Refuses to read beyond the end, which only a damaged file asks for: the library would allocate the memory first.
#[derive(Debug)]
struct Bounded(Box<dyn StorageBackend>);

/// The largest file.
const MOST: u64 = 1 << 40;

impl StorageBackend for Bounded {
    fn len(&self) -> io::Result<u64> {
        self.0.len()
    }

    fn read(&self, offset: u64, len: usize) -> io::Result<Vec<u8>> {
        let end = offset.checked_add(len as u64);
        if end.is_none_or(|end| self.0.len().is_ok_and(|len| end > len)) {
            return Err(io::Error::other("it refers to a place beyond its end"));
        }
        self.0.read(offset, len)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        if len > MOST {
            return Err(io::Error::other("it refers to a place beyond its end"));
        }
        self.0.set_len(len)
    }

    fn sync_data(&self, eventual: bool) -> io::Result<()> {
        self.0.sync_data(eventual)
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.0.write(offset, data)
    }
}
