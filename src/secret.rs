//! Masks keys and tokens in values that are shown, logged, or stored.

use core::fmt;
use core::fmt::Write as _;
use core::ops::Range;

use crate::entry::value::Value;

include!(concat!(env!("OUT_DIR"), "/secrets.rs"));

/// The minimum length of a key after its prefix, or of a credential after its scheme. Shorter runs are ordinary words:
/// `sk-SK`, `Bearer token`.
const MIN_LENGTH: usize = 8;

/// A value with its secrets masked. [`Value::masked`] returns it, and `Display` writes the masked text.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Masked<'v> {
    value: &'v str,
    is_secret: bool,
}

impl Value {
    /// Masks a value, so that it can be shown, logged, or stored. If `name` is the name of a secret, [`Value::MASK`]
    /// replaces the whole value. Otherwise, it replaces each part that looks like a key or a token.
    /// `catalog/secrets.toml` has the rules.
    ///
    /// ```
    /// use openai_error_catalog::Value;
    /// let url = "https://example.com/v1/models?api-key=0123abcd&v=1";
    /// assert_eq!(Value::masked("url", url).to_string(), "https://example.com/v1/models?api-key=***&v=1");
    /// assert_eq!(Value::masked("key", "anything").to_string(), "***");
    /// assert_eq!(Value::masked("reason", "sent 'Bearer sk-proj-1234567890'").to_string(), "sent 'Bearer ***'");
    /// ```
    #[must_use]
    pub fn masked<'v>(name: &str, value: &'v str) -> Masked<'v> {
        Masked { value, is_secret: Value::named(name).is_some_and(Value::is_secret) }
    }
}

impl<'v> Masked<'v> {
    /// The pieces to show, in order, with [`Value::MASK`] in place of each secret.
    fn pieces(self) -> impl Iterator<Item = &'v str> {
        let mut rest = Some(self.value);
        let mut mask = None;
        core::iter::from_fn(move || {
            if let Some(mask) = mask.take() {
                return Some(mask);
            }
            let text = rest.take()?;
            if self.is_secret {
                return Some(Value::MASK);
            }
            let start = self.value.len() - text.len();
            let Some(found) = first_secret(self.value, start) else { return Some(text) };
            mask = Some(Value::MASK);
            rest = self.value.get(found.end..);
            self.value.get(start..found.start)
        })
    }
}

impl fmt::Display for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces().try_for_each(|piece| f.write_str(piece))
    }
}

/// The same as for the masked text as a string.
impl fmt::Debug for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for piece in self.pieces() {
            for (index, part) in piece.split('\'').enumerate() {
                // `escape_debug` escapes single quotation marks, which the `Debug` of a string doesn't.
                f.write_str(if index > 0 { "'" } else { "" })?;
                write!(f, "{}", part.escape_debug())?;
            }
        }
        f.write_char('"')
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Masked<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Most values contain no secret, so they can be written without formatting them.
        if !self.is_secret && first_secret(self.value, 0).is_none() {
            return serializer.serialize_str(self.value);
        }
        serializer.collect_str(self)
    }
}

/// The first secret that begins at or after `from`.
fn first_secret(text: &str, from: usize) -> Option<Range<usize>> {
    let mut before = text.get(..from)?.chars().next_back();
    for (index, char) in text.get(from..)?.char_indices() {
        // Only ASCII, because Chinese has no spaces: a key may directly follow a Chinese character.
        let begins_word = !before.is_some_and(|before| before.is_ascii_alphanumeric());
        let at = from + index;
        let found = match char {
            _ if begins_word && char.is_ascii_alphanumeric() => by_word(text, at, before),
            '/' if before == Some('/') => password(text, at + 1),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
        before = Some(char);
    }
    None
}

/// The secret that begins with the word at `at`, or that this word announces. `before` is the character in front of the
/// word.
fn by_word(text: &str, at: usize, before: Option<char>) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    let after = |word: &str| {
        let start = rest.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word))?;
        rest.get(start.len()..)
    };
    let secret = |tail: &str, least: usize| {
        let start = text.len() - tail.len();
        let len = run(tail);
        (len >= least).then_some(start..start + len)
    };
    let is_prefix = |prefix: &&&str| rest.starts_with(**prefix) && run(rest) >= prefix.len() + MIN_LENGTH;
    if SECRET_PREFIXES.iter().find(is_prefix).is_some() {
        return Some(at..at + run(rest));
    }
    let by_scheme = || {
        SECRET_SCHEMES
            .iter()
            .find_map(|scheme| secret(after(scheme)?.strip_prefix([' ', '+'])?.trim_start(), MIN_LENGTH))
    };
    let by_parameter = || {
        let is_query = matches!(before, Some('?' | '&' | ';'));
        SECRET_PARAMETERS.iter().filter(|_| is_query).find_map(|name| secret(after(name)?.strip_prefix('=')?, 1))
    };
    let by_field = || {
        SECRET_FIELDS.iter().find_map(|name| {
            let tail = after(name)?.trim_start_matches(['"', '\'', '\\']).trim_start();
            let tail = tail.strip_prefix([':', '='])?.trim_start().trim_start_matches(['b', '"', '\'', '\\']);
            // A scheme may follow, and the key only after it: `by_scheme` finds that key.
            let is_scheme =
                |scheme: &&str| tail.get(..scheme.len()).is_some_and(|word| word.eq_ignore_ascii_case(scheme));
            if SECRET_SCHEMES.iter().any(is_scheme) { None } else { secret(tail, 1) }
        })
    };
    by_scheme().or_else(by_parameter).or_else(by_field)
}

/// The password in `//user:password@host`. The user name begins at `at`.
fn password(text: &str, at: usize) -> Option<Range<usize>> {
    let is_outside = |char: char| char.is_whitespace() || matches!(char, '/' | '?' | '#' | '"' | '\'');
    let account = text.get(at..)?.split(is_outside).next()?.rsplit_once('@')?.0;
    let (user, password) = account.split_once(':')?;
    let start = at + user.len() + 1;
    (!password.is_empty()).then_some(start..start + password.len())
}

/// The length of the run of characters at the start of `text` that can belong to a key, or to a key that the server has
/// masked. Full stops at the end belong to the sentence, not to the key.
fn run(text: &str) -> usize {
    let is_part = |char: char| {
        char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | '.' | '~' | '+' | '/' | '=' | '*' | '%' | '…')
    };
    let end = text.find(|char| !is_part(char)).unwrap_or(text.len());
    text.get(..end).unwrap_or("").trim_end_matches('.').len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: &str) -> String {
        Value::masked("reason", value).to_string()
    }

    #[test]
    fn keys_inside_values_are_masked() {
        for (value, expected) in [
            ("sk-proj-abcDEF123456", "***"),
            ("got sk-abcdefgh1234.", "got ***."),
            ("'sk-abcdefgh1234', 'sk-abcdefgh5678'", "'***', '***'"),
            ("sk-abcd***************wxyz", "***"),
            ("Bearer 0123456789abcdef", "Bearer ***"),
            ("bearer  0123456789abcdef!", "bearer  ***!"),
            ("Authorization: Basic dXNlcjpwYXNz", "Authorization: Basic ***"),
            ("{\"api_key\": \"0123\", \"model\": \"gpt-4o\"}", "{\"api_key\": \"***\", \"model\": \"gpt-4o\"}"),
            ("{\\\"x-api-key\\\": \\\"0123\\\"}", "{\\\"x-api-key\\\": \\\"***\\\"}"),
            ("b'Authorization': b'0123'", "b'Authorization': b'***'"),
            ("https://h/v1?api-version=1&api-key=ab%2Fcd&x=1", "https://h/v1?api-version=1&api-key=***&x=1"),
            ("https://h/v1beta/models?key=0123#top", "https://h/v1beta/models?key=***#top"),
            ("proxy http://user:p@ss:w0rd@host:3128/", "proxy http://user:***@host:3128/"),
            ("密钥sk-abcdefgh1234无效", "密钥***无效"),
            ("eyJhbGciOiJIUzI1NiJ9.e30.abc", "***"),
        ] {
            assert_eq!(shown(value), expected);
            assert_eq!(format!("{:?}", Value::masked("reason", value)), format!("{expected:?}"));
        }
    }

    #[test]
    fn words_that_are_not_keys_are_kept() {
        for value in [
            "",
            "gpt-4o",
            "sk-SK",
            "task-0123456789",
            "Bearer token",
            "the key of the object",
            "max_tokens=4096",
            "https://api.openai.com:443/v1/chat/completions?limit=20",
            "10.0.0.1:8080",
            "a@b.c: d@e.f",
            "Unrecognized key: max_output_tokens",
            "api_key",
            "api_key: ",
        ] {
            assert_eq!(shown(value), value);
        }
    }
}
