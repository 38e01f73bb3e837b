//! How programs use `openai-error-catalog`. Each module is one example; the
//! program of the same name under `src/bin` shows it at work against a server
//! on the loopback interface.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod async_openai;
pub mod axum_localized;
pub mod backoff_policies;
pub mod gateway;
pub mod mock;
pub mod monitor;
pub mod retry_reqwest;
