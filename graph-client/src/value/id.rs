//! Node ids: opaque text, typed by the node it names.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use smol_str::SmolStr;

use super::text_serde::{FromText, serde_as_text};

/// The id of a node of type `N`, kept exactly as the platform wrote it.
pub struct Id<N> {
    /// Ids are short: in place, without an allocation.
    text: SmolStr,
    // A function type: `Id<N>` is Send and Sync whatever the marker is.
    node: PhantomData<fn() -> N>,
}

impl<N> Id<N> {
    /// An id from its text.
    pub fn new(text: impl AsRef<str>) -> Self {
        Self { text: SmolStr::new(text), node: PhantomData }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// What may be given where an id of the node `N` is wanted.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an id of this node",
    label = "an id of `{N}` is expected here",
    note = "give the node's own `Id`, or its text (`&str`, `String`) or number (`u64`)"
)]
pub trait IntoId<N> {
    /// The id.
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

// By hand, since a derive would ask the same of the marker `N`.

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
    const EXPECTED: &'static str = "an id (text or an integer)";

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

    fn take(id: impl IntoId<Page>) -> Id<Page> {
        id.into_id()
    }

    #[test]
    fn needs_nothing_of_the_marker() {
        let id = take("4");
        assert_eq!(format!("{id:?} {id} {id:>3}"), r#"Id("4") 4   4"#);
        assert_eq!(id.as_ref(), id.as_str());
        assert!(id < take("5"));
        assert_eq!(HashSet::from([id.clone(), id]).len(), 1);
        fn shared<T: Send + Sync + 'static>() {}
        shared::<Id<std::rc::Rc<u8>>>();
    }

    #[test]
    fn from_every_source() {
        let id = take("4");
        let text = String::from("4");
        for other in [take(&id), take(id.clone()), take(text.clone()), take(&text), take(4)] {
            assert_eq!(other, id);
        }
    }

    #[test]
    fn serde_takes_text_and_integers() {
        let id: Id<Page> = serde_json::from_str("9007199254740993").unwrap();
        assert_eq!(id.as_str(), "9007199254740993");
        assert_eq!(serde_json::to_string(&id).unwrap(), r#""9007199254740993""#);
        let ids: Vec<Id<Page>> = serde_json::from_str(r#"["act_1", -1]"#).unwrap();
        assert_eq!(ids, [take("act_1"), take("-1")]);
        assert!(serde_json::from_str::<Id<Page>>("1.5").is_err());
        assert!(serde_json::from_str::<Id<Page>>("null").is_err());
    }
}
