//! Examples of programs that use `openai-error-catalog`. Each module is an example. Most have a program of the same name
//! under `src/bin`, which runs the example against a server on the loopback interface.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod async_openai;
pub mod axum_localized;
pub mod backoff_policies;
pub mod gateway;
pub mod mock;
pub mod monitor;
pub mod retry_reqwest;
