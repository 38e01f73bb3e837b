//! `Locale`: a language, and how to find the one that a reader wants.

use crate::name::name;

include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// Longer tags are cut. This is the buffer size that RFC 5646 requires.
const MAX_TAG: usize = 35;

impl Locale {
    /// The BCP 47 tag.
    ///
    /// ```
    /// use openai_error_catalog::Locale;
    /// assert_eq!(Locale::ZhHans.tag(), "zh-Hans");
    /// ```
    #[must_use]
    pub const fn tag(self) -> &'static str {
        LOCALE_TAGS[self.index()]
    }

    /// The language's own name.
    ///
    /// ```
    /// use openai_error_catalog::Locale;
    /// assert_eq!(Locale::ZhHans.name(), "简体中文");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        LOCALE_NAMES[self.index()]
    }

    /// Whether the catalog has all texts in this language. Missing texts are shown in its fallback language.
    #[doc(hidden)]
    #[must_use]
    pub const fn is_complete(self) -> bool {
        LOCALE_IS_COMPLETE[self.index()]
    }

    /// The language for a BCP 47 tag or the name of a POSIX locale; `None` if no language matches. As in the lookup of
    /// RFC 4647, the tag is shortened from the right until a language matches. If that language is not compiled in,
    /// another form of it is used: `zh-TW` is Traditional Chinese, but Simplified Chinese without the feature
    /// `zh-hant`.
    ///
    /// ```
    /// use openai_error_catalog::Locale;
    /// assert_eq!(Locale::from_tag("zh"), Some(Locale::ZhHans));
    /// assert_eq!(Locale::from_tag("zh-CN"), Some(Locale::ZhHans));
    /// assert_eq!(Locale::from_tag("en-GB"), Some(Locale::En));
    /// assert_eq!(Locale::from_tag("zh_CN.UTF-8"), Some(Locale::ZhHans));
    /// assert_eq!(Locale::from_tag("nb"), None);
    /// ```
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Locale> {
        let tag = tag.trim();
        let tag = tag.split(['.', '@']).next().unwrap_or(tag);
        let mut buffer = [0; MAX_TAG];
        let mut len = 0;
        for (slot, byte) in buffer.iter_mut().zip(tag.bytes()) {
            *slot = match byte {
                b'_' => b'-',
                byte if byte.is_ascii_alphanumeric() || byte == b'-' => byte.to_ascii_lowercase(),
                _ => return None,
            };
            len += 1;
        }
        // If a tag was cut in the middle of a subtag, that subtag is dropped.
        if len < tag.len() && tag.as_bytes().get(len) != Some(&b'-') {
            len = buffer[..len].iter().rposition(|&byte| byte == b'-').unwrap_or(0);
        }
        while len > 0 {
            let candidate = core::str::from_utf8(&buffer[..len]).ok()?;
            if let Some(&locale) = LOCALE_BY_TAG.get(candidate) {
                return Some(locale);
            }
            len = buffer[..len].iter().rposition(|&byte| byte == b'-')?;
            // A single letter introduces an extension, so it is removed together with the extension.
            if len >= 2 && buffer[len - 2] == b'-' {
                len -= 2;
            }
        }
        None
    }

    /// The best language for an `Accept-Language` header: that of the range with the highest weight that
    /// [`Locale::from_tag`] knows. If several ranges have this weight, the first one counts. `*` means English, or if
    /// English has the weight 0, the first language of [`Locale::ALL`] that doesn't. `None` if nothing matches.
    ///
    /// ```
    /// use openai_error_catalog::Locale;
    /// assert_eq!(Locale::negotiate("zh-CN,zh;q=0.9,en;q=0.8"), Some(Locale::ZhHans));
    /// assert_eq!(Locale::negotiate("nb, en;q=0.3"), Some(Locale::En));
    /// assert_eq!(Locale::negotiate("nb"), None);
    /// ```
    #[must_use]
    pub fn negotiate(accept_language: &str) -> Option<Locale> {
        let ranges = || {
            accept_language.split(',').filter_map(|item| {
                let (range, parameters) = item.split_once(';').unwrap_or((item, ""));
                Some((range.trim(), weight(parameters)?))
            })
        };
        let mut excluded = [false; LOCALES];
        for (range, _) in ranges().filter(|(_, weight)| *weight == 0) {
            if let Some(locale) = Locale::from_tag(range) {
                excluded[locale.index()] = true;
            }
        }
        let any = Locale::ALL.iter().copied().find(|locale| !excluded[locale.index()]);
        let mut best: Option<(u16, Locale)> = None;
        for (range, weight) in ranges() {
            let locale = if range == "*" { any } else { Locale::from_tag(range) };
            if let Some(locale) = locale {
                if weight > best.map_or(0, |(weight, _)| weight) {
                    best = Some((weight, locale));
                }
            }
        }
        best.map(|(_, locale)| locale)
    }
}

/// The weight in thousandths: 800 for `q=0.8`, 1000 if there is no `q`, `None` if it can't be read.
fn weight(parameters: &str) -> Option<u16> {
    let Some(value) = parameters.split(';').map(str::trim).find_map(|p| p.strip_prefix("q=").or(p.strip_prefix("Q=")))
    else {
        return Some(1000);
    };
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let whole: u16 = whole.parse().ok().filter(|whole| *whole <= 1)?;
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut thousandths = 0;
    for place in 0..3 {
        let digit = fraction.as_bytes().get(place).map_or(0, |byte| u16::from(byte - b'0'));
        thousandths = thousandths * 10 + digit;
    }
    Some(whole * 1000 + thousandths).filter(|weight| *weight <= 1000)
}

// Parses like `Locale::from_tag`, which accepts more than the names.
name!(Locale, "language", tag, Locale::from_tag);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(feature = "all-languages")]
    fn tags_are_shortened_from_the_right() {
        let cases: [(Locale, &[&str]); 10] = [
            (
                Locale::En,
                &["en", "EN-us", "en_US.UTF-8", "en@euro", " en ", "en-a-very-long-tag-that-nobody-needs-but-is-sent"],
            ),
            (
                Locale::ZhHans,
                &[
                    "zh",
                    "ZH-hans",
                    "zh-Hans-CN",
                    "zh-Hans-HK",
                    "zh-CN",
                    "zh-SG",
                    "zh-MY",
                    "cmn",
                    "cmn-CN",
                    "cmn-Hans-CN",
                ],
            ),
            (Locale::ZhHans, &["zh_CN.UTF-8", "zh_CN.GB18030", "zh_SG.GBK", "zh-x-private", "zh-CN-u-nu-hanidec"]),
            (
                Locale::ZhHant,
                &["zh-TW", "zh-HK", "zh-MO", "zh-Hant", "zh-Hant-TW", "zh-hant-hk", "yue", "yue-HK", "cmn-Hant"],
            ),
            (Locale::ZhHant, &["zh_TW.Big5", "zh_TW.UTF-8", "zh_HK.BIG5-HKSCS", "zh-TW-u-ca-roc"]),
            (Locale::Ja, &["ja", "ja-JP", "ja_JP.UTF-8", "ja_JP.eucJP", "ja-JP-u-ca-japanese", "ja-Hira"]),
            (Locale::Ko, &["ko", "ko-KR", "ko_KR.UTF-8", "ko_KR.eucKR", "ko-KP"]),
            (Locale::PtBr, &["pt", "pt-BR", "pt_BR", "pt_BR.UTF-8", "pt_BR.ISO8859-1", "pt-PT", "pt-AO"]),
            (Locale::De, &["de", "de-AT", "de_DE@euro", "de_CH.UTF-8", "de-DE-1996"]),
            (Locale::Es, &["es", "es-ES", "es-419", "es-MX", "es_AR.UTF-8"]),
        ];
        let more = [(Locale::Fr, &["fr", "fr-CA", "fr_CH.UTF-8"][..]), (Locale::Ru, &["ru", "ru-RU", "ru_RU.KOI8-R"])];
        for (locale, tags) in cases.into_iter().chain(more) {
            for tag in tags {
                assert_eq!(Locale::from_tag(tag), Some(locale), "{tag}");
            }
        }
    }

    #[test]
    fn unknown_tags_are_none() {
        for tag in ["", "-", "x", "C", "C.UTF-8", "POSIX", "nb-NO", "e", "englisch", "zh中", "*"] {
            assert_eq!(Locale::from_tag(tag), None, "{tag}");
        }
    }

    #[test]
    fn a_long_tag_loses_the_subtag_that_was_cut() {
        assert_eq!(Locale::from_tag("enenenenenenenenenenenenenenenenenenenen"), None);
    }

    /// What browsers and programs send. Chrome lists each language with and without its region and lowers the weight by
    /// a tenth; Firefox lists its locale, the languages of the system, and English, with weights in equal steps; Safari
    /// sends the languages of the system, usually one.
    #[test]
    #[cfg(feature = "all-languages")]
    fn browsers_get_their_language() {
        let cases = [
            // Chrome and Edge.
            ("en-US,en;q=0.9", Some(Locale::En)),
            ("zh-CN,zh;q=0.9", Some(Locale::ZhHans)),
            ("zh-CN,zh;q=0.9,en;q=0.8,en-GB;q=0.7,en-US;q=0.6", Some(Locale::ZhHans)),
            ("zh-TW,zh;q=0.9,en-US;q=0.8,en;q=0.7", Some(Locale::ZhHant)),
            ("zh-HK,zh;q=0.9,en-US;q=0.8,en;q=0.7", Some(Locale::ZhHant)),
            ("zh-SG,zh;q=0.9,en;q=0.8", Some(Locale::ZhHans)),
            ("ja,en-US;q=0.9,en;q=0.8", Some(Locale::Ja)),
            ("ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", Some(Locale::Ko)),
            ("de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7", Some(Locale::De)),
            ("fr-CA,fr;q=0.9,en-CA;q=0.8,en;q=0.7", Some(Locale::Fr)),
            ("es-419,es;q=0.9", Some(Locale::Es)),
            ("es-MX,es;q=0.9,en-US;q=0.8,en;q=0.7", Some(Locale::Es)),
            ("pt-BR,pt;q=0.9,en-US;q=0.8,en;q=0.7", Some(Locale::PtBr)),
            ("pt-PT,pt;q=0.9,en-US;q=0.8,en;q=0.7", Some(Locale::PtBr)),
            ("ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7", Some(Locale::Ru)),
            ("nb-NO,nb;q=0.9,no;q=0.8,nn;q=0.7,en-US;q=0.6,en;q=0.5", Some(Locale::En)),
            ("uk-UA,uk;q=0.9,en-US;q=0.8,en;q=0.7,ru;q=0.6", Some(Locale::En)),
            // Firefox.
            ("en-US,en;q=0.5", Some(Locale::En)),
            ("zh-CN,zh;q=0.8,zh-TW;q=0.7,zh-HK;q=0.5,en-US;q=0.3,en;q=0.2", Some(Locale::ZhHans)),
            ("zh-TW,zh;q=0.8,en-US;q=0.5,en;q=0.3", Some(Locale::ZhHant)),
            ("ja,en-US;q=0.7,en;q=0.3", Some(Locale::Ja)),
            ("ko-KR,ko;q=0.8,en-US;q=0.5,en;q=0.3", Some(Locale::Ko)),
            ("de,en-US;q=0.7,en;q=0.3", Some(Locale::De)),
            ("fr,fr-FR;q=0.8,en-US;q=0.5,en;q=0.3", Some(Locale::Fr)),
            ("es-ES,es;q=0.8,en-US;q=0.5,en;q=0.3", Some(Locale::Es)),
            ("pt-BR,pt;q=0.8,en-US;q=0.5,en;q=0.3", Some(Locale::PtBr)),
            ("ru-RU,ru;q=0.8,en-US;q=0.5,en;q=0.3", Some(Locale::Ru)),
            ("nb-NO,nb;q=0.9,no-NO;q=0.8,no;q=0.6,nn-NO;q=0.5,nn;q=0.4,en-US;q=0.3,en;q=0.1", Some(Locale::En)),
            ("ca,es-ES;q=0.8,es;q=0.6,en-US;q=0.4,en;q=0.2", Some(Locale::Es)),
            // Safari, on a Mac and on a phone.
            ("en-us", Some(Locale::En)),
            ("zh-CN,zh-Hans;q=0.9", Some(Locale::ZhHans)),
            ("zh-TW,zh-Hant;q=0.9", Some(Locale::ZhHant)),
            ("zh-HK,zh-Hant;q=0.9", Some(Locale::ZhHant)),
            ("zh-MO", Some(Locale::ZhHant)),
            ("ja-JP", Some(Locale::Ja)),
            ("ko-KR,ko;q=0.9", Some(Locale::Ko)),
            ("de-AT,de;q=0.9", Some(Locale::De)),
            ("fr-CA,fr;q=0.9", Some(Locale::Fr)),
            ("es-419,es;q=0.9", Some(Locale::Es)),
            ("pt-PT,pt;q=0.9", Some(Locale::PtBr)),
            ("ru", Some(Locale::Ru)),
            ("nb-NO,nb;q=0.9", None),
            // Programs.
            ("*", Some(Locale::En)),
            ("de, *;q=0.5", Some(Locale::De)),
            ("nb, *;q=0.5", Some(Locale::En)),
            ("en;q=0, *", Some(Locale::ZhHans)),
            ("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", Some(Locale::Fr)),
            ("fr;q=0.2, ja;q=0.9, ko;q=0.8", Some(Locale::Ja)),
            ("zh-Hant;q=0.5, zh-Hans;q=0.6", Some(Locale::ZhHans)),
        ];
        for (header, locale) in cases {
            assert_eq!(Locale::negotiate(header), locale, "{header}");
        }
    }

    #[test]
    fn the_range_with_the_highest_weight_counts() {
        let cases = [
            ("en;q=0.5, zh;q=0.6", Some(Locale::ZhHans)),
            ("en, zh", Some(Locale::En)),
            ("zh;q=0, en;q=0.1", Some(Locale::En)),
            ("zh;q=0", None),
            ("nb, *;q=0.1", Some(Locale::En)),
            ("zh;q=1.5, en;q=0.1", Some(Locale::En)),
            ("zh;q=0.12345, en;q=0.1", Some(Locale::En)),
            ("zh;q=abc, en;q=0.1", Some(Locale::En)),
            ("zh ; q=0.9 , en ; q=0.95", Some(Locale::En)),
            ("", None),
            (",,;,", None),
            // Languages with the weight 0 are excluded, from `*` too.
            ("en;q=0, *", Some(Locale::ZhHans)),
            ("*, en;q=0", Some(Locale::ZhHans)),
            ("en;q=0, *;q=0.5, zh;q=0.4", Some(Locale::ZhHans)),
            ("*;q=0", None),
            ("zh;q=0, *;q=0.1", Some(Locale::En)),
        ];
        for (header, locale) in cases {
            assert_eq!(Locale::negotiate(header), locale, "{header}");
        }
    }
}
