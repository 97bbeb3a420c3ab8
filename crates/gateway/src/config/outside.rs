//! Whom the gateway calls: carriers, a mail server, who pays out.

use std::time::Duration;

use url::Url;

use super::error::ConfigError;
use super::keys::{
    CARRIERS_URL, CLIENT_ID, CLIENT_SECRET, MAIL_DIRECTORY, MAIL_FROM, PAYOUT_TOKEN, PAYOUT_URL, SMTP_URL,
};
use super::settings::Settings;
use crate::camara::CarriersConfig;
use crate::mail::{MailConfig, MailTo};
use crate::payouts::PayoutConfig;

/// How long a carrier may take for an answer. The slowest charge seen takes 8
/// seconds; after 20 the gateway asks what became of it instead.
const CARRIER_TIMEOUT: Duration = Duration::from_secs(20);

impl Settings {
    /// Where the carriers are.
    ///
    /// # Errors
    /// When something of it is missing, or not encrypted in live mode.
    pub fn carriers(&self) -> Result<CarriersConfig, ConfigError> {
        let base_url = self.parsed(&CARRIERS_URL, "a URL")?;
        self.confidential(&CARRIERS_URL, &base_url)?;
        Ok(CarriersConfig {
            base_url,
            client_id: self.text(&CLIENT_ID)?.to_owned(),
            client_secret: self.text(&CLIENT_SECRET)?.to_owned(),
            timeout: CARRIER_TIMEOUT,
        })
    }

    /// Where copies of receipts are mailed.
    ///
    /// # Errors
    /// When it is set and cannot be that, or is not encrypted in live mode.
    pub fn mail(&self) -> Result<Option<MailConfig>, ConfigError> {
        let to = match (self.given(&SMTP_URL), self.given(&MAIL_DIRECTORY)) {
            (None, None) => return Ok(None),
            (Some(_), Some(_)) => {
                let problem = format!("is set beside {}", self.name(&SMTP_URL));
                return Err(self.wrong(&MAIL_DIRECTORY, &problem));
            }
            (None, Some(path)) if self.sandbox() => MailTo::Directory(path.into()),
            (None, Some(_)) => return Err(self.wrong(&MAIL_DIRECTORY, "is for the sandbox only")),
            (Some(_), None) => MailTo::Server(self.mail_server()?),
        };
        let from = self.parsed(&MAIL_FROM, "an e-mail address")?;
        Ok(Some(MailConfig { to, from }))
    }

    /// Receipts go there: never in clear text, except in the sandbox.
    fn mail_server(&self) -> Result<Url, ConfigError> {
        let url: Url = self.parsed(&SMTP_URL, "a URL")?;
        let required = || url.query_pairs().any(|(name, value)| name == "tls" && value == "required");
        match url.scheme() {
            "smtps" => Ok(url),
            "smtp" if self.sandbox() || required() => Ok(url),
            "smtp" => Err(self.wrong(&SMTP_URL, "is neither smtps:// nor smtp:// with ?tls=required")),
            _ => Err(self.wrong(&SMTP_URL, "is neither smtps:// nor smtp://")),
        }
    }

    pub(super) fn payouts(&self) -> Result<Option<PayoutConfig>, ConfigError> {
        if self.given(&PAYOUT_URL).is_none() {
            return Ok(None);
        }
        let url: Url = self.parsed(&PAYOUT_URL, "a URL")?;
        if !matches!(url.scheme(), "http" | "https") || url.query().is_some() || url.fragment().is_some() {
            return Err(self.wrong(&PAYOUT_URL, "is not a plain http:// or https:// URL"));
        }
        self.confidential(&PAYOUT_URL, &url)?;
        Ok(Some(PayoutConfig { url, token: self.text(&PAYOUT_TOKEN)?.to_owned() }))
    }
}
