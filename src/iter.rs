//! The iterators that methods of this crate return, with names so that your own types can store them.
//!
//! All of them are [`Clone`], [`Debug`](core::fmt::Debug), and [`FusedIterator`]; those whose length is known in
//! advance are [`ExactSizeIterator`] and [`DoubleEndedIterator`] as well.

use core::iter::FusedIterator;
use core::ops::Range;
use core::{array, fmt, slice};

use crate::lookup::matched::Shown;
use crate::tables::{LINKS, Link, SOURCES, Source, text};
use crate::{Code, Match, Message, RetrySentence};

/// A named iterator over another one, each item made by a function.
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

        impl FusedIterator for $name {}

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.clone()).finish()
            }
        }
    };
}

iterator! {
    /// Texts for a person, in one language: reasons, steps, keywords.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale, iter::Texts};
    /// struct Page {
    ///     steps: Texts,
    /// }
    /// let page = Page { steps: Code::SlowDown.entry().steps(Locale::En) };
    /// assert_eq!(page.steps.clone().count(), page.steps.len());
    /// ```
    Texts(Range<u32>) -> &'static str, text
}

iterator! {
    /// Pages that help. [`Entry::links`](crate::Entry::links) returns it.
    ///
    /// ```
    /// use openai_error_catalog::{Code, iter::Links};
    /// let links: Links = Code::QuotaExceeded.entry().links();
    /// assert_eq!(links.rev().last().map(|link| link.id()), Some("billing"));
    /// ```
    Links(slice::Iter<'static, u8>) -> &'static Link, |&link| &LINKS[usize::from(link)]
}

iterator! {
    /// Where facts come from. [`Entry::sources`](crate::Entry::sources) returns it.
    ///
    /// ```
    /// use openai_error_catalog::{Code, iter::Sources};
    /// let sources: Sources = Code::QuotaExceeded.entry().sources();
    /// assert!(sources.len() > 0);
    /// ```
    Sources(slice::Iter<'static, u8>) -> &'static Source, |&source| &SOURCES[usize::from(source)]
}

iterator! {
    /// The messages of an error. [`Entry::messages`](crate::Entry::messages) returns it.
    ///
    /// ```
    /// use openai_error_catalog::{Code, iter::Messages};
    /// let messages: Messages = Code::QuotaExceeded.entry().messages();
    /// assert!(messages.len() > 1);
    /// ```
    Messages(Range<u32>) -> Message, |number| Message { number }
}

iterator! {
    /// What a search finds, best first. [`Catalog::search`](crate::Catalog::search) returns it.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, iter::SearchResults};
    /// let results: SearchResults = Catalog::search("out of credit");
    /// assert!(results.len() <= Catalog::SEARCH_LIMIT);
    /// ```
    SearchResults(core::iter::Take<array::IntoIter<Code, { crate::Catalog::SEARCH_LIMIT }>>) -> Code, |code| code
}

iterator! {
    /// A policy in sentences. [`RetryPolicy::sentences`](crate::RetryPolicy::sentences) returns it.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale, iter::RetrySentences};
    /// let sentences: RetrySentences = Code::SlowDown.entry().retry().sentences(Locale::En);
    /// assert_eq!(sentences.len(), 4);
    /// ```
    RetrySentences(core::iter::Take<array::IntoIter<RetrySentence, 4>>) -> RetrySentence, |sentence| sentence
}

/// The values of a message with their names. [`Match::values`] returns it.
///
/// It returns keys and tokens unmasked; its `Debug` masks them.
///
/// ```
/// use openai_error_catalog::{Catalog, iter::Values};
/// let found = Catalog::by_message("Unknown parameter: 'foo'.").unwrap();
/// let mut values: Values<'_> = found.values();
/// assert_eq!(values.next(), Some(("param", "foo")));
/// ```
#[derive(Clone)]
#[must_use = "iterators do nothing unless they are used"]
pub struct Values<'m> {
    pub(crate) found: Match<'m>,
    /// How many places were checked: the captures, then the wait, then the response's parameter.
    pub(crate) place: usize,
}

impl<'m> Iterator for Values<'m> {
    type Item = (&'static str, &'m str);

    fn next(&mut self) -> Option<Self::Item> {
        while self.place < Match::VALUE_PLACES {
            let value = self.found.value_at(self.place);
            self.place += 1;
            if value.is_some() {
                return value;
            }
        }
        None
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(Match::VALUE_PLACES - self.place))
    }
}

impl FusedIterator for Values<'_> {}

impl fmt::Debug for Values<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Shown(|| self.clone()).fmt(f)
    }
}

#[cfg(feature = "alloc")]
pub use owned::OwnedValues;

#[cfg(feature = "alloc")]
mod owned {
    use alloc::string::String;
    use core::iter::FusedIterator;
    use core::{fmt, slice};

    use crate::lookup::matched::Shown;

    /// The values of an [`OwnedMatch`](crate::OwnedMatch) with their names.
    ///
    /// It returns keys and tokens unmasked; its `Debug` masks them.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, iter::OwnedValues};
    /// let found = Catalog::by_message("Unknown parameter: 'foo'.").unwrap().into_owned();
    /// let values: OwnedValues<'_> = found.values();
    /// assert_eq!(values.len(), 1);
    /// ```
    #[derive(Clone)]
    #[must_use = "iterators do nothing unless they are used"]
    pub struct OwnedValues<'a>(pub(crate) slice::Iter<'a, (&'static str, String)>);

    fn borrowed<'a>((name, value): &'a (&'static str, String)) -> (&'static str, &'a str) {
        (name, value)
    }

    impl<'a> Iterator for OwnedValues<'a> {
        type Item = (&'static str, &'a str);

        fn next(&mut self) -> Option<Self::Item> {
            self.0.next().map(borrowed)
        }

        fn size_hint(&self) -> (usize, Option<usize>) {
            self.0.size_hint()
        }
    }

    impl DoubleEndedIterator for OwnedValues<'_> {
        fn next_back(&mut self) -> Option<Self::Item> {
            self.0.next_back().map(borrowed)
        }
    }

    impl ExactSizeIterator for OwnedValues<'_> {}

    impl FusedIterator for OwnedValues<'_> {}

    impl fmt::Debug for OwnedValues<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            Shown(|| self.clone()).fmt(f)
        }
    }
}
