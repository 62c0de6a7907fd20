//! Decode errors: what was wrong in a response, and where.

use std::fmt;

/// The result of reading.
pub type Decoded<T> = Result<T, DecodeError>;

/// A response that could not be decoded: what was expected, what was found, and where.
#[derive(Clone, PartialEq)]
pub struct DecodeError(Box<Details>);

#[derive(Clone, PartialEq)]
struct Details {
    problem: Problem,
    offset: Option<usize>,
    /// Innermost first: segments are pushed while unwinding.
    path: Vec<Segment>,
}

#[derive(Clone, PartialEq)]
enum Problem {
    Expected { expected: &'static str, found: String },
    Missing(&'static str),
    TooDeep(usize),
    NotUtf8,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Segment {
    Key(Box<str>),
    Index(usize),
}

impl DecodeError {
    /// An object lacks a required field.
    pub fn missing(field: &'static str) -> Self {
        Self::new(Problem::Missing(field), None)
    }

    pub(super) fn expected(expected: &'static str, found: String, offset: usize) -> Self {
        Self::new(Problem::Expected { expected, found }, Some(offset))
    }

    pub(super) fn too_deep(limit: usize, offset: usize) -> Self {
        Self::new(Problem::TooDeep(limit), Some(offset))
    }

    pub(super) fn not_utf8(offset: usize) -> Self {
        Self::new(Problem::NotUtf8, Some(offset))
    }

    #[cold]
    fn new(problem: Problem, offset: Option<usize>) -> Self {
        Self(Box::new(Details { problem, offset, path: Vec::new() }))
    }

    /// Prepends a key to the path.
    pub fn push_key(&mut self, key: &str) {
        self.0.path.push(Segment::Key(key.into()));
    }

    /// Prepends a list index to the path.
    pub fn push_index(&mut self, index: usize) {
        self.0.path.push(Segment::Index(index));
    }

    /// Sets the offset of the enclosing value, if the error has no offset yet.
    pub(super) fn within(&mut self, offset: usize) {
        self.0.offset.get_or_insert(offset);
    }

    /// Applies `clean` to every string that comes from the response.
    pub(crate) fn clean(&mut self, clean: &dyn Fn(&mut String)) {
        if let Problem::Expected { found, .. } = &mut self.0.problem {
            clean(found);
        }
        for segment in &mut self.0.path {
            if let Segment::Key(key) = segment {
                let mut text = key.to_string();
                clean(&mut text);
                *key = text.into();
            }
        }
    }

    /// The path from the root to the value, such as `data[3].created_time`. Empty for the root.
    pub fn path(&self) -> String {
        render_path(self.0.path.iter().rev())
    }

    /// The byte offset at which the value starts. For a missing field, that of the object without it.
    pub fn offset(&self) -> usize {
        self.0.offset.unwrap_or(0)
    }

    /// The missing field, if the error is that a field is missing.
    pub fn missing_field(&self) -> Option<&'static str> {
        match self.0.problem {
            Problem::Missing(field) => Some(field),
            _ => None,
        }
    }
}

/// Renders a path. Segments start with the outermost.
pub(super) fn render_path<'a>(segments: impl Iterator<Item = &'a Segment>) -> String {
    let mut path = String::new();
    for segment in segments {
        match segment {
            Segment::Index(index) => path.push_str(&format!("[{index}]")),
            Segment::Key(key) if !is_identifier(key) => path.push_str(&format!("[{key:?}]")),
            Segment::Key(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
        }
    }
    path
}

/// Whether a key can follow a dot without quotes. Keys of maps can be any string.
fn is_identifier(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.path.is_empty() {
            write!(f, "{}: ", self.path())?;
        }
        match &self.0.problem {
            Problem::Expected { expected, found } => write!(f, "expected {expected}, found {found}")?,
            Problem::Missing(field) => return write!(f, "field `{field}` is missing"),
            Problem::TooDeep(limit) => write!(f, "nested more than {limit} levels deep")?,
            Problem::NotUtf8 => f.write_str("invalid UTF-8")?,
        }
        write!(f, " (byte {})", self.offset())
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecodeError({:?})", self.to_string())
    }
}

impl std::error::Error for DecodeError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn displays_with_and_without_a_path() {
        let mut error = DecodeError::expected("a date and time", "\"soon\"".to_owned(), 120);
        assert_eq!(error.to_string(), "expected a date and time, found \"soon\" (byte 120)");
        error.push_key("created_time");
        error.push_index(3);
        error.push_key("data");
        assert_eq!(error.path(), "data[3].created_time");
        assert_eq!(
            error.to_string(),
            "data[3].created_time: expected a date and time, found \"soon\" (byte 120)"
        );
        assert_eq!(error.offset(), 120);
        assert_eq!(error.missing_field(), None);
    }

    #[test]
    fn quotes_keys_that_are_not_identifiers() {
        let mut error = DecodeError::too_deep(128, 7);
        error.push_key("id");
        error.push_key("http://a.b/\"c\"");
        error.push_key("");
        error.push_index(0);
        assert_eq!(
            error.to_string(),
            r#"[0][""]["http://a.b/\"c\""].id: nested more than 128 levels deep (byte 7)"#
        );
    }

    #[test]
    fn missing_field_has_the_enclosing_offset() {
        let mut error = DecodeError::missing("birthday");
        assert_eq!(error.to_string(), "field `birthday` is missing");
        error.push_index(1);
        error.within(9);
        error.within(2);
        assert_eq!(error.to_string(), "[1]: field `birthday` is missing");
        assert_eq!((error.missing_field(), error.offset()), (Some("birthday"), 9));
        assert_eq!(error, error.clone());
        assert_eq!(format!("{error:?}"), "DecodeError(\"[1]: field `birthday` is missing\")");
    }
}
