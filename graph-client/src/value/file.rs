//! Files to upload.

use std::{
    fmt, fs,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
    sync::Arc,
};

use bytes::Bytes;

/// A file to upload: its name and content type, and its bytes or a source that is read during the upload.
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

/// Progress callback: bytes sent so far, and total bytes.
pub(crate) type Progress = dyn Fn(u64, u64) + Send + Sync;
/// Opens the reader of a file, from an offset on.
pub(crate) type OpenSource = dyn Fn(u64) -> io::Result<Box<dyn Read + Send>> + Send + Sync;

#[derive(Clone)]
pub(crate) enum Content {
    Bytes(Bytes),
    /// Opened again for each attempt of a call.
    Source {
        length: u64,
        open: Arc<OpenSource>,
    },
}

impl File {
    /// A file from bytes in memory.
    pub fn new(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self { name: name.into(), content_type: None, content: Content::Bytes(bytes.into()), progress: None }
    }

    /// A file on disk, read into memory.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        Ok(Self::new(file_name(path.as_ref()), fs::read(path)?))
    }

    /// A file on disk, read during the upload, so that it may be larger than memory.
    ///
    /// # Errors
    ///
    /// If the file's metadata cannot be read.
    pub fn stream(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        let length = fs::metadata(&path)?.len();
        let name = file_name(&path);
        let open = move |offset| {
            let mut file = fs::File::open(&path)?;
            if offset > 0 {
                file.seek(SeekFrom::Start(offset))?;
            }
            Ok(Box::new(file) as Box<dyn Read + Send>)
        };
        Ok(Self::of_source(name, length, Arc::new(open)))
    }

    /// A file of `length` bytes from any reader, read during the upload. `open` is called for each attempt of the call,
    /// on a separate thread. An upload that [resumes](crate::Client::upload_to) reads the bytes that were already sent
    /// again, and discards them. The call fails if the reader yields more or fewer bytes than `length`, and if `open`
    /// or the reader fails or panics.
    ///
    /// A reader that blocks does not block the call, which fails after the [idle
    /// timeout](crate::GraphBuilder::idle_timeout). The thread of the reader, however, ends only when the reader
    /// returns: one that blocks forever keeps its thread until the process ends.
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
        let open = move |offset| {
            let mut reader = open()?;
            io::copy(&mut reader.by_ref().take(offset), &mut io::sink())?;
            Ok(Box::new(reader) as Box<dyn Read + Send>)
        };
        Self::of_source(name.into(), length, Arc::new(open))
    }

    fn of_source(name: String, length: u64, open: Arc<OpenSource>) -> Self {
        Self { name, content_type: None, content: Content::Source { length, open }, progress: None }
    }

    /// Sets the content type, such as `image/jpeg`. By default, the platform detects it.
    #[must_use]
    pub fn content_type(mut self, kind: impl Into<String>) -> Self {
        self.content_type = Some(kind.into());
        self
    }

    /// Calls `progress` with the number of bytes passed to the connection so far and the total, after each chunk. The
    /// count starts at zero with each attempt, or at the offset from which an upload
    /// [resumes](crate::Client::upload_to).
    #[must_use]
    pub fn on_progress(mut self, progress: impl Fn(u64, u64) + Send + Sync + 'static) -> Self {
        self.progress = Some(Arc::new(progress));
        self
    }

    /// The file name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The content, if it is in memory.
    pub fn bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Source { .. } => None,
        }
    }

    /// The length in bytes.
    pub fn length(&self) -> u64 {
        match &self.content {
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::Source { length, .. } => *length,
        }
    }

    /// The content type to send.
    pub(crate) fn kind(&self) -> &str {
        self.content_type.as_deref().unwrap_or("application/octet-stream")
    }

    pub(crate) fn content(&self) -> &Content {
        &self.content
    }

    pub(crate) fn progress(&self) -> Option<&Arc<Progress>> {
        self.progress.as_ref()
    }

    /// Whether the body is sent in chunks.
    pub(crate) fn is_streamed(&self) -> bool {
        self.progress.is_some() || self.bytes().is_none()
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

impl PartialEq for File {
    /// Compares name, content type and bytes. Files with a reader are equal if one is a clone of the other.
    /// The progress callback is ignored.
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
