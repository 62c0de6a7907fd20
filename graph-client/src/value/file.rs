//! Files that are sent.

use std::{fmt, fs, io, path::Path};

use bytes::Bytes;

/// A file to send: its name, what it is, and its bytes.
///
/// ```
/// use graph_client::File;
///
/// let photo = File::new("beach.jpg", vec![0xFF, 0xD8]).content_type("image/jpeg");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    name: String,
    content_type: Option<String>,
    bytes: Bytes,
}

impl File {
    /// A file from memory.
    pub fn new(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self { name: name.into(), content_type: None, bytes: bytes.into() }
    }

    /// A file of the disk, read whole.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self::new(name, fs::read(path)?))
    }

    /// What it is, such as `image/jpeg`; without it the platform looks for itself.
    #[must_use]
    pub fn content_type(mut self, kind: impl Into<String>) -> Self {
        self.content_type = Some(kind.into());
        self
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its bytes.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// What it is, where that is known.
    pub(crate) fn kind(&self) -> &str {
        self.content_type.as_deref().unwrap_or("application/octet-stream")
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "File({:?}, {} bytes)", self.name, self.bytes.len())
    }
}
