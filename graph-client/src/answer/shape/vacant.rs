//! Values to read into, before anything is read.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    answer::{Loose, ready::Slot},
    value::{
        Birthday, Date, DateTime, EventTime, Id, JsonText, KnownEnum, Map, Money, Open, Picture, Ref, Secret,
        TimeZone,
    },
};

/// A value to read into. It is replaced, or the object that holds it is not read.
pub trait Vacant {
    /// The value.
    fn vacant() -> Self;
}

/// [`Vacant::vacant`] as a free function, which rustc resolves faster.
#[inline]
pub fn vacant<T: Vacant>() -> T {
    T::vacant()
}

macro_rules! vacant {
    ($($ty:ty: $value:expr),* $(,)?) => {$(
        impl Vacant for $ty {
            fn vacant() -> Self {
                $value
            }
        }
    )*};
}
vacant! {
    String: Self::new(),
    i64: 0,
    f64: 0.0,
    bool: false,
    Value: Self::Null,
    Date: Self { year: 1970, month: 1, day: 1 },
    DateTime: Self::EPOCH,
    Birthday: Self::HIDDEN,
    EventTime: Self::date(1970, 1, 1),
    Money: Self::zero(),
    Secret: Self::new(""),
    TimeZone: Self::Hours(0.0),
    Picture: Self::default(),
}

impl<K, T> Vacant for Map<K, T> {
    fn vacant() -> Self {
        Self::new()
    }
}

impl<T> Vacant for JsonText<T> {
    fn vacant() -> Self {
        Self::default()
    }
}

impl<N> Vacant for Id<N> {
    fn vacant() -> Self {
        Self::new("")
    }
}

impl<N> Vacant for Ref<N> {
    fn vacant() -> Self {
        Self::default()
    }
}

impl<E: KnownEnum> Vacant for Open<E> {
    fn vacant() -> Self {
        Self::Other(Box::default())
    }
}

impl<T> Vacant for Vec<T> {
    fn vacant() -> Self {
        Self::new()
    }
}

impl<T> Vacant for BTreeMap<String, T> {
    fn vacant() -> Self {
        Self::new()
    }
}

impl<T: Vacant> Vacant for Box<T> {
    fn vacant() -> Self {
        Self::new(T::vacant())
    }
}

impl<N> Vacant for Loose<N> {
    fn vacant() -> Self {
        Self::default()
    }
}

/// The content of a variant that has none.
pub fn nothing() -> &'static dyn Slot {
    &()
}

/// The same, mutable.
pub fn nothing_mut() -> &'static mut dyn Slot {
    // A box without content allocates nothing.
    Box::leak(Box::new(()))
}
