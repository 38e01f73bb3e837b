//! `cargo xtask new SLUG`: creates a template for a new error.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::compiler::load;
use crate::compiler::load::locales::Locale;
use crate::files::at;
use crate::repository::Result;

#[cfg(test)]
#[path = "../../tests/common/directory.rs"]
mod directory;

/// Writes `errors/SLUG.toml`. An error if the slug is not valid, or if the file exists.
pub fn run(catalog: &Path, slug: &str) -> Result<()> {
    if !load::is_slug(slug) {
        return Err(format!("`{slug}` is not a valid slug; use a-z, 0-9, and _, starting with a letter"));
    }
    let locales = load::Reader::new(catalog).read().locales;
    if locales.is_empty() {
        return Err("the languages can't be read from catalog/locales.toml; `cargo xtask check` says why".to_owned());
    }
    let path = catalog.join("errors").join(format!("{slug}.toml"));
    let mut file =
        fs::File::options().write(true).create_new(true).open(&path).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => format!("catalog/errors/{slug}.toml already exists; edit it"),
            _ => at(&path)(error),
        })?;
    file.write_all(template(&locales).as_bytes()).map_err(at(&path))?;
    println!("wrote catalog/errors/{slug}.toml; fill it in, then run `cargo xtask check` to see what is missing");
    Ok(())
}

/// The template. The compiler accepts it once the texts are written.
fn template(locales: &[Locale]) -> String {
    let mut text = FACTS.to_owned();
    for (index, locale) in locales.iter().enumerate() {
        let optional = if locale.complete { "" } else { "# Optional: the language is not complete.\n" };
        let texts = if index == 0 { FIRST_TEXTS } else { TEXTS };
        text += &format!("\n{optional}[{}]\n{texts}", locale.tag.value);
    }
    text
}

const FACTS: &str = r#"# HTTP statuses that it comes with, the usual one first; [] for errors without a response.
statuses = [400]
# Statuses for which this is the answer when no message is recognized.
# default_for = [400]
# client: the caller has to change something; server: the server's fault;
# capacity: too much load; network: the connection.
category = "client"
# What has to change for the call to work: request, key, account, model, network, server; or time, if waiting is enough.
scope = "request"
# A policy of catalog/retry.toml; "never" if waiting can't fix it.
retry = "never"
# Values of the API's `error.code` that mean this error.
api_codes = []
# Values of `error.code` that were seen with this error but mean a different entry.
also_api_codes = []
# Values of `error.type` that mean this error if there is no code.
api_types = []
# IDs from catalog/links.toml. In a text, <api-keys> is replaced by the page's title.
links = []
# IDs from catalog/sources.toml: where the facts come from.
sources = []
# The day on which you compared the facts with the sources.
checked = ""

# A message in the API's own words. Repeat this table for each message. See CONTRIBUTING.md.
[[messages]]
pattern = ""
# Where you saw it: an address, or an ID from catalog/sources.toml.
source = ""
"#;

/// The texts of the first language, with comments.
const FIRST_TEXTS: &str = r#"# A few words, no full stop.
title = ""
# What the server says, and the usual reason. One or two sentences.
cause = ""
# What most often ends the problem.
solution = ""
# Most likely first; each can be checked.
reasons = [
  "",
]
# In order. Each begins with a verb, or with a condition and then a verb. The first is the change to make.
steps = [
  "",
]
# How to keep it from coming back; remove the key if there is nothing to say.
# prevention = [""]
# Other words that people search for; remove the key if the texts contain them.
# keywords = [""]

"#;

const TEXTS: &str = r#"title = ""
cause = ""
solution = ""
reasons = [
  "",
]
steps = [
  "",
]
"#;

#[cfg(test)]
mod tests {
    use super::directory::copy;
    use super::*;
    use crate::compiler::compile;

    /// The test fills in the texts of all languages.
    #[test]
    fn the_compiler_accepts_the_template_with_texts() {
        let from = crate::repository::root().join("tests/broken/base");
        let directory = tempfile::tempdir().unwrap();
        let catalog = directory.path().join("catalog");
        copy(&from, &catalog);
        run(&catalog, "new_error").unwrap();
        assert!(run(&catalog, "new_error").unwrap_err().contains("already exists"));
        assert!(run(&catalog, "New").unwrap_err().contains("not a valid slug"));
        let path = catalog.join("errors/new_error.toml");
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            !compile(&catalog, &|_| true).err().unwrap_or_default().is_empty(),
            "an empty template is not an entry"
        );
        let filled = text
            .replace("sources = []", "sources = [\"guide\"]")
            .replace("source = \"\"", "source = \"guide\"")
            .replace("checked = \"\"", "checked = \"2026-11-20\"")
            .replace("pattern = \"\"", "pattern = \"Something new\"")
            .replace("\"\"", "\"Text\"");
        fs::write(&path, filled).unwrap();
        let problems = compile(&catalog, &|_| true).err().unwrap_or_default();
        assert!(problems.is_empty(), "{problems:#?}");
        for tag in ["en", "zh-Hans", "fr"] {
            assert!(text.contains(&format!("\n[{tag}]\n")), "{text}");
        }
    }
}
