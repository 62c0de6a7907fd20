//! A type parameter without a value.

use std::marker::PhantomData;

/// Marks a type with `T` without holding one. `Send`, `Sync` and `Copy` whatever `T` is.
pub(crate) type Marker<T> = PhantomData<fn() -> T>;
