//! `cargo xtask stale`: lists the translations that are older than their English.
//!
//! Each translation has the key `of`, a fingerprint of the English with which it was last compared. If the English changes,
//! the fingerprint no longer matches.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use toml_edit::{DocumentMut, Item, TableLike, value};

use crate::compiler::check::fingerprints::{Translation, translations};
use crate::compiler::load;
use crate::repository::Result;

pub fn run(catalog: &Path, names: &[String], accept: bool, all: bool) -> Result<()> {
    if accept && names.is_empty() && !all {
        return Err("give the files whose texts you compared with the English, or use --all".to_owned());
    }
    let model = load::Reader::new(catalog).read();
    let translations = translations(&model);
    let known = |name: &str| translations.iter().any(|translation| stem(translation) == name);
    if let Some(unknown) = names.iter().find(|name| !known(name)) {
        return Err(format!("there is no file with translations named `{unknown}`"));
    }
    let listed = translations.iter().filter(|translation| {
        translation.problem().is_some() && (names.is_empty() || names.iter().any(|name| name == stem(translation)))
    });
    if accept {
        return write(catalog, listed);
    }
    let mut problems: Vec<_> = listed.filter_map(Translation::problem).collect();
    problems.sort();
    for problem in &problems {
        println!("{problem}");
    }
    println!("{} of {} translations", problems.len(), translations.len());
    Ok(())
}

/// Adds missing fingerprints: a translation without one is new, so it was made from the current English.
pub fn accept_new(catalog: &Path) -> Result<()> {
    let model = load::Reader::new(catalog).read();
    write(catalog, translations(&model).iter().filter(|translation| translation.of.is_none()))
}

/// The name of a translation's file, without `.toml`.
fn stem<'t>(translation: &'t Translation<'_>) -> &'t str {
    Path::new(&translation.place.source.path).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default()
}

fn write<'m>(catalog: &Path, translations: impl Iterator<Item = &'m Translation<'m>>) -> Result<()> {
    let mut files: BTreeMap<&str, Vec<&Translation<'_>>> = BTreeMap::new();
    for translation in translations {
        files.entry(&translation.place.source.path).or_default().push(translation);
    }
    for (shown, translations) in files {
        // The shown path begins with the name of the catalog's directory.
        let path = catalog.join(shown.split_once('/').map_or(shown, |(_, rest)| rest));
        let failed = |error: &dyn std::fmt::Display| format!("{shown}: {error}");
        let text = fs::read_to_string(&path).map_err(|error| failed(&error))?;
        let edited = edit(&text, &translations).map_err(|error| failed(&error))?;
        fs::write(&path, edited).map_err(|error| failed(&error))?;
        println!("wrote {shown}");
    }
    Ok(())
}

/// Writes the fingerprints into the text of a file, and changes nothing else.
fn edit(text: &str, translations: &[&Translation<'_>]) -> Result<String> {
    let mut document: DocumentMut = text.parse().map_err(|error| format!("{error}"))?;
    for translation in translations {
        let mut item = document.as_item_mut();
        for key in &translation.path {
            let next = match (item.is_array_of_tables(), key.parse::<usize>()) {
                (true, Ok(index)) => item.get_mut(index),
                _ => item.get_mut(key.as_str()),
            };
            item = next.ok_or_else(|| format!("`{}` doesn't exist", translation.path.join(".")))?;
        }
        let table =
            item.as_table_like_mut().ok_or_else(|| format!("`{}` is not a table", translation.path.join(".")))?;
        set_first(table, "of", &translation.english);
    }
    // The parser drops the `\r` of line ends.
    let edited = document.to_string();
    Ok(if text.contains("\r\n") && !edited.contains("\r\n") { edited.replace('\n', "\r\n") } else { edited })
}

/// Sets a key. A new key is put first, where people see it.
fn set_first(table: &mut dyn TableLike, key: &str, text: &str) {
    if let Some(old) = table.get_mut(key).and_then(Item::as_value_mut) {
        let decor = old.decor().clone();
        *old = text.into();
        *old.decor_mut() = decor;
        return;
    }
    let keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
    table.insert(key, value(text));
    for name in keys {
        let Some((name, item)) = table.get_key_value(&name).map(|(key, item)| (key.clone(), item.clone())) else {
            continue;
        };
        table.remove(&name);
        table.entry_format(&name).or_insert(item);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::compiler::problem::{Place, Source};

    #[test]
    fn a_fingerprint_comes_first_and_the_rest_stays() {
        let source = Arc::new(Source { path: "catalog/errors/x.toml".to_owned(), text: String::new() });
        let place = Place { source, span: 0..0 };
        let translation = |path: &[&str]| Translation {
            path: path.iter().map(|&key| key.to_owned()).collect(),
            place: &place,
            of: None,
            english: "0123abcd".to_owned(),
        };
        let text = "# First.\nstatuses = [1, 2] # both\n\n[texts.own.zh-Hans]\ncause = \"原因\"\n\n# Texts.\n[en]\ntitle = 'A'\n\n\
                    [zh-Hans]\n# A title.\ntitle   = \"题\" # end\nsteps = [\n  \"一\",\n  # Two.\n  \"二\",\n]\n";
        let (own, texts) = (translation(&["texts", "own", "zh-Hans"]), translation(&["zh-Hans"]));
        let edited = edit(text, &[&own, &texts]).unwrap();
        let expected = text
            .replace("[texts.own.zh-Hans]\n", "[texts.own.zh-Hans]\nof = \"0123abcd\"\n")
            .replace("\n[zh-Hans]\n", "\n[zh-Hans]\nof = \"0123abcd\"\n");
        assert_eq!(edited, expected);
        // An existing key is replaced in place.
        let old = expected.replace("0123abcd", "ffffffff");
        assert_eq!(edit(&old, &[&own, &texts]).unwrap(), expected);
        let windows = text.replace('\n', "\r\n");
        assert_eq!(edit(&windows, &[&own, &texts]).unwrap(), expected.replace('\n', "\r\n"));

        let metrics = "[[metrics]]\nid = 1\n\n[[metrics]]\nid = 2\n\n[metrics.zh-Hans]\ntitle = \"题\"\n";
        let second = translation(&["metrics", "1", "zh-Hans"]);
        assert_eq!(edit(metrics, &[&second]).unwrap(), metrics.replace("zh-Hans]\n", "zh-Hans]\nof = \"0123abcd\"\n"));
        assert!(edit(metrics, &[&translation(&["fr"])]).is_err());
    }
}
