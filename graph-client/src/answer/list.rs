//! Traits shared by types that hold a list of items.

/// Makes a struct with `items: Vec<_>` behave like the slice of its items: implements `Deref`, `IntoIterator`
/// by value and by reference, and a `Debug` that shows the items.
macro_rules! as_list {
    ($name:ident) => {
        impl<I> ::std::ops::Deref for $name<I> {
            type Target = [I];
            fn deref(&self) -> &[I] {
                &self.items
            }
        }

        impl<I> IntoIterator for $name<I> {
            type Item = I;
            type IntoIter = ::std::vec::IntoIter<I>;
            fn into_iter(self) -> Self::IntoIter {
                self.items.into_iter()
            }
        }

        impl<'a, I> IntoIterator for &'a $name<I> {
            type Item = &'a I;
            type IntoIter = ::std::slice::Iter<'a, I>;
            fn into_iter(self) -> Self::IntoIter {
                self.items.iter()
            }
        }

        impl<I: ::std::fmt::Debug> ::std::fmt::Debug for $name<I> {
            /// The items.
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_list().entries(&self.items).finish()
            }
        }
    };
}

pub(super) use as_list;
