//! Durations as people read them.

use core::fmt;
use core::time::Duration;

use crate::text::label::Label;
use crate::text::locale::Locale;

impl Locale {
    /// A duration as people read it: `500 ms`, `1.898 s`, `60 s`, `15 min`, `14 h 29 min 12 s`. Durations of two
    /// minutes or more are rounded up to whole seconds, those of a day or more to whole minutes.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog::Locale;
    /// let wait = Duration::from_millis(52_151_040);
    /// assert_eq!(Locale::En.duration(wait).to_string(), "14 h 29 min 12 s");
    /// assert_eq!(Locale::ZhHans.duration(wait).to_string(), "14 小时 29 分 12 秒");
    /// ```
    pub fn duration(self, time: Duration) -> impl fmt::Display + Clone {
        ReadableTime { locale: self, time }
    }
}

#[derive(Clone)]
struct ReadableTime {
    locale: Locale,
    time: Duration,
}

impl ReadableTime {
    fn part(&self, label: Label, number: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        label.fill(self.locale, f, |_, f| write!(f, "{number}"))
    }

    /// The parts that are not zero, joined as the language joins them.
    fn parts(&self, parts: &[(Label, u64)], f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match parts {
            [] => Ok(()),
            [(_, 0), rest @ ..] => self.parts(rest, f),
            [(label, number), rest @ ..] if rest.iter().all(|(_, number)| *number == 0) => {
                self.part(*label, *number, f)
            }
            [(label, number), rest @ ..] => Label::TwoTimes.fill(self.locale, f, |name, f| match name {
                "long" => self.part(*label, *number, f),
                _ => self.parts(rest, f),
            }),
        }
    }
}

impl fmt::Display for ReadableTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = u64::try_from(self.time.as_micros().div_ceil(1000)).unwrap_or(u64::MAX);
        let seconds = millis.div_ceil(1000);
        match millis {
            0..1000 => return self.part(Label::Milliseconds, millis, f),
            1000..120_000 => {
                return Label::Seconds.fill(self.locale, f, |_, f| write_decimal(millis, self.locale, f));
            }
            _ => {}
        }
        let minutes = if seconds < 86_400 { seconds / 60 } else { seconds.div_ceil(60) };
        let rest = if seconds < 86_400 { seconds % 60 } else { 0 };
        let in_front = if rest > 0 { Label::MinutesAnd } else { Label::Minutes };
        let parts = [
            (Label::Days, minutes / 1440),
            (Label::Hours, minutes / 60 % 24),
            (in_front, minutes % 60),
            (Label::Seconds, rest),
        ];
        self.parts(&parts, f)
    }
}

/// A number, given in thousandths, with the language's decimal separator.
pub(crate) fn write_decimal(thousandths: u64, locale: Locale, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (whole, mut rest, mut digits) = (thousandths / 1000, thousandths % 1000, 3);
    while rest > 0 && rest % 10 == 0 {
        (rest, digits) = (rest / 10, digits - 1);
    }
    match rest {
        0 => write!(f, "{whole}"),
        _ => write!(f, "{whole}{}{rest:0digits$}", Label::Decimal.text(locale)),
    }
}
