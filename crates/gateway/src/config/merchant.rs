//! The merchant that only the sandbox knows.

use url::Url;

use super::error::ConfigError;
use super::keys::{Key, MERCHANT_DIRECT_ORIGINS, MERCHANT_ORIGINS, WEBHOOK_SECRET, WEBHOOK_URL};
use super::settings::Settings;

/// The merchant that only the sandbox mode knows.
#[derive(Debug, Clone)]
pub struct SandboxMerchant {
    /// The origins whose pages may hold the frame.
    pub origins: Vec<String>,
    /// Those of them whose pages may show the checkout without the frame, and so read what is typed.
    pub direct_origins: Vec<String>,
    /// Where its events go.
    pub webhook: Option<SandboxWebhook>,
}

/// Where the sandbox merchant's events go.
#[derive(Clone)]
pub struct SandboxWebhook {
    /// The receiver.
    pub url: Url,
    /// `whsec_…`
    pub secret: String,
}

impl std::fmt::Debug for SandboxWebhook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} [secret]", self.url)
    }
}

impl Settings {
    pub(super) fn sandbox_merchant(&self) -> Result<Option<SandboxMerchant>, ConfigError> {
        if !self.sandbox() {
            return Ok(None);
        }
        let origins = self.origins(&MERCHANT_ORIGINS)?;
        let direct_origins = self.origins(&MERCHANT_DIRECT_ORIGINS)?;
        if !direct_origins.iter().all(|origin| origins.contains(origin)) {
            let problem = format!("has an origin that is not in {}", self.name(&MERCHANT_ORIGINS));
            return Err(self.wrong(&MERCHANT_DIRECT_ORIGINS, &problem));
        }
        Ok(Some(SandboxMerchant { origins, direct_origins, webhook: self.sandbox_webhook()? }))
    }

    fn origins(&self, key: &Key) -> Result<Vec<String>, ConfigError> {
        self.list(key).map(|text| origin(text).ok_or_else(|| self.wrong(key, "is not a list of origins"))).collect()
    }

    fn sandbox_webhook(&self) -> Result<Option<SandboxWebhook>, ConfigError> {
        if self.given(&WEBHOOK_URL).is_none() {
            return Ok(None);
        }
        let secret = self.text(&WEBHOOK_SECRET)?.to_owned();
        if !secret.starts_with("whsec_") || standardwebhooks::Webhook::new(&secret).is_err() {
            return Err(self.wrong(&WEBHOOK_SECRET, "is not whsec_ and base64"));
        }
        Ok(Some(SandboxWebhook { url: self.parsed(&WEBHOOK_URL, "a URL")?, secret }))
    }
}

/// The origin of a page, as browsers write it.
#[must_use]
pub fn origin(text: &str) -> Option<String> {
    let origin = Url::parse(text).ok()?.origin();
    origin.is_tuple().then(|| origin.ascii_serialization())
}
