//! Shows the waits of all policies, then retries two calls with backon.

use std::error::Error;
use std::time::Duration;

use backon::Retryable;
use openai_error_catalog::{Code, RetryPolicy};
use openai_error_catalog_examples::{backoff_policies, mock, retry_reqwest};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    // README.md shows the output, so the waits must be the same each time.
    fastrand::seed(1);
    println!("# The policies, without their jitter");
    for policy in RetryPolicy::all().iter().filter(|policy| policy.is_retryable()) {
        println!("{:15} {:?}", policy.name(), policy.delays().collect::<Vec<_>>());
    }

    let client = mock::client()?;
    println!("\n# One policy for the whole call");
    let server = mock::server([mock::bad_gateway(), mock::answer()]).await;
    let response = (|| retry_reqwest::send_once(client.post(server.uri()).json(&mock::question())))
        .retry(backoff_policies::policy_of(Code::BadGateway))
        .notify(|failure, delay| println!("{failure}; waiting {delay:.1?}"))
        .await?;
    println!("{}", response.status());

    println!("\n# Each failure brings its policy, and the server's wait");
    let answers = [mock::bad_gateway(), mock::rate_limit(35), mock::rate_limit(20), mock::quota()];
    let server = mock::server(answers).await;
    let request = || client.post(server.uri()).json(&mock::question());
    let on_wait = |failure: &retry_reqwest::Failure, delay: Duration| println!("{failure}; waiting {delay:.1?}");
    match backoff_policies::send(request, Duration::from_secs(120), on_wait).await {
        Ok(response) => println!("{}", response.status()),
        Err(failure) => println!("given up: {failure}"),
    }
    println!("requests: {}", mock::requests(&server).await);
    Ok(())
}
