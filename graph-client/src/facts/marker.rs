//! Phantom type parameters.

use std::marker::PhantomData;

/// Marks a type with `T` without owning one: `Send`, `Sync` and `Copy` for any `T`.
pub(crate) type Marker<T> = PhantomData<fn() -> T>;
