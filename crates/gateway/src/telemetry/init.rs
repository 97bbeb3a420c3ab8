//! Where log lines go, and in which form.

use std::env::{VarError, var};
use std::io::{IsTerminal, stderr};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};

const FORMAT: &str = "CARRIER_CHECKOUT_LOG_FORMAT";
const FILTER: &str = "RUST_LOG";

/// Why nothing can be logged.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The format is not one of the two.
    #[error("CARRIER_CHECKOUT_LOG_FORMAT is text or json, not {0:?}")]
    Format(String),
    /// The filter cannot be read.
    #[error("RUST_LOG is not a filter: {0}")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    /// It was called before.
    #[error(transparent)]
    Twice(#[from] TryInitError),
}

/// Begins to log to standard error: `CARRIER_CHECKOUT_LOG_FORMAT` is `text`
/// (without it) or `json`, `RUST_LOG` says what (without it: `info`).
///
/// # Errors
/// When one of the two has another value, or at the second call.
pub fn init() -> Result<(), TelemetryError> {
    let filter = match given(FILTER) {
        Some(directives) => EnvFilter::builder().parse(directives)?,
        None => EnvFilter::new("info"),
    };
    let registry = tracing_subscriber::registry().with(filter);
    let lines = tracing_subscriber::fmt::layer().with_writer(stderr);
    match given(FORMAT).as_deref() {
        None | Some("text") => registry.with(lines.with_ansi(stderr().is_terminal())).try_init()?,
        Some("json") => registry.with(lines.json().flatten_event(true)).try_init()?,
        Some(other) => return Err(TelemetryError::Format(other.to_owned())),
    }
    Ok(())
}

fn given(name: &str) -> Option<String> {
    match var(name) {
        Ok(value) => Some(value).filter(|value| !value.is_empty()),
        Err(VarError::NotPresent) => None,
        Err(VarError::NotUnicode(raw)) => Some(raw.to_string_lossy().into_owned()),
    }
}
