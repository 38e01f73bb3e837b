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

/// With an allocator: what a response body says, copied out of it.
#[cfg(feature = "json")]
pub fn read(status: u16, body: &[u8]) -> Option<openai_error_catalog::OwnedMatch> {
    let body = openai_error_catalog::ErrorBody::parse(body);
    Catalog::classify(&body.response().status(status)).map(|found| found.into_owned())
}

/// An allocator that has nothing to give: the program is only built.
#[cfg(feature = "json")]
struct Nothing;

#[cfg(feature = "json")]
unsafe impl core::alloc::GlobalAlloc for Nothing {
    unsafe fn alloc(&self, _: core::alloc::Layout) -> *mut u8 {
        core::ptr::null_mut()
    }

    unsafe fn dealloc(&self, _: *mut u8, _: core::alloc::Layout) {}
}

#[cfg(feature = "json")]
#[global_allocator]
static NOTHING: Nothing = Nothing;

// `std` has one of these: a second one is an error, wherever it comes from.
#[panic_handler]
fn stop(_: &PanicInfo<'_>) -> ! {
    loop {}
}
