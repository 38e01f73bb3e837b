//! No lookup allocates. This test has a binary of its own, because its allocator counts the allocations of the whole
//! program.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use openai_error_catalog::{Catalog, Code, ErrorResponse, Locale, Match, Verdict};

#[path = "common/corpus.rs"]
#[allow(dead_code)] // Other tests use the rest.
mod corpus;

struct Counting;

thread_local! {
    // The count is per thread, because the threads of the test harness may allocate too.
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call is passed on unchanged to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations(work: impl FnOnce()) -> usize {
    let before = COUNT.with(Cell::get);
    work();
    COUNT.with(Cell::get) - before
}

#[test]
fn lookups_do_not_allocate() {
    let texts = corpus::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/messages.jsonl")).unwrap();
    let messages: Vec<&str> = texts.iter().map(|text| text.message.as_str()).collect();
    let raws: Vec<&str> = texts.iter().map(|text| text.raw.as_deref().unwrap_or_default()).collect();
    // Check that the counter works.
    assert!(allocations(|| drop(vec![1_u8])) > 0);
    let counted = allocations(|| {
        for &message in &messages {
            let response = ErrorResponse::new().status(429).message(message).header("retry-after", "1s");
            for found in [
                Catalog::by_message(message),
                Catalog::by_status_and_message(429, message),
                Catalog::classify(&response),
                Catalog::explain(message),
            ]
            .into_iter()
            .flatten()
            {
                let steps = found.entry().steps(Locale::ZhHans).map(str::len).sum::<usize>();
                assert!(steps > 0 && found.values().count() < 100);
                assert!(found.retry_after().is_none_or(|wait| !wait.is_zero()));
                assert!(found.retry().delays().count() < 100);
            }
        }
        for raw in &raws {
            assert!(Catalog::explain(raw).is_none_or(|found| !found.code().as_str().is_empty()));
        }
        assert!(Catalog::by_api_code("insufficient_quota").contains(&Code::QuotaExceeded));
        assert!(Catalog::by_exception("openai.RateLimitError").is_some());
        assert!(Locale::negotiate("zh-TW,zh;q=0.9,en;q=0.8").is_some());
    });
    assert_eq!(counted, 0);
}
