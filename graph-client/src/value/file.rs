//! Files that are sent.

use std::{
    fmt, fs,
    io::{self, Read},
    path::Path,
    sync::Arc,
};

use bytes::Bytes;

/// A file to send: its name, what it is, and its bytes, or where to read them while it is sent.
///
/// ```
/// use graph_client::File;
///
/// let photo = File::new("beach.jpg", vec![0xFF, 0xD8]).content_type("image/jpeg");
/// ```
#[derive(Clone)]
pub struct File {
    name: String,
    content_type: Option<String>,
    content: Content,
    progress: Option<Arc<Progress>>,
}

/// Told how many bytes were handed over, and of how many.
pub(crate) type Progress = dyn Fn(u64, u64) + Send + Sync;
type Open = dyn Fn() -> io::Result<Box<dyn Read + Send>> + Send + Sync;

#[derive(Clone)]
pub(crate) enum Content {
    Bytes(Bytes),
    /// Opened anew for each attempt of a call.
    Source {
        length: u64,
        open: Arc<Open>,
    },
}

impl File {
    /// A file from memory.
    pub fn new(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self { name: name.into(), content_type: None, content: Content::Bytes(bytes.into()), progress: None }
    }

    /// A file of the disk, read whole.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        Ok(Self::new(name(path.as_ref()), fs::read(path)?))
    }

    /// A file of the disk, read while it is sent: it may be larger than memory. An error where there is none.
    pub fn stream(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        let length = fs::metadata(&path)?.len();
        Ok(Self::from_reader(name(&path), length, move || fs::File::open(&path)))
    }

    /// A file from anything that can be read, while it is sent. It is opened anew for each attempt of the call,
    /// read on a thread of its own, and has to give as many bytes as it says.
    ///
    /// ```
    /// use std::io::Read;
    /// use graph_client::File;
    ///
    /// let zeros = File::from_reader("zeros.bin", 1 << 40, || Ok(std::io::repeat(0).take(1 << 40)));
    /// ```
    pub fn from_reader<R: Read + Send + 'static>(
        name: impl Into<String>,
        length: u64,
        open: impl Fn() -> io::Result<R> + Send + Sync + 'static,
    ) -> Self {
        let open = Arc::new(move || open().map(|reader| Box::new(reader) as Box<dyn Read + Send>));
        Self {
            name: name.into(),
            content_type: None,
            content: Content::Source { length, open },
            progress: None,
        }
    }

    /// What it is, such as `image/jpeg`; without it the platform looks for itself.
    #[must_use]
    pub fn content_type(mut self, kind: impl Into<String>) -> Self {
        self.content_type = Some(kind.into());
        self
    }

    /// Tells a function how many bytes were handed to the connection, and of how many, from the first piece on;
    /// anew with each attempt.
    #[must_use]
    pub fn on_progress(mut self, progress: impl Fn(u64, u64) + Send + Sync + 'static) -> Self {
        self.progress = Some(Arc::new(progress));
        self
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its bytes, where they are in memory.
    pub fn bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Source { .. } => None,
        }
    }

    /// How many bytes it has.
    pub fn length(&self) -> u64 {
        match &self.content {
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::Source { length, .. } => *length,
        }
    }

    /// What it is, where that is known.
    pub(crate) fn kind(&self) -> &str {
        self.content_type.as_deref().unwrap_or("application/octet-stream")
    }

    pub(crate) fn content(&self) -> &Content {
        &self.content
    }

    pub(crate) fn progress(&self) -> Option<&Arc<Progress>> {
        self.progress.as_ref()
    }

    /// Whether it goes piece by piece.
    pub(crate) fn is_streamed(&self) -> bool {
        self.progress.is_some() || self.bytes().is_none()
    }
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

impl PartialEq for File {
    /// By name, kind and bytes; two that are read while they are sent are the same where one is a copy of the
    /// other. Who is told of the progress makes no difference.
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.content, &other.content) {
            (Content::Bytes(a), Content::Bytes(b)) => a == b,
            (Content::Source { open: a, length: long }, Content::Source { open: b, length }) => {
                long == length && Arc::ptr_eq(a, b)
            }
            _ => false,
        };
        same && self.name == other.name && self.content_type == other.content_type
    }
}

impl Eq for File {}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "File({:?}, {} bytes)", self.name, self.length())
    }
}
