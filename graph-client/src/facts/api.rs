//! An API as a constant: host, version and error codes.

use super::ErrorKind;

/// The default login dialog.
pub(crate) const DIALOG: &str = "https://www.facebook.com/dialog/oauth";

/// An API: its host, default version and error codes.
#[derive(Debug)]
pub struct Api {
    /// The base URL, such as `https://graph.facebook.com`.
    pub host: &'static str,
    /// The version prefixed to paths by default.
    pub version: Option<&'static str>,
    /// The URL of the login dialog, if it is not the platform's.
    pub dialog: Option<&'static str>,
    /// The base URLs of other hosts that files are loaded from and sent to with the access token.
    pub hosts: &'static [&'static str],
    /// The documented error codes of this API.
    pub errors: &'static [ErrorRow],
    /// The error codes that it shares with other APIs. Those in `errors` take precedence.
    pub common: &'static [ErrorRow],
}

impl Api {
    /// Looks up what the schema says about an error code, such as one in a message status or in the response to a call.
    ///
    /// Returns the best match: a row with the subcode, then the smallest range, then a row of this API rather than a
    /// common one.
    ///
    /// ```ignore
    /// for error in &status.errors {
    ///     let about = error.code.and_then(|code| wa::api().error(code, None));
    ///     println!("{:?}", about.map(|row| (row.name, row.meaning, row.remedy)));
    /// }
    /// ```
    pub fn error(&self, code: i64, subcode: Option<i64>) -> Option<&'static ErrorRow> {
        let matches = |row: &&ErrorRow| {
            (row.first..=row.last).contains(&code) && (row.subcode.is_none() || row.subcode == subcode)
        };
        // Among equals the last one wins: extensions append their rows.
        self.common
            .iter()
            .chain(self.errors)
            .rev()
            .filter(matches)
            .min_by_key(|row| (row.subcode.is_none(), row.last - row.first))
    }
}

impl PartialEq for Api {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// A type that belongs to an API.
pub trait OfApi: 'static {
    /// The API.
    const API: &'static Api;
}

/// The documentation of a range of error codes.
#[derive(Debug)]
pub struct ErrorRow {
    /// The first code of the range.
    pub first: i64,
    /// The last code of the range.
    pub last: i64,
    /// The subcode that the row is limited to, if any.
    pub subcode: Option<i64>,
    /// The name in the schema.
    pub name: &'static str,
    /// What the code means.
    pub meaning: &'static str,
    /// What to do about the error; empty if the schema does not say.
    pub remedy: &'static str,
    /// The error kind.
    pub kind: ErrorKind,
    /// Whether retrying the same call may succeed.
    pub retry: bool,
    /// Whether `retry` overrides the `is_transient` of the platform: true if your own schema sets it, false if it comes
    /// from the built-in schema or is a default.
    pub last_word: bool,
}
