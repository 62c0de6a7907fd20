//! Whether a type has a shape: what generated types name instead of implementing it each.

use super::{AnyShape, Shape, made};

/// How values of the type `T` are read into, written and checked.
pub trait Held<T> {
    /// A value to read into, if its members can stand among those of another object.
    fn to_fill() -> Option<T> {
        None
    }

    /// The value, if it has a shape.
    fn shape(_: &T) -> Option<&dyn AnyShape> {
        None
    }

    /// The same, mutable.
    fn shape_mut(_: &mut T) -> Option<&mut dyn AnyShape> {
        None
    }
}

/// As a whole: it has no shape.
pub enum WithoutShape {}

impl<T> Held<T> for WithoutShape {}

/// By its members: it is an object that is sent or delivered, or a union.
pub enum WithShape {}

impl<S: Shape> Held<S> for WithShape {
    #[inline]
    fn to_fill() -> Option<S> {
        Some(made())
    }

    #[inline]
    fn shape(value: &S) -> Option<&dyn AnyShape> {
        Some(value)
    }

    #[inline]
    fn shape_mut(value: &mut S) -> Option<&mut dyn AnyShape> {
        Some(value)
    }
}

/// Like the content of the box.
pub struct InBox<H>(std::marker::PhantomData<H>);

impl<T, H: Held<T>> Held<Box<T>> for InBox<H> {
    fn to_fill() -> Option<Box<T>> {
        H::to_fill().map(Box::new)
    }

    fn shape(value: &Box<T>) -> Option<&dyn AnyShape> {
        H::shape(value)
    }

    fn shape_mut(value: &mut Box<T>) -> Option<&mut dyn AnyShape> {
        H::shape_mut(value)
    }
}
