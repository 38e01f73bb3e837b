//! Shows how the gateway handles ten different failures.

use std::error::Error;

use openai_error_catalog_examples::gateway::{Gateway, Route, app};
use openai_error_catalog_examples::mock;
use openai_error_catalog_examples::retry_reqwest::send_once;
use tokio::net::TcpListener;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = mock::client()?;
    println!("| the server says | code | verdict | scope | the gateway | its answer |\n|---|---|---|---|---|---|");
    for (title, failure) in mock::ten_failures() {
        let alone = mock::server([failure.clone()]).await;
        let Err(known) = send_once(client.post(alone.uri())).await else { continue };
        let known = *known.diagnosis().ok_or("an error that the catalog doesn't know")?;

        // The first request fails, and all later ones succeed. The other provider never fails.
        let (first, second) = (mock::server([failure, mock::answer()]).await, mock::server([mock::answer()]).await);
        let route = |provider, account, key, model, url| Route { provider, account, key, model, url };
        let gateway = Gateway {
            client: client.clone(),
            routes: [
                route("one", "a", "key-a1", "large", first.uri()),
                route("one", "a", "key-a2", "large", first.uri()),
                route("one", "a", "key-a1", "small", first.uri()),
                route("one", "b", "key-b1", "large", first.uri()),
                route("two", "c", "key-c1", "large", second.uri()),
            ]
            .into(),
        };
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/ask", listener.local_addr()?);
        let service = tokio::spawn(async move { axum::serve(listener, app(gateway)).await });
        let response = client.post(url).json(&mock::question()).send().await?;
        let steps = response.headers().get("x-steps").and_then(|steps| steps.to_str().ok()).unwrap_or_default();
        let (code, verdict, scope) = (known.code(), known.verdict(), known.scope());
        println!("| {title} | `{code}` | {verdict} | {scope} | {steps} | {} |", response.status().as_u16());
        service.abort();
    }
    Ok(())
}
