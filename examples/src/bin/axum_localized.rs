//! Sends requests to the service for readers of two languages.

use std::error::Error;

use openai_error_catalog_examples::axum_localized::{Upstream, app};
use openai_error_catalog_examples::mock;
use serde_json::Value;
use tokio::net::TcpListener;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = mock::client()?;
    for (answer, languages) in
        [(mock::rate_limit(1898), "en-GB,en;q=0.9"), (mock::wrong_key(), "zh-TW,zh;q=0.9,en;q=0.8")]
    {
        let api = mock::server([answer]).await;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/ask", listener.local_addr()?);
        let upstream = Upstream { client: client.clone(), url: api.uri() };
        let service = tokio::spawn(async move { axum::serve(listener, app(upstream)).await });

        println!("POST /ask\nAccept-Language: {languages}\n");
        let request = client.post(url).header("accept-language", languages).json(&mock::question());
        let response = request.send().await?;
        println!("{}", response.status());
        for name in ["content-language", "vary", "retry-after"] {
            if let Some(value) = response.headers().get(name) {
                println!("{name}: {}", value.to_str()?);
            }
        }
        let body: Value = response.json().await?;
        println!();
        for name in ["code", "scope", "verdict", "retry_after_ms", "title", "solution"] {
            println!("error.{name}: {}", body["error"][name]);
        }
        println!();
        service.abort();
    }
    Ok(())
}
