//! Splits a text into tokens, and hashes them.

use crate::matcher::steps;

/// The hash of a token or of a pair of tokens.
pub(crate) type Hash = u64;

/// The constants of FNV-1a.
const OFFSET: Hash = 0xcbf2_9ce4_8422_2325;
const PRIME: Hash = 0x0000_0100_0000_01b3;

/// The only numbers that are tokens: the statuses of errors.
const STATUSES: core::ops::RangeInclusive<u16> = 400..=599;

/// A token of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'t> {
    /// The token as it is written in the text, except that `n't` is `not`. Case and accents are not normalized, so
    /// compare hashes instead.
    pub text: &'t str,
    pub hash: Hash,
}

/// An iterator over the tokens of a text:
/// - runs of letters, in lower case and without accents, two letters or more. `rateLimit` is two tokens, `don't` is
///   `do` and `not`, `clé` is `cle`, `Größe` is `grosse`;
/// - pairs of neighboring characters of a script without spaces between words, or such a character without neighbors of
///   its kind;
/// - numbers from 400 to 599.
///
/// Everything else separates tokens. URLs are skipped.
#[derive(Clone, Debug)]
pub(crate) struct Tokens<'t> {
    text: &'t str,
    at: usize,
    /// `n't` was read: the next token is `not`.
    not: bool,
}

/// How the tokenizer treats a character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Separator,
    Letter,
    Digit,
    /// Of a script without spaces between words.
    Unspaced,
}

impl Class {
    fn of(char: char) -> Self {
        match char {
            'a'..='z' | 'A'..='Z' => Class::Letter,
            '0'..='9' => Class::Digit,
            '\0'..='\x7f' => Class::Separator,
            '\u{30a0}' | '\u{30fb}' => Class::Separator,
            // Kana, ideographs and their extensions, Hangul syllables.
            '\u{3005}'
            | '\u{3041}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{323af}' => Class::Unspaced,
            char if char.is_alphabetic() || is_accent(char) => Class::Letter,
            _ => Class::Separator,
        }
    }
}

impl<'t> Tokens<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Tokens { text, at: 0, not: false }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        // Most characters are ASCII, and the build script runs this unoptimized.
        let bytes = self.text.as_bytes();
        if at < bytes.len() && bytes[at] < 0x80 {
            return Some(bytes[at] as char);
        }
        self.text.get(at..)?.chars().next()
    }

    fn piece(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or("")
    }

    /// The end of the URL that starts here, if one does.
    fn url_end(&self) -> Option<usize> {
        let rest = self.text.get(self.at..)?;
        let starts = ["http://", "https://"]
            .iter()
            .any(|scheme| rest.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
        let ends = |char: char| char.is_whitespace() || matches!(char, '"' | '\'' | '`' | '<' | '>' | ')' | ']' | '}');
        let end = starts.then(|| rest.find(ends).map_or(self.text.len(), |len| self.at + len))?;
        steps::count(end - self.at);
        Some(end)
    }

    /// Reads letters up to the end of the word, or up to an uppercase letter after a lowercase one.
    fn word(&mut self) -> Option<Token<'t>> {
        let start = self.at;
        let mut hash = OFFSET;
        let mut letters = 0_usize;
        // The state before the last letter, in case that is the `n` of `n't`.
        let mut before_last = (start, hash);
        let mut last = ' ';
        while let Some(char) = self.char_at(self.at).filter(|&char| Class::of(char) == Class::Letter) {
            if last.is_ascii_lowercase() && char.is_ascii_uppercase() {
                break;
            }
            steps::count(1);
            before_last = (self.at, hash);
            hash = hash_letter(hash, char);
            letters += usize::from(!is_accent(char));
            last = char;
            self.at += char.len_utf8();
        }
        let mut end = self.at;
        if matches!(last, 'n' | 'N') {
            if let Some(len) = contracted_not(self.text.get(self.at..).unwrap_or("")) {
                self.not = true;
                self.at += len;
                (end, hash) = before_last;
                letters -= 1;
            }
        }
        (letters >= 2).then(|| Token { text: self.piece(start, end), hash })
    }

    fn number(&mut self) -> Option<Token<'t>> {
        let start = self.at;
        while self.text.as_bytes().get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        let text = self.piece(start, self.at);
        let is_status = text.len() == 3 && text.parse().is_ok_and(|number: u16| STATUSES.contains(&number));
        is_status.then(|| Token { text, hash: text.chars().fold(OFFSET, hash_letter) })
    }

    /// Reads a character. The token is the character with its right neighbor, or alone if it has no neighbors.
    fn unspaced(&mut self, first: char) -> Option<Token<'t>> {
        let start = self.at;
        self.at += first.len_utf8();
        let hash = hash_letter(OFFSET, first);
        if let Some(second) = self.char_at(self.at).filter(|&char| Class::of(char) == Class::Unspaced) {
            let end = self.at + second.len_utf8();
            return Some(Token { text: self.piece(start, end), hash: hash_letter(hash, second) });
        }
        let before = self.text.get(..start).and_then(|text| text.chars().next_back());
        let is_alone = before.is_none_or(|char| Class::of(char) != Class::Unspaced);
        is_alone.then(|| Token { text: self.piece(start, self.at), hash })
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        if self.not {
            self.not = false;
            return Some(Token { text: "not", hash: hash("not") });
        }
        loop {
            steps::count(1);
            let first = self.char_at(self.at)?;
            if let ('h' | 'H', Some(end)) = (first, self.url_end()) {
                self.at = end;
                continue;
            }
            let token = match Class::of(first) {
                Class::Letter => self.word(),
                Class::Digit => self.number(),
                Class::Unspaced => self.unspaced(first),
                Class::Separator => {
                    self.at += first.len_utf8();
                    None
                }
            };
            if token.is_some() {
                return token;
            }
            if self.not {
                return self.next();
            }
        }
    }
}

/// The length of `'t` at the start of a text. `None` if the text doesn't begin with it, or if a letter follows.
fn contracted_not(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['\'', '’'])?;
    let rest = rest.strip_prefix(['t', 'T'])?;
    let ends = rest.chars().next().is_none_or(|char| Class::of(char) != Class::Letter);
    ends.then(|| text.len() - rest.len())
}

fn hash_letter(mut hash: Hash, char: char) -> Hash {
    if (char as u32) < 0x80 {
        return (hash ^ char.to_ascii_lowercase() as Hash).wrapping_mul(PRIME);
    }
    let mut buffer = [0; 4];
    for char in char.to_lowercase() {
        let plain = match without_accent(char) {
            Some(plain) => plain,
            None => char.encode_utf8(&mut buffer),
        };
        for &byte in plain.as_bytes() {
            hash = (hash ^ Hash::from(byte)).wrapping_mul(PRIME);
        }
    }
    hash
}

/// Whether this is a combining accent, which follows its letter. macOS writes accents in this way.
fn is_accent(char: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&char)
}

/// The characters of a letter, in lower case and without accents.
pub(crate) fn folded(char: char) -> impl Iterator<Item = char> {
    char.to_lowercase().flat_map(|char| {
        let plain = without_accent(char);
        plain.unwrap_or("").chars().chain(plain.is_none().then_some(char))
    })
}

/// What people type instead of a lowercase letter with an accent.
pub(crate) fn without_accent(char: char) -> Option<&'static str> {
    Some(match char {
        char if is_accent(char) => "",
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ì'..='ï' | 'ī' | 'į' | 'ı' => "i",
        'ñ' | 'ń' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o",
        'œ' => "oe",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'ё' => "е",
        'й' => "и",
        _ => return None,
    })
}

/// The hash of a token, given as text.
pub(crate) fn hash(token: &str) -> Hash {
    token.chars().fold(OFFSET, hash_letter)
}

/// The hash of two neighboring tokens. It depends on their order.
pub(crate) fn hash_pair(left: Hash, right: Hash) -> Hash {
    (left.rotate_left(21) ^ right).wrapping_mul(PRIME).wrapping_add(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<String> {
        Tokens::new(text)
            .map(|token| {
                let lower = token.text.to_lowercase();
                let plain: String = token.text.chars().flat_map(folded).collect();
                assert_eq!(token.hash, hash(&lower), "{text:?}");
                assert_eq!(token.hash, hash(&plain), "{text:?}");
                plain
            })
            .collect()
    }

    #[test]
    fn texts_are_split_as_the_documentation_says() {
        for (text, wanted) in [
            ("Rate limit reached", &["rate", "limit", "reached"][..]),
            ("RateLimitReached_tokens-usage.exceeded", &["rate", "limit", "reached", "tokens", "usage", "exceeded"]),
            ("max_tokens: 4096, got a 5", &["max", "tokens", "got"]),
            ("HTTP 429, not 200 or 4290 or 42", &["http", "429", "not", "or", "or"]),
            ("It doesn't work, DON'T; can’t", &["it", "does", "not", "work", "do", "not", "ca", "not"]),
            ("n't isn't", &["not", "is", "not"]),
            ("see https://platform.openai.com/account. Then", &["see", "then"]),
            ("see (http://x.y/z) then", &["see", "then"]),
            ("https", &["https"]),
            ("余额不足", &["余额", "额不", "不足"]),
            ("错 x 误 429", &["错", "误", "429"]),
            ("请求too快", &["请求", "too", "快"]),
            ("лимит Запросов", &["лимит", "запросов"]),
            ("clé d'API", &["cle", "api"]),
            ("Cle\u{301} d’API, clés", &["cle", "api", "cles"]),
            ("Größe überschritten, GRÖSSE", &["grosse", "uberschritten", "grosse"]),
            ("límite de créditos ¿AGOTADO?", &["limite", "de", "creditos", "agotado"]),
            ("Счёт и СЧЕТ", &["счет", "счет"]),
            ("할당량 초과", &["할당", "당량", "초과"]),
            ("レート・リミット超過", &["レー", "ート", "リミ", "ミッ", "ット", "ト超", "超過"]),
            ("人々のAPIキーが", &["人々", "々の", "api", "キー", "ーが"]),
            ("", &[]),
            ("a 1 - . é e\u{301}", &[]),
        ] {
            assert_eq!(tokens(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn a_pair_depends_on_its_order() {
        let (left, right) = (hash("not"), hash("found"));
        assert_ne!(hash_pair(left, right), hash_pair(right, left));
        assert_ne!(hash_pair(left, right), hash("notfound"));
    }
}
