//! Suggestions for misspelled names.

/// How to fix an unknown name: the `known` name that is most like it, or the list of all known names.
pub fn suggest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    let mut known: Vec<&str> = known.into_iter().collect();
    known.sort_unstable();
    match closest(name, &known) {
        Some(other) => format!("did you mean `{other}`?"),
        _ if known.is_empty() => "none is defined".to_owned(),
        _ if known.len() > 30 => format!("there are {} to choose from", known.len()),
        _ => format!("use one of {}", known.join(", ")),
    }
}

/// How to fix an unknown key of a table. CONTRIBUTING.md explains the keys, so a long list is not printed.
pub fn suggest_key<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    const MAX_LISTED: usize = 12;
    let known: Vec<&str> = known.into_iter().collect();
    if known.len() > MAX_LISTED && closest(name, &known).is_none() {
        return "see CONTRIBUTING.md for the keys".to_owned();
    }
    suggest(name, known)
}

/// The known name that is most like this one, if it is so close that this one may be a typing error.
fn closest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let closest = known.iter().map(|other| (distance(name, other), *other)).min();
    closest.filter(|(distance, _)| *distance <= 1 + name.chars().count() / 4).map(|(_, other)| other)
}

/// Levenshtein distance, for [`closest`].
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
