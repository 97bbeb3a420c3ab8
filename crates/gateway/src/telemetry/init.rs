//! Where log lines go, and in which form.

use std::io::{IsTerminal, stderr};

use tracing::Subscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};

use crate::config::{LogConfig, LogFormat};

/// Why nothing can be logged.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter cannot be read.
    #[error("RUST_LOG is not a filter: {0}")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    /// It was called before.
    #[error(transparent)]
    Twice(#[from] TryInitError),
}

/// Begins to log to standard error.
///
/// # Errors
/// At the second call.
pub fn init(config: &LogConfig) -> Result<(), TelemetryError> {
    Ok(subscriber(config)?.try_init()?)
}

fn subscriber(config: &LogConfig) -> Result<Box<dyn Subscriber + Send + Sync>, TelemetryError> {
    let registry = tracing_subscriber::registry().with(EnvFilter::builder().parse(&config.filter)?);
    let lines = tracing_subscriber::fmt::layer().with_writer(stderr);
    Ok(match config.format {
        LogFormat::Text => Box::new(registry.with(lines.with_ansi(stderr().is_terminal()))),
        LogFormat::Json => Box::new(registry.with(lines.json().flatten_event(true).with_span_list(false))),
    })
}
