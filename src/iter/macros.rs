//! `iterator!` defines a named iterator with all the usual traits.

/// Defines a named iterator that applies a function to each item of another iterator.
macro_rules! iterator {
    ($(#[$meta:meta])* $name:ident($inner:ty) -> $item:ty, $make:expr) => {
        $(#[$meta])*
        #[derive(Clone)]
        #[must_use = "iterators do nothing unless they are used"]
        pub struct $name(pub(crate) $inner);

        impl Iterator for $name {
            type Item = $item;

            #[inline]
            fn next(&mut self) -> Option<$item> {
                self.0.next().map($make)
            }

            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.0.size_hint()
            }

            #[inline]
            fn nth(&mut self, n: usize) -> Option<$item> {
                self.0.nth(n).map($make)
            }
        }

        impl DoubleEndedIterator for $name {
            #[inline]
            fn next_back(&mut self) -> Option<$item> {
                self.0.next_back().map($make)
            }
        }

        impl ExactSizeIterator for $name {}

        impl core::iter::FusedIterator for $name {}

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.debug_list().entries(self.clone()).finish()
            }
        }
    };
}

pub(crate) use iterator;
