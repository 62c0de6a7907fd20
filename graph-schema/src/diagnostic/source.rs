//! The texts a schema was read from, and places in them.

use std::path::PathBuf;

/// One file of a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u32);

impl FileId {
    /// Its place in the order in which files were read.
    pub(crate) fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// A stretch of bytes in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The place of what stands in no file.
    #[cfg(feature = "tools")]
    pub(crate) const NOWHERE: Self = Self { file: FileId(u32::MAX), start: 0, end: 0 };

    /// The stretch from `start` to `end` bytes behind this span's own start.
    pub fn inside(self, start: usize, end: usize) -> Self {
        Self { file: self.file, start: self.start + start, end: self.start + end }
    }
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value at a place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// One text: a file of the disk, of memory, or of the built-in schema.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name that diagnostics show.
    pub name: String,
    /// Where it lies on the disk, if it does; these are the files a build has to watch.
    pub path: Option<PathBuf>,
    /// The whole text.
    pub text: String,
}

/// A line and a column, both counted from one; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// All texts of one schema.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Adds a text and says which file it became.
    pub fn add(&mut self, source: Source) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(source);
        id
    }

    /// The file of an id that [`Sources::add`] gave.
    pub fn get(&self, id: FileId) -> Option<&Source> {
        self.files.get(id.0 as usize)
    }

    /// All files, in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.files.iter()
    }

    /// The text under a span; empty where the span lies outside.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.file).and_then(|file| file.text.get(span.start..span.end)).unwrap_or("")
    }

    /// Line and column of a span's start.
    pub fn line_column(&self, span: Span) -> LineColumn {
        let text = self.get(span.file).map_or("", |file| file.text.as_str());
        let mut end = span.start.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &text[..end];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        LineColumn {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}
