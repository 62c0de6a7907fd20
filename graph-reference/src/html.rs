//! HTML as a type: text becomes [`Html`] only by being escaped.
//!
//! ```
//! use graph_reference::html;
//!
//! let name = "<script>";
//! assert_eq!(html!("<b>{}</b>", name).as_str(), "<b>&lt;script&gt;</b>");
//! // HTML is inserted as it is.
//! let bold = html!("<b>{}</b>", name);
//! assert_eq!(html!("<p>{bold}</p>"; bold).as_str(), "<p><b>&lt;script&gt;</b></p>");
//! ```

use std::{
    fmt::{self, Display, Write as _},
    ops::{Add, AddAssign},
};

/// A piece of HTML. [`html!`](crate::html!) makes one from a template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// No HTML.
    #[must_use]
    pub const fn new() -> Self {
        Self(String::new())
    }

    /// A text, escaped: it is shown as it is, also inside an attribute.
    #[must_use]
    pub fn text(text: &str) -> Self {
        crate::html!("{}", text)
    }

    /// The markup.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The markup.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// For [`html!`](crate::html!), which escapes the values.
    #[doc(hidden)]
    #[must_use]
    pub fn from_template(template: fmt::Arguments<'_>) -> Self {
        Self(template.to_string())
    }

    /// The pieces with another between them.
    pub(crate) fn join(pieces: impl IntoIterator<Item = Self>, between: &Self) -> Self {
        let mut joined = Self::new();
        for (at, piece) in pieces.into_iter().enumerate() {
            if at > 0 {
                joined += between.clone();
            }
            joined += piece;
        }
        joined
    }
}

impl AddAssign for Html {
    fn add_assign(&mut self, other: Self) {
        self.0.push_str(&other.0);
    }
}

impl Add for Html {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl FromIterator<Self> for Html {
    fn from_iter<I: IntoIterator<Item = Self>>(pieces: I) -> Self {
        pieces.into_iter().fold(Self::new(), Add::add)
    }
}

/// A value that can be inserted into a template.
pub trait ToHtml {
    /// Writes it as HTML.
    ///
    /// # Errors
    ///
    /// The output failed.
    fn write(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result;
}

impl ToHtml for Html {
    fn write(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Escaped.
impl ToHtml for str {
    fn write(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.chars() {
            match letter {
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                '"' => out.write_str("&quot;")?,
                '\'' => out.write_str("&#39;")?,
                letter => out.write_char(letter)?,
            }
        }
        Ok(())
    }
}

impl ToHtml for String {
    fn write(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().write(out)
    }
}

impl ToHtml for usize {
    fn write(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}")
    }
}

impl<T: ToHtml + ?Sized> ToHtml for &T {
    fn write(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).write(out)
    }
}

/// Nothing if there is none.
impl<T: ToHtml> ToHtml for Option<T> {
    fn write(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_ref().map_or(Ok(()), |value| value.write(out))
    }
}

/// A value on its way into a template; for [`html!`](crate::html!).
#[doc(hidden)]
pub struct Inserted<T>(pub T);

impl<T: ToHtml> Display for Inserted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(f)
    }
}

/// Makes [`Html`] from a template and values, as `format!` does: HTML is inserted as it is, text is escaped.
///
/// Values follow the template; named ones follow a semicolon: `html!("<a href=\"{page}\">{}</a>", text; page)`. Named
/// values are listed, since captured variables would not be escaped: `{name}` alone does not compile.
///
/// ```compile_fail
/// let name = "<script>";
/// graph_reference::html!("<b>{name}</b>");
/// ```
#[macro_export]
macro_rules! html {
    ($template:literal $(, $value:expr)* $(; $($name:ident $(= $named:expr)?),+)? $(,)?) => {
        // A template behind `concat!` cannot capture variables.
        $crate::Html::from_template(::std::format_args!(
            ::std::concat!($template),
            $($crate::Inserted(&$value),)*
            $($($name = $crate::html!(@ $name $(= $named)?),)+)?
        ))
    };
    (@ $name:ident = $value:expr) => {
        $crate::Inserted(&$value)
    };
    (@ $name:ident) => {
        $crate::Inserted(&$name)
    };
}
