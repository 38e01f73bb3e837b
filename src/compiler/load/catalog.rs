//! The catalog as it was read. Each value has its place, and names are not resolved yet.

use super::errors::Error;
use super::exceptions::Exception;
use super::fields::At;
use super::glossary::Term;
use super::labels::Label;
use super::links::Link;
use super::locales::Locale;
use super::messages::Message;
use super::monitoring::Monitoring;
use super::pasted::Pasted;
use super::retry::Policy;
use super::secrets::Secrets;
use super::sources::SourcePage;
use super::support::Support;
use super::values::Value;
use super::waits::Waits;
use super::words::WordModel;
use crate::matcher::placeholder::Kind;

#[derive(Debug, Default)]
pub struct Catalog {
    pub locales: Vec<Locale>,
    pub policies: Vec<Policy>,
    pub sources: Vec<SourcePage>,
    pub links: Vec<Link>,
    pub values: Vec<Value>,
    pub labels: Vec<Label>,
    pub glossary: Vec<Term>,
    pub waits: Waits,
    pub secrets: Secrets,
    pub pasted: Pasted,
    pub wrappers: Vec<Message>,
    pub word_model: Option<WordModel>,
    /// Sentences that are not errors of this API.
    pub foreign: Vec<At<String>>,
    pub errors: Vec<Error>,
    pub exceptions: Vec<Exception>,
    pub support: Option<Support>,
    pub monitoring: Option<Monitoring>,
    pub defined: Defined,
}

/// The names that files define, including those of faulty definitions: using
/// such a name is not a mistake. `None` if the file that defines the names
/// can't be read at all.
#[derive(Debug, Default)]
pub struct Defined {
    pub policies: Option<Vec<String>>,
    pub sources: Option<Vec<String>>,
    pub links: Option<Vec<String>>,
    pub values: Option<Vec<String>>,
    pub codes: Option<Vec<String>>,
}

impl Catalog {
    /// The index of a language in the list, by its tag.
    pub fn locale(&self, tag: &str) -> Option<usize> {
        self.locales.iter().position(|locale| locale.tag.value == tag)
    }

    /// The kind of the placeholder of this name.
    pub fn kind_of(&self, name: &str) -> Option<Kind> {
        self.values.iter().find(|value| value.name.value == name).map(|value| value.kind)
    }

    /// The language in which a reader of `locale` sees a text that only some languages have: this language, or the
    /// first of its fallbacks that has the text. Languages are indices into the list.
    pub fn shown<T>(&self, locale: usize, texts: &[Option<T>]) -> usize {
        let mut shown = locale;
        while texts.get(shown).is_none_or(Option::is_none) {
            let fallback = self.locales.get(shown).and_then(|locale| locale.fallback.as_ref());
            // A fallback is always further up in the list, so this ends.
            match fallback.and_then(|tag| self.locale(&tag.value)).filter(|&fallback| fallback < shown) {
                Some(fallback) => shown = fallback,
                None => return 0,
            }
        }
        shown
    }
}
