//! Nodes, and how reading one reports that it is unavailable.

use super::OfApi;

/// A node of the API. Implemented by the generated marker `Node` in the node's module.
pub trait Node: 'static {
    /// The name in the schema; the name of the read operation, such as `user.get`; and for strict mode, the names of the
    /// fields, one per line, if there is no ready struct that has them. One constant for all, to keep compile time low.
    const NAMES: (&'static str, &'static str, &'static str);
    /// The field that a bare string or number in place of the object is read into.
    const BARE: Option<&'static str> = None;
    /// The fields that come unasked: they are never part of a request.
    const UNASKED: &'static [&'static str] = &[];
    /// The version of its paths, if it is not that of the API.
    const VERSION: Option<&'static str> = None;
    /// The host of its calls, if it is not that of the API.
    const HOST: Option<&'static str> = None;
    /// The API it belongs to.
    type Api: OfApi;
    /// Whether nodes may be unavailable: [`Available`] or [`MaybeUnavailable`].
    type Availability: Availability;
}

/// Whether nodes may be unavailable, which determines the result type of reading one.
pub trait Availability: 'static {
    /// Whether an empty response means that the node is unavailable.
    const EMPTY_MEANS_UNAVAILABLE: bool;
    /// `T`, or `Option<T>` if a node may be unavailable.
    type Answer<T: Send + 'static>: AnswerOf<T>;
}

/// Nodes whose absence is an error.
#[derive(Debug)]
pub enum Available {}

impl Availability for Available {
    const EMPTY_MEANS_UNAVAILABLE: bool = false;
    type Answer<T: Send + 'static> = T;
}

/// Nodes for which an empty response means that they are unavailable.
#[derive(Debug)]
pub enum MaybeUnavailable {}

impl Availability for MaybeUnavailable {
    const EMPTY_MEANS_UNAVAILABLE: bool = true;
    type Answer<T: Send + 'static> = Option<T>;
}

/// The result of reading a selection `T`: `T`, or `Option<T>` if the node may be unavailable.
pub trait AnswerOf<T>: Sized + Send + 'static {
    /// Converts the optional value. `None` if the node is unavailable and the schema does not allow for that.
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
