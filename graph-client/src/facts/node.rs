//! Nodes, and what reading one gives where it may be unavailable.

use super::OfApi;

/// A node of the API; implemented by the generated `Node` of its module.
pub trait Node: 'static {
    /// The name in the schema, and that of reading it, such as `user.get`. One constant, since each costs every
    /// build.
    const NAMES: (&'static str, &'static str);
    /// The field that a bare text or number in its place is.
    const BARE: Option<&'static str> = None;
    /// The API it belongs to.
    type Api: OfApi;
    /// Whether one may be unavailable: [`Available`] or [`MaybeUnavailable`].
    type There: Availability;
}

/// Whether nodes may be unavailable: what reading a selection of one answers.
pub trait Availability: 'static {
    /// Whether an empty answer says that a node is not available.
    const EMPTY_SAYS_SO: bool;
    /// `T`, or `Option<T>` where a node may not be available.
    type Answer<T: Send + 'static>: AnswerOf<T>;
}

/// Nodes that are there, or an error is.
#[derive(Debug)]
pub enum Available {}

impl Availability for Available {
    const EMPTY_SAYS_SO: bool = false;
    type Answer<T: Send + 'static> = T;
}

/// Nodes whose empty answer says that they are not available.
#[derive(Debug)]
pub enum MaybeUnavailable {}

impl Availability for MaybeUnavailable {
    const EMPTY_SAYS_SO: bool = true;
    type Answer<T: Send + 'static> = Option<T>;
}

/// What reading a selection `T` of a node answers: `T`, or `Option<T>` where the node may not be available.
pub trait AnswerOf<T>: Sized + Send + 'static {
    /// The answer; none where the node is not available and the schema does not expect that.
    fn of(read: Option<T>) -> Option<Self>;
}

impl<T: Send + 'static> AnswerOf<T> for T {
    fn of(read: Option<T>) -> Option<T> {
        read
    }
}

impl<T: Send + 'static> AnswerOf<T> for Option<T> {
    fn of(read: Option<T>) -> Option<Option<T>> {
        Some(read)
    }
}
