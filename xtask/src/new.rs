//! `cargo xtask new SLUG`: a template for a new error.

use std::fs;
use std::io::ErrorKind;

use openai_error_catalog::Locale;

use crate::outputs::languages;
use crate::{Result, root};

/// Writes `catalog/errors/SLUG.toml` unless it exists.
pub fn run(slug: &str) -> Result<()> {
    let path = root().join("catalog/errors").join(format!("{slug}.toml"));
    let good = slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if !good || !slug.starts_with(|first: char| first.is_ascii_lowercase()) {
        return Err(format!("`{slug}` is no slug; use a-z, 0-9 and _, a letter first"));
    }
    let mut file =
        fs::File::options().write(true).create_new(true).open(&path).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => format!("catalog/errors/{slug}.toml exists already; edit it"),
            _ => format!("{}: {error}", path.display()),
        })?;
    std::io::Write::write_all(&mut file, template().as_bytes())
        .map_err(|error| format!("{}: {error}", path.display()))?;
    println!("wrote catalog/errors/{slug}.toml; fill it in, then `cargo build` says what is missing");
    Ok(())
}

/// The template, with a table for each language; the compiler accepts it once the texts are written.
#[must_use]
pub fn template() -> String {
    let mut template = String::from(HEAD);
    for locale in languages().filter(|locale| *locale != Locale::En) {
        template += &format!("\n[{locale}]{TEXTS}");
    }
    template
}

const HEAD: &str = r#"# HTTP statuses it comes with, the usual one first; [] for errors without a response.
statuses = [400]
# It answers for these statuses when no message is recognized.
# default_for = [400]
# client: the caller has to change something; server: a fault of theirs;
# capacity: too much load; network: the way there.
category = "client"
# What has to change for the call to work: request, key, account, model, network, server; or time, if waiting is enough.
scope = "request"
# A policy of catalog/retry.toml; "never" if waiting can't mend it.
retry = "never"
# Values of the API's `error.code` that mean this error, those seen with it that
# another entry answers for, and values of `error.type`.
api_codes = []
also_api_codes = []
api_types = []
# Ids of catalog/links.toml. In a text, <api-keys> stands for the page's title.
links = []
# Ids of catalog/sources.toml: where the facts come from.
sources = []
# The day on which you compared the facts with the sources.
checked = ""

# The API's own wording, once for each of its forms. See CONTRIBUTING.md.
[[messages]]
pattern = ""
# Where it was seen: an address, or an id of catalog/sources.toml.
source = ""

[en]
# A few words, no full stop.
title = ""
# What the server says, and the usual reason. One or two sentences.
cause = ""
# What most often ends the problem.
solution = ""
# Most likely first, each can be checked.
reasons = [
  "",
]
# In order, each begins with a verb, the cheapest check first.
steps = [
  "",
]
# How to keep it from coming back; leave the key out if there is nothing to say.
# prevention = [""]
# Other words that people search for; leave the key out if the texts have them.
# keywords = [""]
"#;

/// What each further language has.
const TEXTS: &str = r#"
title = ""
cause = ""
solution = ""
reasons = [
  "",
]
steps = [
  "",
]
"#;
