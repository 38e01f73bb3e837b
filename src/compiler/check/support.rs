//! Checks the support checklist.

use super::checker::Checker;

impl Checker<'_> {
    /// Per locale: title, intro, caution, then the items.
    pub(super) fn support(&mut self) -> Vec<Option<Vec<String>>> {
        let Some(support) = &self.catalog.support else { return Vec::new() };
        let place = support.checked.as_ref().map(|checked| checked.place.clone());
        if let Some(place) = place {
            self.sourced(&place, "support.toml", &support.sources);
        }
        self.date(support.checked.as_ref());
        let mut links = self.links.find_all(&support.links, self.problems);
        let mut all = Vec::new();
        for (locale, texts) in support.texts.iter().enumerate() {
            all.push(texts.as_ref().map(|texts| {
                let head = [&texts.title, &texts.intro, &texts.caution];
                head.into_iter().chain(&texts.items).map(|text| self.linked(text, locale, &mut links)).collect()
            }));
        }
        all
    }
}
