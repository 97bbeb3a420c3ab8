//! What is logged, and how.

use tracing_subscriber::EnvFilter;

use super::error::ConfigError;
use super::keys::{LOG_FILTER, LOG_FORMAT};
use super::settings::Settings;

/// What is logged, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogConfig {
    /// In which form.
    pub format: LogFormat,
    /// Which lines, in the words of `RUST_LOG`: `info`, or `debug,sqlx=warn`.
    pub filter: String,
}

/// The form of log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object for each.
    Json,
}

impl Default for LogConfig {
    fn default() -> Self {
        Self { format: LogFormat::Text, filter: "info".to_owned() }
    }
}

impl Settings {
    /// What is logged, and how.
    ///
    /// # Errors
    /// When there is no such form, or the filter cannot be read.
    pub fn log(&self) -> Result<LogConfig, ConfigError> {
        let format = match self.text(&LOG_FORMAT)? {
            "text" => LogFormat::Text,
            "json" => LogFormat::Json,
            _ => return Err(self.wrong(&LOG_FORMAT, "is neither text nor json")),
        };
        let filter = self.text(&LOG_FILTER)?;
        match EnvFilter::builder().parse(filter) {
            Ok(_) => Ok(LogConfig { format, filter: filter.to_owned() }),
            Err(error) => Err(self.wrong(&LOG_FILTER, &format!("is not a filter: {error}"))),
        }
    }
}
