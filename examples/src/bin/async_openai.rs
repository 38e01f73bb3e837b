//! Explains four errors of async-openai. Three of them have the same status.

use std::error::Error;

use async_openai::Client;
use async_openai::config::OpenAIConfig;
use async_openai::middleware::ReqwestService;
use async_openai::types::chat::{ChatCompletionRequestUserMessage, CreateChatCompletionRequest};
use openai_error_catalog::Locale;
use openai_error_catalog_examples::{async_openai as example, mock};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let request = CreateChatCompletionRequest {
        model: "gpt-4o".into(),
        messages: vec![ChatCompletionRequestUserMessage::from("Hello").into()],
        ..Default::default()
    };
    for answer in [mock::rate_limit(35), mock::too_large(), mock::quota(), mock::bad_gateway()] {
        let server = mock::server([answer]).await;
        let config = OpenAIConfig::new().with_api_base(server.uri()).with_api_key("sk-example");
        // Use the bare service: the client's own retries would send the request that is too large three more times.
        let client = Client::with_config(config).with_http_service(ReqwestService::new(mock::client()?));
        match client.chat().create(request.clone()).await {
            Ok(answer) => println!("an answer of {}", answer.model),
            Err(error) => {
                let failure = example::failure(&error);
                println!("{failure}");
                if let Some(code) = failure.code() {
                    println!("  {}", code.entry().solution(Locale::En));
                }
            }
        }
    }
    Ok(())
}
