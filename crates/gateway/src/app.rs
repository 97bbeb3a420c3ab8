//! The parts of a gateway, put together.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use carrier_checkout_protocol::goods::{Provider, Seller};
use carrier_checkout_protocol::{Carrier, EventId, Timestamp, webhook};
use tokio::sync::Notify;
use url::Url;

use crate::camara::{Carriers, CarriersConfigError};
use crate::capability::Capabilities;
use crate::clock::Clock;
use crate::config::{Config, Limits, SandboxMerchant};
use crate::keyring::opened;
use crate::limit::Limiter;
use crate::load::Load;
use crate::mail::{MailConfigError, Mailer};
use crate::merchants::Secret;
use crate::metrics::Metrics;
use crate::page::{Assets, AssetsError};
use crate::payouts::Payouts;
use crate::policy::Policy;
use crate::problem::Refused;
use crate::random;
use crate::retention::Keep;
use crate::seal::{CannotOpen, Fingerprint, Sealer};
use crate::serving::Rates;
use crate::store::{MerchantId, MerchantRecord, NewEvent, SqlStore, Store, StoreError, WebhookTarget};
use crate::told::Windows;
use crate::webhooks::Told;

/// The secret key that only the sandbox mode accepts.
pub const SANDBOX_KEY: &str = "sk_test_demo";

/// How long a merchant's receiver may take.
const WEBHOOK_TIMEOUT: Duration = Duration::from_secs(15);

/// A gateway; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// What a gateway is made of.
pub struct Parts {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) carriers: Carriers,
    pub(crate) sealer: Sealer,
    pub(crate) assets: Assets,
    pub(crate) limits: Limits,
    pub(crate) public_url: Url,
    pub(crate) sandbox: bool,
    pub(crate) webhooks: reqwest::Client,
    pub(crate) policy: Policy,
    pub(crate) own_code: Vec<Carrier>,
    pub(crate) behind_proxy: bool,
    pub(crate) wake: Wake,
    pub(crate) windows: Windows,
    pub(crate) mailer: Option<Mailer>,
    pub(crate) capabilities: Capabilities,
    pub(crate) payouts: Option<Payouts>,
    operator: Provider,
    pub(crate) metrics: Metrics,
    pub(crate) limiter: Limiter,
    pub(crate) rates: Rates,
    pub(crate) load: Load,
    pub(crate) stopping: AtomicBool,
    pub(crate) keep: Keep,
}

/// Wakes the background before its next round.
#[derive(Default)]
pub(crate) struct Wake {
    /// There is something to ask or tell a carrier.
    pub(crate) carriers: Notify,
    /// There is a request that the shopper is to approve.
    pub(crate) approvals: Notify,
    /// There is an event to deliver.
    pub(crate) outbox: Told,
}

/// Why a gateway cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database cannot be used.
    #[error("the database (database.url, CARRIER_CHECKOUT_DATABASE) cannot be used")]
    Store(#[from] StoreError),
    /// The sealing keys are not those of the database.
    #[error(
        "neither the sealing key (sealing_key, CARRIER_CHECKOUT_SEALING_KEY) nor an old one (sealing_keys_old, \
         CARRIER_CHECKOUT_SEALING_KEYS_OLD) is the one that this database was sealed with"
    )]
    SealingKey(#[from] CannotOpen),
    /// The carriers cannot be called.
    #[error("the carriers (carriers.url, CARRIER_CHECKOUT_CARRIERS_URL) cannot be used")]
    Carriers(#[from] CarriersConfigError),
    /// The widget is not there.
    #[error("the window (assets, CARRIER_CHECKOUT_ASSETS) cannot be used")]
    Assets(#[from] AssetsError),
    /// Mails cannot be sent.
    #[error("the mail server (mail.smtp_url, CARRIER_CHECKOUT_SMTP_URL) or directory cannot be used")]
    Mail(#[from] MailConfigError),
    /// The client for webhooks or payouts cannot be made.
    #[error("webhooks and payouts cannot be sent")]
    Webhooks(#[from] reqwest::Error),
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    /// Opens the store and puts everything together. Nothing runs yet: see
    /// [`App::router`] and [`App::run_background`].
    ///
    /// # Errors
    /// When the store, the carriers or the widget's files cannot be used.
    pub async fn open(config: &Config, clock: Arc<dyn Clock>) -> Result<Self, StartError> {
        let store = Arc::new(SqlStore::open(&config.database).await?);
        Self::with_store(config, clock, store).await
    }

    /// As [`App::open`], with a store that is open already.
    ///
    /// # Errors
    /// As [`App::open`].
    pub async fn with_store(config: &Config, clock: Arc<dyn Clock>, store: Arc<dyn Store>) -> Result<Self, StartError> {
        // Only one of the two clients may have set it before; both want the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let redirects = reqwest::redirect::Policy::none();
        let metrics = Metrics::new(&*store);
        let old = config.sealing_keys_old.iter().map(|key| &key.0);
        let sealer = opened(store.as_ref(), Sealer::new(&config.sealing_key.0, old)).await?;
        let app = Self(Arc::new(Parts {
            store,
            clock,
            carriers: Carriers::new(config.carriers.clone())?.watched(&metrics),
            sealer,
            assets: Assets::load_with(&config.assets, &config.serving.previous_assets)?,
            limits: config.limits,
            public_url: config.public_url.clone(),
            sandbox: config.sandbox.is_some(),
            webhooks: reqwest::Client::builder().timeout(WEBHOOK_TIMEOUT).redirect(redirects).build()?,
            policy: config.policy.clone(),
            own_code: config.own_code.clone(),
            behind_proxy: config.behind_proxy,
            wake: Wake::default(),
            windows: Windows::default(),
            mailer: config.mail.as_ref().map(Mailer::new).transpose()?,
            capabilities: config.capabilities.clone(),
            payouts: config.payouts.as_ref().map(Payouts::new).transpose()?,
            operator: config.operator.clone(),
            metrics,
            limiter: Limiter::default(),
            rates: config.serving.rates,
            load: Load::of(config.serving.requests_at_once),
            stopping: AtomicBool::new(false),
            keep: config.keep,
        }));
        if let Some(merchant) = &config.sandbox {
            let (merchant, now) = (app.sandbox_merchant(merchant)?, app.now());
            app.store.put_merchant(&merchant).await?;
            app.store.put_key(&merchant.id, &Fingerprint::of_random(SANDBOX_KEY), now, now).await?;
        }
        Ok(app)
    }

    /// Says from now on that it is not ready, so that nobody is sent here any more.
    pub fn begin_to_stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Who runs this gateway, as the window shows it.
    pub(crate) fn provider(&self) -> Provider {
        self.operator.clone()
    }

    /// What a merchant is told, ready for the outbox.
    pub(crate) fn event(&self, merchant: &MerchantId, happened: webhook::Happened) -> Result<NewEvent, Refused> {
        let id = EventId::made_at(self.now(), random::bits());
        let kind = happened.type_name();
        let event = webhook::Event { id: id.clone(), created_at: self.now(), happened };
        let payload = serde_json::to_string(&event).map_err(|error| Refused::internal(&error))?;
        Ok(NewEvent { id, merchant: merchant.clone(), kind, payload, at: event.created_at })
    }

    fn sandbox_merchant(&self, merchant: &SandboxMerchant) -> Result<MerchantRecord, StoreError> {
        let id = MerchantId("mer_sandbox".to_owned());
        let webhook = merchant.webhook.as_ref().map(|webhook| {
            let secrets = Secret::seal(&self.sealer, &id, &[Secret::new(&webhook.secret)])?;
            Ok::<_, StoreError>(WebhookTarget { url: webhook.url.to_string(), secrets })
        });
        Ok(MerchantRecord {
            seller: Seller { name: "달빛상점".to_owned(), phone: "02-1234-5678".to_owned(), email: None },
            origins: merchant.origins.clone(),
            direct_origins: merchant.direct_origins.clone(),
            webhook: webhook.transpose()?,
            id,
        })
    }
}
