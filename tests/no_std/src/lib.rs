//! Uses the catalog without `std`, as firmware would: it looks up what to do about a response.

#![no_std]

use core::panic::PanicInfo;
use core::time::Duration;

use openai_error_catalog::{Catalog, Code, Verdict};

/// The error of a response, whether to retry, and how long to wait.
pub fn advise(status: u16, message: &str) -> Option<(Code, Verdict, Option<Duration>)> {
    let found = Catalog::by_status_and_message(status, message)?;
    Some((found.code(), found.verdict(), found.retry_after()))
}

/// With an allocator: the error in a response body, copied out of it.
#[cfg(feature = "json")]
pub fn read(status: u16, body: &[u8]) -> Option<openai_error_catalog::OwnedMatch> {
    let body = openai_error_catalog::ErrorBody::parse(body);
    Catalog::classify(&body.response().status(status)).map(|found| found.into_owned())
}

/// An allocator that always fails. That is enough, because this crate is only built, never run.
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

// `std` has a panic handler too, and two of them are an error. So this crate can't be built if a dependency uses `std`.
#[panic_handler]
fn stop(_: &PanicInfo<'_>) -> ! {
    loop {}
}
