//! Node ids: opaque strings, typed by their node.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use smol_str::SmolStr;

use super::text_serde::{FromText, serde_as_text};

/// The id of a node of type `N`, kept exactly as the platform sent it.
///
/// ```
/// use graph_client::api::user;
///
/// let id = user::Id::new("4");
/// assert_eq!(id.as_str(), "4");
/// ```
pub struct Id<N> {
    /// Ids are short: stored inline, without an allocation.
    text: SmolStr,
    // A function pointer type makes `Id<N>` `Send` and `Sync` for any `N`.
    node: PhantomData<fn() -> N>,
}

impl<N> Id<N> {
    /// Creates an id from its string form. Not validated.
    pub fn new(text: impl AsRef<str>) -> Self {
        Self { text: SmolStr::new(text), node: PhantomData }
    }

    /// The id as a string.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<N> From<&str> for Id<N> {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl<N> From<String> for Id<N> {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

/// Types accepted as an id of the node `N`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an id of this node",
    label = "expected an id of `{N}`",
    note = "pass the node's own `Id`, a string (`&str`, `String`) or a number (`u64`)"
)]
pub trait IntoId<N> {
    /// Converts to the id.
    fn into_id(self) -> Id<N>;
}

impl<N> IntoId<N> for Id<N> {
    fn into_id(self) -> Id<N> {
        self
    }
}

impl<N> IntoId<N> for &Id<N> {
    fn into_id(self) -> Id<N> {
        self.clone()
    }
}

impl<N> IntoId<N> for &str {
    fn into_id(self) -> Id<N> {
        Id::new(self)
    }
}

impl<N> IntoId<N> for String {
    fn into_id(self) -> Id<N> {
        Id::new(self)
    }
}

impl<N> IntoId<N> for &String {
    fn into_id(self) -> Id<N> {
        Id::new(self.as_str())
    }
}

impl<N> IntoId<N> for u64 {
    fn into_id(self) -> Id<N> {
        Id::new(self.to_string())
    }
}

// Implemented by hand: a derive would add bounds on the marker `N`.

impl<N> Clone for Id<N> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), node: PhantomData }
    }
}

impl<N> PartialEq for Id<N> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<N> Eq for Id<N> {}

impl<N> PartialOrd for Id<N> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<N> Ord for Id<N> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<N> Hash for Id<N> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<N> fmt::Debug for Id<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({:?})", self.text)
    }
}

impl<N> fmt::Display for Id<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl<N> AsRef<str> for Id<N> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<N> FromText for Id<N> {
    const EXPECTED: &'static str = "an id (a string or an integer)";

    fn from_text(text: &str) -> Option<Self> {
        Some(Self::new(text))
    }
}

serde_as_text!(Id<N>, <N>);

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    struct Page;

    fn page_id(id: impl IntoId<Page>) -> Id<Page> {
        id.into_id()
    }

    #[test]
    fn has_no_bounds_on_the_marker() {
        let id = page_id("4");
        assert_eq!(format!("{id:?} {id} {id:>3}"), r#"Id("4") 4   4"#);
        assert_eq!(id.as_ref(), id.as_str());
        assert!(id < page_id("5"));
        assert_eq!(HashSet::from([id.clone(), id]).len(), 1);
        fn assert_shared<T: Send + Sync + 'static>() {}
        assert_shared::<Id<std::rc::Rc<u8>>>();
    }

    #[test]
    fn converts_from_all_source_types() {
        let id = page_id("4");
        let text = String::from("4");
        for other in [page_id(&id), page_id(id.clone()), page_id(text.clone()), page_id(&text), page_id(4)] {
            assert_eq!(other, id);
        }
    }

    #[test]
    fn serde_accepts_strings_and_integers() {
        let id: Id<Page> = serde_json::from_str("9007199254740993").unwrap();
        assert_eq!(id.as_str(), "9007199254740993");
        assert_eq!(serde_json::to_string(&id).unwrap(), r#""9007199254740993""#);
        let ids: Vec<Id<Page>> = serde_json::from_str(r#"["act_1", -1]"#).unwrap();
        assert_eq!(ids, [page_id("act_1"), page_id("-1")]);
        assert!(serde_json::from_str::<Id<Page>>("1.5").is_err());
        assert!(serde_json::from_str::<Id<Page>>("null").is_err());
    }
}
