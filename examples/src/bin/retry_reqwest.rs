//! Runs the retry loop for a temporary rate limit, a request that is too large, and an exhausted quota.

use std::error::Error;
use std::time::Duration;

use openai_error_catalog::Locale;
use openai_error_catalog_examples::{mock, retry_reqwest};

const BUDGET: Duration = Duration::from_secs(120);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    // README.md shows the output, so the waits must be the same each time.
    fastrand::seed(1);
    let client = mock::client()?;
    for (title, answers, locale) in [
        ("A rate limit", vec![mock::rate_limit(20), mock::rate_limit(35), mock::answer()], Locale::En),
        ("A request larger than the limit", vec![mock::too_large()], Locale::En),
        ("No credit left, for a reader of Chinese", vec![mock::quota()], Locale::ZhHans),
    ] {
        println!("# {title}");
        let server = mock::server(answers).await;
        let request = || client.post(server.uri()).json(&mock::question());
        let on_wait = |failure: &retry_reqwest::Failure, delay: Duration| println!("{failure}; waiting {delay:.1?}");
        match retry_reqwest::send(request, BUDGET, on_wait).await {
            Ok(response) => println!("{}", response.status()),
            Err(failure) => println!("given up: {failure}\n\n{}", failure.explain(locale)),
        }
        println!("requests: {}\n", mock::requests(&server).await);
    }
    Ok(())
}
