//! All public types of a kind implement the same traits: names, iterators, and answers. Most of these tests only have to
//! compile.

use core::fmt::{Debug, Display};
use core::hash::Hash;
use core::iter::FusedIterator;
use core::str::FromStr;

use openai_error_catalog::{
    Catalog, Category, Code, Date, Diagnosis, Entry, ErrorResponse, ExampleKind, Exception, Jitter, Locale, Match,
    MatchKind, Metric, Reason, RetryPolicy, Scope, UnknownName, Value, Verdict, iter,
};

fn is_name<T>(all: &[T], as_str: fn(T) -> &'static str)
where
    T: Copy + Debug + Display + Eq + Ord + Hash + AsRef<str> + Into<&'static str>,
    T: FromStr<Err = UnknownName> + for<'n> TryFrom<&'n str, Error = UnknownName>,
    T: PartialEq<str> + for<'n> PartialEq<&'n str>,
    str: PartialEq<T>,
    for<'n> &'n str: PartialEq<T>,
{
    assert!(!all.is_empty());
    for &value in all {
        let name = as_str(value);
        assert_eq!((value.to_string().as_str(), value.as_ref(), value.into()), (name, name, name));
        assert_eq!([value == *name, value == name, *name == value, name == value], [true; 4]);
        assert_eq!(name.parse(), Ok(value));
        assert_eq!(T::try_from(name), Ok(value));
        assert!(value != "no such name");
    }
    assert!("no such name".parse::<T>().is_err() && T::try_from("").is_err());
}

#[test]
fn names_convert_to_text_and_back() {
    is_name(Category::ALL, Category::as_str);
    is_name(Code::ALL, Code::as_str);
    is_name(ExampleKind::ALL, ExampleKind::as_str);
    is_name(Exception::ALL, Exception::as_str);
    is_name(Jitter::ALL, Jitter::as_str);
    is_name(Locale::ALL, Locale::tag);
    is_name(MatchKind::ALL, MatchKind::as_str);
    is_name(Reason::ALL, Reason::as_str);
    is_name(Scope::ALL, Scope::as_str);
    is_name(Verdict::ALL, Verdict::as_str);
}

/// The source of the library, without the program, the compiler, and the hidden module `export`.
fn sources() -> Vec<(std::path::PathBuf, String)> {
    let mut sources = Vec::new();
    let mut directories = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    while let Some(directory) = directories.pop() {
        for file in std::fs::read_dir(directory).unwrap() {
            let path = file.unwrap().path();
            if ["bin", "compiler", "export.rs"].iter().any(|left_out| path.ends_with(left_out)) {
                continue;
            }
            match std::fs::read_to_string(&path) {
                Ok(source) => sources.push((path, source)),
                Err(_) => directories.push(path),
            }
        }
    }
    sources
}

/// The list above has every type that the macro `name!` defines.
#[test]
fn no_name_is_left_out() {
    let here = include_str!("conventions.rs");
    let mut count = 0;
    for (_, source) in sources() {
        for line in source.lines() {
            let Some((name, _)) = line.strip_prefix("name!(").and_then(|rest| rest.split_once(',')) else { continue };
            assert!(here.contains(&format!("is_name({name}::ALL")), "add `is_name({name}::ALL, …)`");
            count += 1;
        }
    }
    assert_eq!(count, 10, "the macro `name!` has changed, or there are more or fewer names: adapt this test");
}

fn is_iterator<T: Iterator<Item: Debug> + FusedIterator + Clone + Debug>(iterator: T) {
    let all: Vec<_> = iterator.clone().collect();
    let (least, most) = iterator.size_hint();
    assert!(least <= all.len() && most.is_some_and(|most| all.len() <= most));
    assert!(!format!("{iterator:?}").is_empty());
}

fn has_length<T>(iterator: T)
where
    T: ExactSizeIterator<Item: Debug + PartialEq> + DoubleEndedIterator + FusedIterator + Clone + Debug,
{
    let forwards: Vec<_> = iterator.clone().collect();
    let mut backwards: Vec<_> = iterator.clone().rev().collect();
    backwards.reverse();
    assert_eq!(forwards, backwards);
    assert_eq!(iterator.len(), forwards.len());
    assert_eq!(iterator.clone().nth(1).as_ref(), forwards.get(1));
    is_iterator(iterator);
}

/// A dependent can use these types for the fields of its own types, because each has a name.
struct Stored<'m> {
    texts: [iter::Texts; 4],
    links: iter::Links,
    sources: iter::Sources,
    messages: iter::Messages,
    results: iter::SearchResults,
    sentences: iter::RetrySentences,
    values: iter::Values<'m>,
}

#[test]
fn iterators_have_names_and_the_usual_traits() {
    for code in Code::ALL {
        let entry = code.entry();
        let message = "Unknown parameter: 'foo'. Please try again in 20s.";
        let stored = Stored {
            texts: [
                entry.reasons(Locale::En),
                entry.steps(Locale::En),
                entry.prevention(Locale::En),
                entry.keywords(Locale::En),
            ],
            links: entry.links(),
            sources: entry.sources(),
            messages: entry.messages(),
            results: Catalog::search(code.as_str()),
            sentences: entry.retry().sentences(Locale::ZhHans),
            values: Catalog::by_message(message).unwrap().values(),
        };
        stored.texts.into_iter().for_each(has_length);
        has_length(stored.links);
        has_length(stored.sources);
        has_length(stored.messages);
        has_length(stored.results);
        assert_eq!(stored.sentences.len(), stored.sentences.clone().count());
        is_iterator(stored.sentences);
        is_iterator(stored.values.clone());
        assert_eq!(stored.values.collect::<Vec<_>>(), [("param", "foo"), ("wait", "20s")]);
    }
}

/// A dependent can't name an `impl Iterator`, so it can't store one in a field.
#[test]
fn no_public_function_returns_impl_iterator() {
    let mut functions = 0;
    for (path, source) in sources() {
        for signature in source.split("pub fn ").chain(source.split("pub const fn ")).skip(1) {
            let signature = signature.split(" {\n").next().unwrap_or_default();
            let returned = signature.rsplit_once("->").map_or("", |(_, returned)| returned);
            assert!(!(returned.contains("impl") && returned.contains("Iterator")), "{}: {signature}", path.display());
            functions += 1;
        }
    }
    assert!(functions > 100);
}

fn is_compared<T: Debug + PartialEq>() {}

#[test]
fn answers_implement_partial_eq() {
    is_compared::<Diagnosis>();
    is_compared::<Entry>();
    is_compared::<ErrorResponse<'static>>();
    is_compared::<Match<'static>>();
    is_compared::<Metric>();
    is_compared::<RetryPolicy>();
    is_compared::<Value>();
    #[cfg(feature = "alloc")]
    is_compared::<openai_error_catalog::OwnedMatch>();
}

/// The getters are `const`.
const _: () = {
    const ENTRY: &Entry = Code::QuotaExceeded.entry();
    const POLICY: &RetryPolicy = ENTRY.retry();
    assert!(matches!(ENTRY.code(), Code::QuotaExceeded) && matches!(ENTRY.scope(), Scope::Account));
    assert!(!POLICY.is_retryable() && POLICY.attempts() == 0 && !POLICY.has_jitter());
    assert!(!ENTRY.statuses().is_empty() && !ENTRY.api_codes().is_empty() && !ENTRY.exceptions().is_empty());
    assert!(Code::QuotaExceeded.as_str().len() == 14 && Locale::En.tag().len() == 2);
    assert!(matches!(ENTRY.category(), Category::Client) && !ENTRY.is_retired());
    const CHECKED: Date = ENTRY.checked();
    assert!(CHECKED.year() >= 2026);
    assert!(Verdict::Stop.as_str().len() == 4 && Scope::Key.other_key_helps());
};

/// Every lookup returns a match by value, so it must not grow.
#[test]
fn a_match_is_small() {
    assert!(size_of::<Match<'_>>() <= 192, "{}", size_of::<Match<'_>>());
    assert!(size_of::<Diagnosis>() <= 48, "{}", size_of::<Diagnosis>());
    assert!(size_of::<Option<Code>>() == 1);
}

/// `Debug` of a match shows what was found, and the values. It doesn't show the message or empty captures.
#[test]
fn debug_of_a_match_is_short() {
    let message = "Unknown parameter: 'foo'. Something that the server adds.";
    let shown = format!("{:?}", Catalog::by_status_and_message(400, message).unwrap());
    assert_eq!(
        shown,
        "Match { code: UnknownParameter, kind: Message, status: Some(400), verdict: Stop, reason: Policy, \
         scope: Request, retry: \"never\", retry_after: None, values: {\"param\": \"foo\"} }"
    );
}
