//! `MessageTexts`: the texts of messages that have their own.

#[cfg(feature = "serde")]
use crate::entry::code::Code;
#[cfg(feature = "serde")]
use crate::entry::message_row::MessageRow;
use crate::text::locale::{LOCALES, Locale};
use crate::text::pool::{Texts, text, texts};

include!(concat!(env!("OUT_DIR"), "/message_texts.rs"));

/// The texts of a message that its entry's texts don't fit.
#[derive(Debug)]
pub(crate) struct MessageTexts {
    pub message: u32,
    /// The first row with the same texts: messages of an entry can share texts.
    pub first: u16,
    /// The name of these texts in the entry's file.
    #[cfg_attr(not(feature = "serde"), allow(dead_code))]
    pub name: &'static str,
    /// For each language: the number of the cause, and how many steps there are. The solution and the steps follow the
    /// cause.
    pub texts: [(u32, u8); LOCALES],
}

impl MessageTexts {
    pub(crate) fn cause(&self, locale: Locale) -> &'static str {
        text(self.texts[locale.index()].0)
    }

    pub(crate) fn solution(&self, locale: Locale) -> &'static str {
        text(self.texts[locale.index()].0 + 1)
    }

    pub(crate) fn steps(&self, locale: Locale) -> Texts {
        let (first, steps) = self.texts[locale.index()];
        texts(first + 2, steps)
    }

    /// The message's own texts; `None` if it has none.
    pub(crate) fn of(message: u32) -> Option<&'static Self> {
        let found = MESSAGE_TEXTS.binary_search_by_key(&message, |own| own.message).ok()?;
        MESSAGE_TEXTS.get(found)
    }

    /// The texts with this name in the entry of a code.
    #[cfg(feature = "serde")]
    pub(crate) fn named(code: Code, name: &str) -> Option<&'static Self> {
        MESSAGE_TEXTS
            .iter()
            .find(|own| own.name == name && MessageRow::of(own.message).is_some_and(|row| row.code == code))
    }
}
