//! What firmware would do with the catalog: ask it what to do about a reply.

#![no_std]

use core::panic::PanicInfo;
use core::time::Duration;

use openai_error_catalog::{Catalog, Code, Verdict};

/// Which error a reply is, whether to send the request again, and after what wait.
pub fn advise(status: u16, message: &str) -> Option<(Code, Verdict, Option<Duration>)> {
    let found = Catalog::by_status_and_message(status, message)?;
    Some((found.code(), found.verdict(), found.retry_after()))
}

// `std` has one of these: a second one is an error, wherever it comes from.
#[panic_handler]
fn stop(_: &PanicInfo<'_>) -> ! {
    loop {}
}
