//! Where log lines go, and in which form.

use std::io::{IsTerminal, stderr};

use tracing::Subscriber;
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
    Ok(subscriber(given(FORMAT).as_deref(), given(FILTER).as_deref())?.try_init()?)
}

fn subscriber(format: Option<&str>, filter: Option<&str>) -> Result<Box<dyn Subscriber + Send + Sync>, TelemetryError> {
    let registry = tracing_subscriber::registry().with(EnvFilter::builder().parse(filter.unwrap_or("info"))?);
    let lines = tracing_subscriber::fmt::layer().with_writer(stderr);
    match format {
        None | Some("text") => Ok(Box::new(registry.with(lines.with_ansi(stderr().is_terminal())))),
        Some("json") => Ok(Box::new(registry.with(lines.json().flatten_event(true).with_span_list(false)))),
        Some(other) => Err(TelemetryError::Format(other.to_owned())),
    }
}

fn given(name: &str) -> Option<String> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_value_is_named_by_its_variable() {
        let wrong = |format, filter| subscriber(format, filter).err().map(|error| error.to_string());
        let told = wrong(Some("xml"), None).unwrap_or_default();
        assert_eq!(told, "CARRIER_CHECKOUT_LOG_FORMAT is text or json, not \"xml\"");
        assert!(wrong(None, Some("a=b=c")).unwrap_or_default().starts_with("RUST_LOG is not a filter"));
        assert_eq!(wrong(Some("json"), Some("debug,sqlx=warn")), None);
    }
}
