//! `MessageRow`: the numbers that the catalog stores for each message.

use crate::entry::code::Code;
use crate::entry::scope::Scope;
use crate::span::Span;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// The code, the policy, the scope, and the statuses of a message that the matcher can find.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MessageRow {
    pub code: Code,
    pub retry: u8,
    pub scope: Scope,
    statuses: u16,
}

/// Each row has six bytes: the number of the code (two), of the policy (one), of the scope (one), and of the list of
/// statuses (two), in little-endian order.
static MESSAGE_ROWS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/messages.bin"));
const ROW: usize = 6;

impl MessageRow {
    pub(crate) const COUNT: u32 = (MESSAGE_ROWS.len() / ROW) as u32;

    /// The row of a message; `None` if there is no such message.
    pub(crate) fn of(message: u32) -> Option<Self> {
        let start = ROW * message as usize;
        let &[code, code_high, retry, scope, statuses, statuses_high] = MESSAGE_ROWS.get(start..start + ROW)? else {
            return None;
        };
        let code = *Code::ALL.get(usize::from(u16::from_le_bytes([code, code_high])))?;
        let scope = *Scope::ALL.get(usize::from(scope))?;
        Some(MessageRow { code, retry, scope, statuses: u16::from_le_bytes([statuses, statuses_high]) })
    }

    /// The statuses that the message comes with.
    pub(crate) fn statuses(self) -> &'static [u16] {
        STATUS_LISTS.get(usize::from(self.statuses)).map_or(&[], |list| list.of(&MESSAGE_STATUSES))
    }
}
