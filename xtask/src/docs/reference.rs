//! Writes the pages `docs/reference.*.md`: the whole catalog, one page per language.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::sync::LazyLock;

use openai_error_catalog::export::{Label, threshold};
use openai_error_catalog::{
    Catalog, Code, Date, Entry, Exception, Link, Locale, Message, Metric, RetryPolicy, Source, Support,
};

use crate::repository::root;
use crate::statuses;

/// The tables of catalog/sources.toml, by English title. They have fields that the crate doesn't contain.
static SOURCES: LazyLock<BTreeMap<String, toml::Table>> = LazyLock::new(|| {
    let text = fs::read_to_string(root().join("catalog/sources.toml")).unwrap_or_default();
    let file: toml::Table = text.parse().unwrap_or_default();
    let sources = file.into_iter().filter_map(|(_, source)| match source {
        toml::Value::Table(source) => Some((source.get("title")?.as_str()?.to_owned(), source)),
        _ => None,
    });
    sources.collect()
});

/// The title of a source in the page's language, or in English if it isn't translated.
fn source_title(title: &'static str, locale: Locale) -> &'static str {
    let translated = SOURCES.get(title).and_then(|source| source.get(locale.tag())).and_then(toml::Value::as_str);
    translated.unwrap_or(title)
}

/// Whether the messages from this source are sent by OpenAI or Azure.
fn has_own_replies(title: &str) -> bool {
    SOURCES.get(title).and_then(|source| source.get("own_replies")).and_then(toml::Value::as_bool) == Some(true)
}

/// The whole page in a language.
#[must_use]
pub fn page(locale: Locale) -> String {
    let mut page = Page { text: String::new(), locale };
    page.line("<!-- Written by `cargo xtask gen` from catalog/. Don't edit it here. -->");
    page.heading(1, None, Label::ReferenceTitle.text(locale));
    page.paragraph(Label::ReferenceIntro.text(locale));
    page.contents();
    page.decisions();
    page.heading(2, Some("errors"), Label::Errors.text(locale));
    page.paragraph(Label::PatternLegend.text(locale));
    for code in Code::ALL {
        page.entry(code.entry());
    }
    page.exceptions();
    page.support();
    page.monitoring();
    page.text
}

struct Page {
    text: String,
    locale: Locale,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn paragraph(&mut self, text: &str) {
        self.line("");
        self.line(text);
    }

    /// Writes a heading. Its anchor doesn't depend on its words, so that it is the same in all languages.
    fn heading(&mut self, level: usize, anchor: Option<&str>, text: &str) {
        self.line("");
        if let Some(anchor) = anchor {
            self.line(&format!("<a id=\"{anchor}\"></a>\n"));
        }
        self.line(&format!("{} {text}", "#".repeat(level)));
    }

    fn list<T: AsRef<str>>(&mut self, label: Label, mark: &str, items: impl Iterator<Item = T>) {
        let mut items = items.peekable();
        if items.peek().is_none() {
            return;
        }
        self.paragraph(&format!("**{}**", label.text(self.locale)));
        self.line("");
        for item in items {
            self.line(&format!("{mark} {}", item.as_ref()));
        }
    }

    /// Writes every status with its codes. Errors without a response come last.
    fn contents(&mut self) {
        let locale = self.locale;
        let colon = Label::Colon.text(locale);
        self.heading(2, None, Label::Contents.text(locale));
        self.line("");
        for status in 100..=599 {
            let codes = Catalog::by_status(status);
            if !codes.is_empty() {
                self.line(&format!("- **{status}**{colon}{}", links_to(codes.iter().copied(), locale)));
            }
        }
        let silent = Code::ALL.iter().copied().filter(|code| code.entry().statuses().is_empty());
        self.line(&format!("- **{}**{colon}{}", Label::NoResponse.text(locale), links_to(silent, locale)));
        for (anchor, title) in [
            ("decisions", Label::Decisions.text(locale)),
            ("errors", Label::Errors.text(locale)),
            ("exceptions", Label::Exceptions.text(locale)),
            ("support", Support::title(locale)),
            ("monitoring", Label::Monitoring.text(locale)),
        ] {
            self.line(&format!("- [{title}](#{anchor})"));
        }
    }

    /// Writes one line per code, in the order of their usual statuses.
    fn decisions(&mut self) {
        let locale = self.locale;
        self.heading(2, Some("decisions"), Label::Decisions.text(locale));
        let heads = [Label::Status, Label::Error, Label::Retry, Label::FirstStep];
        self.table_head(&heads.map(|label| label.text(locale)));
        let mut codes = Code::ALL.to_vec();
        codes.sort_by_key(|code| code.entry().statuses().first().copied().unwrap_or(u16::MAX));
        for code in codes {
            let entry = code.entry();
            let statuses = statuses::list(entry.statuses(), locale);
            let retry = if entry.retry().is_retryable() { Label::Yes } else { Label::No };
            let step = entry.steps(locale).next().unwrap_or_default();
            let step = linked(step, entry.links(), locale);
            self.row(&[&statuses, &format!("[{}](#{code})", entry.title(locale)), retry.text(locale), &step]);
        }
    }

    fn table_head(&mut self, cells: &[&str]) {
        self.line("");
        self.row(cells);
        self.line(&format!("|{}", "---|".repeat(cells.len())));
    }

    fn row(&mut self, cells: &[&str]) {
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
        self.line(&format!("| {} |", cells.join(" | ")));
    }

    fn entry(&mut self, entry: &'static Entry) {
        let locale = self.locale;
        let code = entry.code().as_str();
        self.heading(3, Some(code), entry.title(locale));
        let (colon, comma) = (Label::Colon.text(locale), Label::Comma.text(locale));
        let mut facts = vec![
            (Label::Code, format!("`{code}`")),
            (Label::Status, statuses::list(entry.statuses(), locale)),
            (Label::Category, entry.category().text(locale).to_owned()),
            (Label::Scope, entry.scope().text(locale).to_owned()),
        ];
        for (label, values) in [(Label::ApiCodes, entry.api_codes()), (Label::ApiTypes, entry.api_types())] {
            if !values.is_empty() {
                facts.push((label, in_code(values, locale)));
            }
        }
        if !entry.exceptions().is_empty() {
            let names = entry.exceptions().iter().map(|name| format!("[`{name}`](#{name})")).collect::<Vec<_>>();
            facts.push((Label::Exception, names.join(comma)));
        }
        self.line("");
        for (label, fact) in facts {
            self.line(&format!("- {}{colon}{fact}", label.text(locale)));
        }
        if entry.is_retired() {
            self.paragraph(&format!("**{}**", Label::Retired.text(locale)));
        }
        let link = |text: &'static str| linked(text, entry.links(), locale);
        self.paragraph(&format!("**{}**", Label::Cause.text(locale)));
        self.paragraph(&link(entry.cause(locale)));
        self.paragraph(&format!("**{}**", Label::Solution.text(locale)));
        self.paragraph(&link(entry.solution(locale)));
        self.list(Label::Reasons, "-", entry.reasons(locale).map(link));
        self.list(Label::Steps, "1.", entry.steps(locale).map(link));
        for example in entry.examples() {
            for (label, text) in [(Label::Wrong, example.wrong()), (Label::Right, example.right())] {
                self.paragraph(&format!("**{}**", label.text(locale)));
                self.line(&format!("\n```{}\n{text}\n```", example.kind()));
            }
        }
        self.list(Label::Prevention, "-", entry.prevention(locale).map(link));
        self.retry(entry.retry());
        self.own_texts(entry);
        let links = entry.links().map(|link| format!("[{}]({})", link.title(locale), link.url()));
        self.list(Label::Links, "-", links);
        let (own, others): (Vec<Message>, Vec<Message>) =
            entry.messages().partition(|message| has_own_replies(message.source()));
        self.messages(Label::Messages, &own);
        self.messages(Label::OtherMessages, &others);
        self.sources(entry.sources(), entry.checked());
    }

    /// Writes messages in a collapsed section: first those of sources with a title, then those with an address.
    fn messages(&mut self, label: Label, messages: &[Message]) {
        if messages.is_empty() {
            return;
        }
        let locale = self.locale;
        self.line(&format!("\n<details><summary>{} ({})</summary>", label.text(locale), messages.len()));
        let mut titles: Vec<&str> = Vec::new();
        let (with_address, titled): (Vec<Message>, Vec<Message>) =
            messages.iter().partition(|message| message.source().starts_with("https://"));
        for message in &titled {
            if !titles.contains(&message.source()) {
                titles.push(message.source());
            }
        }
        for title in titles {
            self.paragraph(&format!("**{}**", source_title(title, locale)));
            self.line("");
            for message in titled.iter().filter(|message| message.source() == title) {
                self.line(&format!("- {}", code_span(message.pattern())));
            }
        }
        if !with_address.is_empty() {
            self.line("");
        }
        for message in with_address {
            self.line(&format!("- [{}](<{}>)", code_span(message.pattern()), message.source()));
        }
        self.line("\n</details>");
    }

    /// Writes the texts of the messages that have their own. Messages with the same text are listed together.
    fn own_texts(&mut self, entry: &'static Entry) {
        let locale = self.locale;
        let mut written = Vec::new();
        for message in entry.messages() {
            let Some((cause, solution)) = message.cause(locale).zip(message.solution(locale)) else { continue };
            if written.contains(&cause) {
                continue;
            }
            written.push(cause);
            self.paragraph(&format!("**{}**", Label::SomeMessages.text(locale)));
            let patterns = entry.messages().filter(|other| other.cause(locale) == Some(cause));
            self.line("");
            for pattern in patterns {
                self.line(&format!("- {}", code_span(pattern.pattern())));
            }
            let link = |text: &'static str| linked(text, entry.links(), locale);
            self.paragraph(&link(cause));
            self.paragraph(&link(solution));
            self.list(Label::Steps, "1.", message.steps(locale).map(link));
            self.retry(message.retry());
        }
    }

    /// Writes whether to retry, and how.
    fn retry(&mut self, policy: &'static RetryPolicy) {
        let locale = self.locale;
        let verdict = policy.verdict().text(locale).to_owned();
        let sentences = policy.sentences(locale).map(|sentence| sentence.to_string());
        self.list(Label::Retry, "-", std::iter::once(verdict).chain(sentences));
    }

    fn sources(&mut self, sources: impl Iterator<Item = &'static Source>, checked: Date) {
        let locale = self.locale;
        let sources: Vec<String> = sources
            .map(|source| match source.url() {
                Some(url) => format!("[{}]({url})", source_title(source.title(), locale)),
                None => source_title(source.title(), locale).to_owned(),
            })
            .collect();
        let checked = Label::Checked.text(locale).replace("{date}", &checked.to_string());
        self.paragraph(&format!(
            "<sub>{}{}{} · {checked}</sub>",
            Label::Sources.text(locale),
            Label::Colon.text(locale),
            sources.join(" · ")
        ));
    }

    fn exceptions(&mut self) {
        let locale = self.locale;
        self.heading(2, Some("exceptions"), Label::Exceptions.text(locale));
        for &exception in Exception::ALL {
            self.heading(3, Some(exception.as_str()), &format!("`{exception}`"));
            let statuses = statuses::range(exception, locale);
            self.line("");
            let colon = Label::Colon.text(locale);
            self.line(&format!("- {}{colon}{statuses}", Label::Status.text(locale)));
            if !exception.aliases().is_empty() {
                self.line(&format!("- {}{colon}{}", Label::Aliases.text(locale), in_code(exception.aliases(), locale)));
            }
            self.line(&format!(
                "- {}{colon}{}",
                Label::Codes.text(locale),
                links_to(exception.codes().iter().copied(), locale)
            ));
            let link = |text: &'static str| linked(text, exception.links(), locale);
            self.paragraph(&link(exception.cause(locale)));
            self.paragraph(&link(exception.solution(locale)));
            self.list(Label::Steps, "1.", exception.steps(locale).map(link));
            self.sources(exception.sources(), exception.checked());
        }
    }

    fn support(&mut self) {
        let locale = self.locale;
        self.heading(2, Some("support"), Support::title(locale));
        self.paragraph(&linked(Support::intro(locale), Support::links(), locale));
        self.line("");
        for item in Support::items(locale) {
            self.line(&format!("- {item}"));
        }
        self.paragraph(&linked(Support::caution(locale), Support::links(), locale));
    }

    fn monitoring(&mut self) {
        let locale = self.locale;
        self.heading(2, Some("monitoring"), Label::Monitoring.text(locale));
        let heads = [Label::Metric, Label::Threshold, Label::Meaning, Label::Action];
        self.table_head(&heads.map(|label| label.text(locale)));
        for metric in Metric::all() {
            let threshold = threshold(metric, locale);
            let name = format!("{}<br>`{}`", metric.title(locale), metric.id());
            self.row(&[&name, &threshold, metric.meaning(locale), metric.action(locale)]);
        }
    }
}

fn links_to(codes: impl Iterator<Item = Code>, locale: Locale) -> String {
    codes.map(|code| format!("[{code}](#{code})")).collect::<Vec<_>>().join(Label::Comma.text(locale))
}

fn in_code(values: &[&str], locale: Locale) -> String {
    values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(Label::Comma.text(locale))
}

/// A code span around text that may contain backticks.
fn code_span(text: &str) -> String {
    let mut fence = String::from("`");
    while text.contains(&fence) {
        fence.push('`');
    }
    let pad = if fence.len() > 1 { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Turns the titles of links in a text into Markdown links.
fn linked(text: &str, links: impl Iterator<Item = &'static Link>, locale: Locale) -> String {
    let mut links: Vec<_> = links.map(|link| (link.title(locale), link.url())).collect();
    // Longer titles come first, because a title may contain a shorter one.
    links.sort_by_key(|(title, _)| std::cmp::Reverse(title.len()));
    let mut out = String::new();
    let mut rest = text;
    'text: while !rest.is_empty() {
        for (title, url) in &links {
            if let Some(after) = rest.strip_prefix(title) {
                let _ = write!(out, "[{title}]({url})");
                rest = after;
                continue 'text;
            }
        }
        let Some(char) = rest.chars().next() else { break };
        out.push(char);
        rest = &rest[char.len_utf8()..];
    }
    out
}
