//! Where one list begins in a table of many lists, and how long it is.

/// A list inside a table of lists: where it begins, how long it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Span(pub u16, pub u16);

impl Span {
    pub(crate) const fn of<T>(self, table: &'static [T]) -> &'static [T] {
        let (start, len) = (self.0 as usize, self.1 as usize);
        if start + len > table.len() {
            return &[];
        }
        table.split_at(start).1.split_at(len).0
    }
}
