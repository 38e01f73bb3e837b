//! `Span`: a list within a table that many lists share.

/// A list within a shared table: the index of its first item, and its length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Span(pub u16, pub u16);

impl Span {
    /// The items of the list; empty if the table is too short.
    pub(crate) const fn of<T>(self, table: &'static [T]) -> &'static [T] {
        let (start, len) = (self.0 as usize, self.1 as usize);
        if start + len > table.len() {
            return &[];
        }
        table.split_at(start).1.split_at(len).0
    }
}
