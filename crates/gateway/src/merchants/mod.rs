//! What an operator does with merchants: registers them, changes them, gives them new keys.
//!
//! Gateways read what is stored with every request, and so whatever is done here holds at once, also while they run.

mod form;
mod secret;

use carrier_checkout_protocol::Timestamp;

use crate::random;
use crate::seal::{Fingerprint, Sealed, Sealer};
use crate::store::{ListedMerchant, MerchantId, MerchantRecord, Merchants as _, SqlStore, StoreError, WebhookTarget};

pub use form::{Change, NewMerchant, WrongMerchant};
pub use secret::Secret;
pub(crate) use secret::secrets_place;

/// The merchants of a database, for the operator.
#[derive(Clone)]
pub struct Register {
    store: SqlStore,
    sealer: Sealer,
    sandbox: bool,
}

/// What a merchant is told once, and what cannot be seen again.
pub struct Credentials {
    /// Whose they are.
    pub id: MerchantId,
    /// `sk_…`, if there is a new one.
    pub key: Option<String>,
    /// `whsec_…`, if there is a new one.
    pub webhook_secret: Option<String>,
}

/// Nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// There is nobody of that id.
    #[error("there is no merchant {0}")]
    Unknown(String),
    /// Its events go nowhere.
    #[error("{0} has no webhook URL: give it one with `merchant update --webhook-url`, which makes a secret, too")]
    NoWebhook(String),
    /// It is not as a merchant has to be.
    #[error(transparent)]
    Wrong(#[from] WrongMerchant),
    /// What is stored cannot be opened.
    #[error("the sealing key is not the one that the webhook secrets of {0} are sealed with")]
    OtherKey(String),
    /// The database cannot be used.
    #[error("the database cannot be used")]
    Store(#[from] StoreError),
}

impl Register {
    /// Those of that database, with its sealing key. Only a sandbox takes addresses that are not encrypted.
    #[must_use]
    pub const fn new(store: SqlStore, sealer: Sealer, sandbox: bool) -> Self {
        Self { store, sealer, sandbox }
    }

    /// Registers a merchant.
    ///
    /// # Errors
    /// When it is not as it has to be, or the database fails.
    pub async fn add(&self, new: &NewMerchant, now: Timestamp) -> Result<Credentials, RegisterError> {
        let id = MerchantId(format!("mer_{}", random::hex()));
        let mut merchant = MerchantRecord {
            id: id.clone(),
            seller: new.seller.clone(),
            origins: Vec::new(),
            direct_origins: Vec::new(),
            webhook: None,
        };
        let change = Change {
            origins: Some(new.origins.clone()),
            direct_origins: Some(new.direct_origins.clone()),
            webhook_url: new.webhook_url.clone(),
            ..Change::default()
        };
        let webhook_secret = self.apply(&mut merchant, &change)?;
        self.store.put_merchant(&merchant).await?;
        let key = self.put_key(&id, now, now).await?;
        Ok(Credentials { id, key: Some(key), webhook_secret })
    }

    /// Changes what is said of a merchant. Its first webhook URL comes with a secret.
    ///
    /// # Errors
    /// When there is no such merchant, it would not be as it has to be, or the database fails.
    pub async fn update(&self, id: &str, change: &Change) -> Result<Credentials, RegisterError> {
        loop {
            let mut merchant = self.merchant(id).await?;
            let had = secrets_of(&merchant);
            let webhook_secret = self.apply(&mut merchant, change)?;
            if self.store.change_merchant(&merchant, had.as_ref()).await? {
                return Ok(Credentials { id: merchant.id, key: None, webhook_secret });
            }
        }
    }

    /// Gives a merchant a new secret key; the old one ends after so many milliseconds.
    ///
    /// # Errors
    /// When there is no such merchant, or the database fails.
    pub async fn rotate_key(&self, id: &str, now: Timestamp, keep_ms: i64) -> Result<Credentials, RegisterError> {
        let merchant = self.merchant(id).await?;
        let key = self.put_key(&merchant.id, now, now + keep_ms).await?;
        Ok(Credentials { id: merchant.id, key: Some(key), webhook_secret: None })
    }

    /// Gives a merchant a new webhook secret. Meanwhile whatever is sent has both signatures.
    ///
    /// # Errors
    /// When there is no such merchant, its events go nowhere, or the database fails.
    pub async fn rotate_webhook_secret(
        &self,
        id: &str,
        now: Timestamp,
        keep_ms: i64,
    ) -> Result<Credentials, RegisterError> {
        loop {
            let mut merchant = self.merchant(id).await?;
            let had = secrets_of(&merchant);
            let Some(webhook) = merchant.webhook.as_mut() else { return Err(RegisterError::NoWebhook(id.to_owned())) };
            let secrets = Secret::open(&self.sealer, &merchant.id, &webhook.secrets);
            let secrets = secrets.map_err(|_| RegisterError::OtherKey(id.to_owned()))?;
            let fresh = Secret::fresh();
            let kept = secrets.into_iter().map(|secret| secret.until(now + keep_ms)).filter(|secret| secret.holds(now));
            let secrets: Vec<_> = std::iter::once(fresh.clone()).chain(kept).collect();
            webhook.secrets = Secret::seal(&self.sealer, &merchant.id, &secrets)?;
            if self.store.change_merchant(&merchant, had.as_ref()).await? {
                let webhook_secret = Some(fresh.reveal().to_owned());
                return Ok(Credentials { id: merchant.id, key: None, webhook_secret });
            }
        }
    }

    /// Refuses a merchant's keys from that time on, or takes them again.
    ///
    /// # Errors
    /// When there is no such merchant, or the database fails.
    pub async fn disable(&self, id: &str, since: Option<Timestamp>) -> Result<(), RegisterError> {
        let merchant = self.merchant(id).await?;
        self.store.disable_merchant(&merchant.id, since).await?;
        Ok(())
    }

    /// All of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self) -> Result<Vec<ListedMerchant>, RegisterError> {
        Ok(self.store.merchants().await?)
    }

    /// How many merchants have secrets that can be opened, and who has others.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sealed_otherwise(&self) -> Result<(usize, Vec<MerchantId>), RegisterError> {
        let merchants = self.store.merchants().await?.into_iter().map(|listed| listed.merchant);
        let (mut opened, mut others) = (0, Vec::new());
        for merchant in merchants {
            match merchant.webhook.map(|webhook| Secret::open(&self.sealer, &merchant.id, &webhook.secrets)) {
                None => {}
                Some(Ok(_)) => opened += 1,
                Some(Err(_)) => others.push(merchant.id),
            }
        }
        Ok((opened, others))
    }

    async fn merchant(&self, id: &str) -> Result<MerchantRecord, RegisterError> {
        let found = self.store.merchant(&MerchantId(id.to_owned())).await?;
        found.ok_or_else(|| RegisterError::Unknown(id.to_owned()))
    }

    /// Changes a merchant. Gives a fresh webhook secret, if it has none yet and needs one.
    fn apply(&self, merchant: &mut MerchantRecord, change: &Change) -> Result<Option<String>, RegisterError> {
        change.apply(merchant, self.sandbox)?;
        let Some(url) = &change.webhook_url else { return Ok(None) };
        let url = form::webhook_url(url, self.sandbox)?;
        match merchant.webhook.as_mut() {
            Some(webhook) => {
                webhook.url = url;
                Ok(None)
            }
            None => {
                let fresh = Secret::fresh();
                let secrets = Secret::seal(&self.sealer, &merchant.id, std::slice::from_ref(&fresh))?;
                merchant.webhook = Some(WebhookTarget { url, secrets });
                Ok(Some(fresh.reveal().to_owned()))
            }
        }
    }

    async fn put_key(&self, id: &MerchantId, now: Timestamp, others_end: Timestamp) -> Result<String, StoreError> {
        let kind = if self.sandbox { "test" } else { "live" };
        let key = format!("sk_{kind}_{}{}", random::hex(), random::hex());
        self.store.put_key(id, &Fingerprint::of_random(&key), now, others_end).await?;
        Ok(key)
    }
}

fn secrets_of(merchant: &MerchantRecord) -> Option<Sealed> {
    merchant.webhook.as_ref().map(|webhook| webhook.secrets.clone())
}
