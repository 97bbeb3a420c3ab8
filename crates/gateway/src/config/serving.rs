//! How much the gateway takes on, and of whom.

use std::time::Duration;

use super::error::ConfigError;
use super::keys::{
    ADDRESS_RATE, CONNECTIONS, DRAIN, FAILURE_RATE, MERCHANT_RATE, METRICS_LISTEN, PREVIOUS_ASSETS, REQUESTS_AT_ONCE,
};
use super::settings::Settings;
use crate::serving::{Rates, Serving};

impl Settings {
    pub(super) fn serving(&self) -> Result<Serving, ConfigError> {
        let rate = |key| self.parsed(key, "a number of requests a minute");
        let connections = self.parsed(&CONNECTIONS, "a number from 1 on")?;
        if connections == 0 {
            return Err(self.wrong(&CONNECTIONS, "is not a number from 1 on"));
        }
        let metrics_listen =
            self.optional(&METRICS_LISTEN).map(|_| self.parsed(&METRICS_LISTEN, "an address and port"));
        let drain: u16 = self.parsed(&DRAIN, "a number of seconds")?;
        Ok(Serving {
            metrics_listen: metrics_listen.transpose()?,
            rates: Rates {
                merchant: rate(&MERCHANT_RATE)?,
                address: rate(&ADDRESS_RATE)?,
                failures: rate(&FAILURE_RATE)?,
            },
            requests_at_once: self.parsed(&REQUESTS_AT_ONCE, "a number")?,
            connections,
            drain: Duration::from_secs(drain.into()),
            previous_assets: self.list(&PREVIOUS_ASSETS).map(Into::into).collect(),
        })
    }

    /// What whoever has set the address of the metrics calls that setting.
    #[must_use]
    pub fn metrics_listen_name(&self) -> String {
        self.name(&METRICS_LISTEN)
    }
}
