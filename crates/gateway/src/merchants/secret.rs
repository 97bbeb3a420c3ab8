//! The secrets that a merchant's webhooks are signed with.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use carrier_checkout_protocol::Timestamp;
use serde::{Deserialize, Serialize};

use crate::random;
use crate::seal::{CannotOpen, Sealed, Sealer};
use crate::store::{MerchantId, StoreError};

/// A secret that a merchant's webhooks are signed with.
#[derive(Clone, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct Secret {
    secret: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    ends_at: Option<i64>,
}

/// As it is stored; once only the secret was.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    Alone(String),
    WithEnd { secret: String, ends_at: Option<i64> },
}

impl From<Stored> for Secret {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Alone(secret) => Self { secret, ends_at: None },
            Stored::WithEnd { secret, ends_at } => Self { secret, ends_at },
        }
    }
}

impl Secret {
    /// That secret, which begins with `whsec_`.
    #[must_use]
    pub fn new(secret: &str) -> Self {
        Self { secret: secret.to_owned(), ends_at: None }
    }

    /// A fresh one.
    #[must_use]
    pub fn fresh() -> Self {
        Self { secret: format!("whsec_{}", STANDARD.encode(random::bytes::<32>())), ends_at: None }
    }

    /// The secret, for signing and for the merchant alone.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.secret
    }

    /// Whether it signs at that time.
    #[must_use]
    pub fn holds(&self, now: Timestamp) -> bool {
        self.ends_at.is_none_or(|end| end > now.millis())
    }

    /// It ends then, unless it ends before.
    #[must_use]
    pub fn until(mut self, end: Timestamp) -> Self {
        self.ends_at = Some(self.ends_at.map_or(end.millis(), |before| before.min(end.millis())));
        self
    }

    /// A merchant's secrets as they are stored.
    pub(crate) fn seal(sealer: &Sealer, merchant: &MerchantId, secrets: &[Self]) -> Result<Sealed, StoreError> {
        let json = serde_json::to_vec(secrets).map_err(|error| StoreError::Unavailable(Box::new(error)))?;
        Ok(sealer.seal(&secrets_place(merchant), &json))
    }

    /// A merchant's secrets, of what is stored.
    ///
    /// # Errors
    /// When the sealing key is another one.
    pub fn open(sealer: &Sealer, merchant: &MerchantId, sealed: &Sealed) -> Result<Vec<Self>, CannotOpen> {
        serde_json::from_slice(&sealer.open(&secrets_place(merchant), sealed)?).map_err(|_| CannotOpen)
    }
}

/// Where a merchant's secrets are sealed.
pub(crate) fn secrets_place(merchant: &MerchantId) -> String {
    format!("webhook-secrets:{}", merchant.0)
}
