//! The gateway's settings, from a TOML file and the environment, which comes first.
//!
//! Reading order: `keys` is the table of all of them; `settings` gathers what was given, from `file` and variables; the
//! other modules make values of it that cannot be wrong.

mod database;
mod error;
mod file;
mod keep;
mod keys;
mod limits;
mod log;
mod merchant;
mod operator;
mod outside;
mod serving;
mod settings;

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use carrier_checkout_protocol::Carrier;
use carrier_checkout_protocol::goods::Provider;
use url::{Host, Url};

use crate::camara::CarriersConfig;
use crate::capability::Capabilities;
use crate::mail::MailConfig;
use crate::payouts::PayoutConfig;
use crate::policy::Policy;
use crate::retention::Keep;
use crate::serving::Serving;

pub use database::masked;
pub use error::ConfigError;
pub use keys::{KEYS, Key, unknown_variables};
pub use limits::Limits;
pub use log::{LogConfig, LogFormat};
pub use merchant::{SandboxMerchant, SandboxWebhook, origin};
pub use operator::shown_phone;
pub use settings::{CONFIG, Settings};

/// Everything that can be set.
#[derive(Clone)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// What browsers call this gateway.
    pub public_url: Url,
    /// The path of a SQLite file, `:memory:`, or the URL of a PostgreSQL database.
    pub database: String,
    /// The directory of the built widget.
    pub assets: PathBuf,
    /// 32 bytes.
    pub sealing_key: SealingKey,
    /// Keys that only open, the newest of them first.
    pub sealing_keys_old: Vec<SealingKey>,
    /// Who runs the gateway, as the window shows it.
    pub operator: Provider,
    /// Where the carriers are.
    pub carriers: CarriersConfig,
    /// The sandbox's merchant, when it is one.
    pub sandbox: Option<SandboxMerchant>,
    /// What a shopper may do, and for how long.
    pub limits: Limits,
    /// From a file; the one that comes with the gateway when left out.
    pub policy: Policy,
    /// The carriers that send a code of their own when an amount is to be reserved, or have a page for it: nobody gets
    /// a second code from them.
    pub own_code: Vec<Carrier>,
    /// Whether a proxy of the operator's stands before the gateway and writes `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// Where copies of receipts are mailed; nowhere unless it is set.
    pub mail: Option<MailConfig>,
    /// From a file; the one that comes with the gateway when left out.
    pub capabilities: Capabilities,
    /// Who pays out to bank accounts; nobody unless it is set.
    pub payouts: Option<PayoutConfig>,
    /// How long what the law does not speak of is kept.
    pub keep: Keep,
    /// How much it takes on, and of whom.
    pub serving: Serving,
    /// What is logged, and how.
    pub log: LogConfig,
}

/// Without secrets: neither keys nor the database's password.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("listen", &self.listen)
            .field("public_url", &self.public_url.as_str())
            .field("database", &masked(&self.database))
            .field("assets", &self.assets)
            .field("operator", &self.operator)
            .field("carriers", &self.carriers)
            .field("sandbox", &self.sandbox)
            .field("limits", &self.limits)
            .field("own_code", &self.own_code)
            .field("behind_proxy", &self.behind_proxy)
            .field("mail", &self.mail)
            .field("payouts", &self.payouts)
            .field("keep", &self.keep)
            .field("serving", &self.serving)
            .field("log", &self.log)
            .finish_non_exhaustive()
    }
}

/// The key that everything unreadable at rest is sealed with.
#[derive(Clone)]
pub struct SealingKey(pub [u8; 32]);

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[sealing key]")
    }
}

impl Config {
    /// Reads the settings from the environment and, where `CARRIER_CHECKOUT_CONFIG` names one, a file; `variable`
    /// looks one up, as `std::env::var` does.
    ///
    /// # Errors
    /// The first setting that is missing or wrong.
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        Self::of(&Settings::open(None, variable)?)
    }

    /// Everything that is missing or wrong, where [`Config::of`] gives only the first.
    #[must_use]
    pub fn problems(settings: &Settings) -> Vec<ConfigError> {
        let parts = [
            settings.listen().err(),
            settings.public_url().err(),
            settings.database().err(),
            settings.sealing_key().err(),
            settings.sealing_keys_old().err(),
            settings.operator().err(),
            settings.carriers().err(),
            settings.limits().err(),
            settings.policy().err(),
            settings.own_code().err(),
            settings.mail().err(),
            settings.capabilities().err(),
            settings.payouts().err(),
            settings.keep().err(),
            settings.serving().err(),
            settings.log().err(),
            settings.sandbox_merchant().err(),
        ];
        let mut problems: Vec<_> = parts.into_iter().flatten().collect();
        // A part that is not among them is at least heard of in the end.
        if let (true, Err(error)) = (problems.is_empty(), Self::of(settings)) {
            problems.push(error);
        }
        problems
    }

    /// Makes values of the settings.
    ///
    /// # Errors
    /// The first setting that is missing or wrong.
    pub fn of(settings: &Settings) -> Result<Self, ConfigError> {
        Ok(Self {
            listen: settings.listen()?,
            public_url: settings.public_url()?,
            database: settings.database()?,
            assets: settings.text(&keys::ASSETS)?.into(),
            sealing_key: settings.sealing_key()?,
            sealing_keys_old: settings.sealing_keys_old()?,
            operator: settings.operator()?,
            carriers: settings.carriers()?,
            limits: settings.limits()?,
            policy: settings.policy()?,
            own_code: settings.own_code()?,
            behind_proxy: settings.parsed(&keys::BEHIND_PROXY, "true or false")?,
            mail: settings.mail()?,
            capabilities: settings.capabilities()?,
            payouts: settings.payouts()?,
            keep: settings.keep()?,
            serving: settings.serving()?,
            log: settings.log()?,
            sandbox: settings.sandbox_merchant()?,
        })
    }
}

impl Settings {
    /// Where to listen.
    ///
    /// # Errors
    /// When it is no address with a port.
    pub fn listen(&self) -> Result<SocketAddr, ConfigError> {
        self.parsed(&keys::LISTEN, "an address and port")
    }

    /// What whoever has set the address to listen on calls that setting.
    #[must_use]
    pub fn listen_name(&self) -> String {
        self.name(&keys::LISTEN)
    }

    /// What browsers call this gateway.
    ///
    /// # Errors
    /// When it is no URL, or not encrypted in live mode.
    pub fn public_url(&self) -> Result<Url, ConfigError> {
        let url = self.parsed(&keys::PUBLIC_URL, "a URL")?;
        self.confidential(&keys::PUBLIC_URL, &url)?;
        Ok(url)
    }

    /// The key that everything unreadable at rest is sealed with.
    ///
    /// # Errors
    /// When it is missing or no key.
    pub fn sealing_key(&self) -> Result<SealingKey, ConfigError> {
        let key = sealing_key(self.text(&keys::SEALING_KEY)?);
        key.ok_or_else(|| self.wrong(&keys::SEALING_KEY, "is not the base64 of 32 bytes"))
    }

    /// The keys of before, which only open.
    ///
    /// # Errors
    /// When one of them is no key.
    pub fn sealing_keys_old(&self) -> Result<Vec<SealingKey>, ConfigError> {
        let wrong = || self.wrong(&keys::SEALING_KEYS_OLD, "is not a list of keys, each the base64 of 32 bytes");
        self.list(&keys::SEALING_KEYS_OLD).map(|key| sealing_key(key).ok_or_else(wrong)).collect()
    }

    /// Numbers, codes and secrets go there: never in clear text, except on this machine.
    fn confidential(&self, key: &Key, url: &Url) -> Result<(), ConfigError> {
        if self.sandbox() || is_confidential(url) {
            return Ok(());
        }
        Err(self.wrong(key, "does not begin with https://"))
    }
}

fn sealing_key(text: &str) -> Option<SealingKey> {
    let bytes = STANDARD.decode(text.trim()).ok()?;
    bytes.try_into().ok().map(SealingKey)
}

/// Whether nobody can read along who is not on this machine.
#[must_use]
pub fn is_confidential(url: &Url) -> bool {
    let local = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    url.scheme() == "https" || local
}
