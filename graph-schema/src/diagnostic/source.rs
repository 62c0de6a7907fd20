//! The source files of a schema, and positions in them.

use std::path::PathBuf;

/// One file of a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u32);

impl FileId {
    /// The index in the order in which files were read.
    pub(crate) fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// A range of bytes in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The offset of the first byte.
    pub start: usize,
    /// The offset after the last byte.
    pub end: usize,
}

impl Span {
    /// The span of values that are not read from a file.
    #[cfg(feature = "tools")]
    pub(crate) const NOWHERE: Self = Self { file: FileId(u32::MAX), start: 0, end: 0 };

    /// Returns the range from `start` to `end`, relative to the start of this span.
    pub fn inside(self, start: usize, end: usize) -> Self {
        Self { file: self.file, start: self.start + start, end: self.start + end }
    }
}

/// A value and its source location.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The source location.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Creates a value with its source location.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A source file: on disk, in memory, or of the built-in schema.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name shown in diagnostics.
    pub name: String,
    /// The path on disk, if any. A build must watch these files for changes.
    pub path: Option<PathBuf>,
    /// The whole text.
    pub text: String,
}

/// A line and column, both 1-based. Columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// All source files of a schema.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Adds a file and returns its id.
    pub fn add(&mut self, source: Source) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(source);
        id
    }

    /// Returns the file with an id from [`Sources::add`].
    pub fn get(&self, id: FileId) -> Option<&Source> {
        self.files.get(id.0 as usize)
    }

    /// Iterates over all files, in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.files.iter()
    }

    /// Returns the text of a span, or an empty string if the span is out of bounds.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.file).and_then(|file| file.text.get(span.start..span.end)).unwrap_or("")
    }

    /// Returns the line and column at which a span starts.
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
