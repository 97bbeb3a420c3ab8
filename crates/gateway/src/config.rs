//! The gateway's settings, all from the environment.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use carrier_checkout_protocol::Carrier;
use url::{Host, Url};

use crate::camara::CarriersConfig;
use crate::capability::Capabilities;
use crate::mail::{MailConfig, MailTo};
use crate::payouts::PayoutConfig;
use crate::policy::Policy;

/// How long a carrier may take for an answer. The slowest charge seen takes 8
/// seconds; after 20 the gateway asks what became of it instead.
const CARRIER_TIMEOUT: Duration = Duration::from_secs(20);

/// A variable is missing or wrong. The sentence names it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{variable} {problem}")]
pub struct ConfigError {
    variable: &'static str,
    problem: String,
}

/// Everything that can be set.
#[derive(Debug, Clone)]
pub struct Config {
    /// `CARRIER_CHECKOUT_LISTEN`: where to listen.
    pub listen: SocketAddr,
    /// `CARRIER_CHECKOUT_PUBLIC_URL`: what browsers call this gateway.
    pub public_url: Url,
    /// `CARRIER_CHECKOUT_DATABASE`: a path, or `:memory:`.
    pub database: String,
    /// `CARRIER_CHECKOUT_ASSETS`: the directory of the built widget.
    pub assets: PathBuf,
    /// `CARRIER_CHECKOUT_SEALING_KEY`: 32 bytes.
    pub sealing_key: SealingKey,
    /// `CARRIER_CHECKOUT_CARRIERS_URL`, `_CLIENT_ID`, `_CLIENT_SECRET`.
    pub carriers: CarriersConfig,
    /// The sandbox's merchant, when `CARRIER_CHECKOUT_MODE=sandbox`.
    pub sandbox: Option<SandboxMerchant>,
    /// What a shopper may do, and for how long.
    pub limits: Limits,
    /// `CARRIER_CHECKOUT_POLICY`: a file; the one that comes with the gateway when left out.
    pub policy: Policy,
    /// `CARRIER_CHECKOUT_OWN_CODE_CARRIERS`: the carriers that send a code of their own when an
    /// amount is to be reserved, or have a page for it: nobody gets a second code from them.
    pub own_code: Vec<Carrier>,
    /// `CARRIER_CHECKOUT_BEHIND_PROXY`: whether a proxy of the operator's stands before the
    /// gateway and writes `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// Where copies of receipts are mailed; nowhere unless it is set.
    pub mail: Option<MailConfig>,
    /// `CARRIER_CHECKOUT_REFUNDS`: a file; the one that comes with the gateway when left out.
    pub capabilities: Capabilities,
    /// Who pays out to bank accounts; nobody unless it is set.
    pub payouts: Option<PayoutConfig>,
}

/// The key that everything unreadable at rest is sealed with.
#[derive(Clone)]
pub struct SealingKey(pub [u8; 32]);

impl std::fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[sealing key]")
    }
}

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

/// What a shopper may do, and for how long.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// `CARRIER_CHECKOUT_CODE_TTL_SECONDS`: how long a code can be used.
    pub code_ttl_ms: i64,
    /// `CARRIER_CHECKOUT_CODE_TRIES`: how often a code may be tried.
    pub code_tries: u8,
    /// `CARRIER_CHECKOUT_CODE_SENDS`: how many codes a session may ask for.
    pub code_sends: u8,
    /// `CARRIER_CHECKOUT_LINE_SENDS`: how many codes a line may get within an
    /// hour, over all sessions.
    pub line_sends: u32,
    /// `CARRIER_CHECKOUT_RESEND_AFTER_SECONDS`: how soon another code may be sent.
    pub resend_after_ms: i64,
    /// `CARRIER_CHECKOUT_SESSION_TTL_SECONDS`: until when a shopper may begin.
    pub session_ttl_ms: i64,
    /// `CARRIER_CHECKOUT_TOKEN_TTL_SECONDS`: until when a token can be exchanged.
    pub token_ttl_ms: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            code_ttl_ms: 180_000,
            code_tries: 5,
            code_sends: 5,
            line_sends: 10,
            resend_after_ms: 10_000,
            session_ttl_ms: 1_800_000,
            token_ttl_ms: 600_000,
        }
    }
}

impl Config {
    /// Reads the settings; `variable` looks one up, as `std::env::var` does.
    ///
    /// # Errors
    /// The first variable that is missing or wrong.
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let env = Environment(&variable);
        let sandbox = env.sandbox()?;
        let config = Self {
            listen: env.parsed("CARRIER_CHECKOUT_LISTEN", "127.0.0.1:8081", "an address and port")?,
            public_url: env.parsed("CARRIER_CHECKOUT_PUBLIC_URL", "http://localhost:8081", "a URL")?,
            database: env.text("CARRIER_CHECKOUT_DATABASE")?,
            assets: env.text_or("CARRIER_CHECKOUT_ASSETS", "dist").into(),
            sealing_key: env.sealing_key()?,
            carriers: CarriersConfig {
                base_url: env.required("CARRIER_CHECKOUT_CARRIERS_URL", "a URL")?,
                client_id: env.text("CARRIER_CHECKOUT_CARRIERS_CLIENT_ID")?,
                client_secret: env.text("CARRIER_CHECKOUT_CARRIERS_CLIENT_SECRET")?,
                timeout: CARRIER_TIMEOUT,
            },
            limits: env.limits(sandbox.is_some())?,
            policy: env.policy(sandbox.is_some())?,
            own_code: env.own_code(sandbox.is_some())?,
            behind_proxy: env.parsed("CARRIER_CHECKOUT_BEHIND_PROXY", "false", "true or false")?,
            mail: env.mail(sandbox.is_some())?,
            capabilities: env.capabilities()?,
            payouts: env.payouts(sandbox.is_some())?,
            sandbox,
        };
        if config.sandbox.is_none() {
            confidential("CARRIER_CHECKOUT_PUBLIC_URL", &config.public_url)?;
            confidential("CARRIER_CHECKOUT_CARRIERS_URL", &config.carriers.base_url)?;
        }
        Ok(config)
    }
}

struct Environment<'a, F>(&'a F);

impl<F: Fn(&str) -> Option<String>> Environment<'_, F> {
    fn get(&self, variable: &str) -> Option<String> {
        (self.0)(variable).filter(|value| !value.trim().is_empty())
    }

    fn text(&self, variable: &'static str) -> Result<String, ConfigError> {
        self.get(variable).ok_or_else(|| wrong(variable, "is not set"))
    }

    fn text_or(&self, variable: &str, default: &str) -> String {
        self.get(variable).unwrap_or_else(|| default.to_owned())
    }

    fn required<T: std::str::FromStr>(&self, variable: &'static str, what: &str) -> Result<T, ConfigError> {
        self.text(variable)?.trim().parse().map_err(|_| wrong(variable, &format!("is not {what}")))
    }

    fn parsed<T: std::str::FromStr>(
        &self,
        variable: &'static str,
        default: &str,
        what: &str,
    ) -> Result<T, ConfigError> {
        self.text_or(variable, default).trim().parse().map_err(|_| wrong(variable, &format!("is not {what}")))
    }

    fn sealing_key(&self) -> Result<SealingKey, ConfigError> {
        let variable = "CARRIER_CHECKOUT_SEALING_KEY";
        let bytes = STANDARD.decode(self.text(variable)?.trim()).ok();
        let key = bytes.and_then(|bytes| bytes.try_into().ok());
        key.map(SealingKey).ok_or_else(|| wrong(variable, "is not the base64 of 32 bytes"))
    }

    fn own_code(&self, sandbox: bool) -> Result<Vec<Carrier>, ConfigError> {
        let variable = "CARRIER_CHECKOUT_OWN_CODE_CARRIERS";
        let list = self.text_or(variable, if sandbox { "LGU" } else { "" });
        let names = list.split(',').map(str::trim).filter(|name| !name.is_empty());
        let carriers =
            names.map(|name| Carrier::from_wire(name).ok_or_else(|| wrong(variable, "is not a list of carriers")));
        carriers.collect()
    }

    fn policy(&self, sandbox: bool) -> Result<Policy, ConfigError> {
        let variable = "CARRIER_CHECKOUT_POLICY";
        let Some(path) = self.get(variable) else {
            let built_in = Policy::built_in().map_err(|error| wrong(variable, &error.to_string()))?;
            return Ok(if sandbox { built_in.for_sandbox() } else { built_in });
        };
        let text =
            std::fs::read_to_string(&path).map_err(|error| wrong(variable, &format!("cannot be read: {error}")))?;
        Policy::parse(&text).map_err(|error| wrong(variable, &format!("is not a policy: {error}")))
    }

    fn mail(&self, sandbox: bool) -> Result<Option<MailConfig>, ConfigError> {
        let (server, directory) = ("CARRIER_CHECKOUT_SMTP_URL", "CARRIER_CHECKOUT_MAIL_DIR");
        let to = match (self.get(server), self.get(directory)) {
            (None, None) => return Ok(None),
            (Some(_), Some(_)) => return Err(wrong(directory, "is set beside CARRIER_CHECKOUT_SMTP_URL")),
            (None, Some(path)) if sandbox => MailTo::Directory(path.into()),
            (None, Some(_)) => return Err(wrong(directory, "is for the sandbox only")),
            (Some(_), None) => MailTo::Server(encrypted(server, self.required(server, "a URL")?, sandbox)?),
        };
        let from = self.required("CARRIER_CHECKOUT_MAIL_FROM", "an e-mail address")?;
        Ok(Some(MailConfig { to, from }))
    }

    fn capabilities(&self) -> Result<Capabilities, ConfigError> {
        let variable = "CARRIER_CHECKOUT_REFUNDS";
        let Some(path) = self.get(variable) else {
            return Capabilities::built_in().map_err(|error| wrong(variable, &error.to_string()));
        };
        let text =
            std::fs::read_to_string(&path).map_err(|error| wrong(variable, &format!("cannot be read: {error}")))?;
        Capabilities::parse(&text).map_err(|error| wrong(variable, &format!("is not a file of capabilities: {error}")))
    }

    fn payouts(&self, sandbox: bool) -> Result<Option<PayoutConfig>, ConfigError> {
        let variable = "CARRIER_CHECKOUT_PAYOUT_URL";
        if self.get(variable).is_none() {
            return Ok(None);
        }
        let url: Url = self.required(variable, "a URL")?;
        if !matches!(url.scheme(), "http" | "https") || url.query().is_some() || url.fragment().is_some() {
            return Err(wrong(variable, "is not a plain http:// or https:// URL"));
        }
        if !sandbox {
            confidential(variable, &url)?;
        }
        Ok(Some(PayoutConfig { url, token: self.text("CARRIER_CHECKOUT_PAYOUT_TOKEN")? }))
    }

    fn sandbox(&self) -> Result<Option<SandboxMerchant>, ConfigError> {
        match self.text_or("CARRIER_CHECKOUT_MODE", "live").as_str() {
            "live" => return Ok(None),
            "sandbox" => {}
            _ => return Err(wrong("CARRIER_CHECKOUT_MODE", "is neither live nor sandbox")),
        }
        let usual = "http://localhost:8080,http://127.0.0.1:8080";
        let origins = self.origins("CARRIER_CHECKOUT_SANDBOX_MERCHANT_ORIGINS", usual)?;
        let variable = "CARRIER_CHECKOUT_SANDBOX_MERCHANT_DIRECT_ORIGINS";
        let direct_origins = self.origins(variable, "")?;
        if !direct_origins.iter().all(|origin| origins.contains(origin)) {
            return Err(wrong(variable, "has an origin that is not in CARRIER_CHECKOUT_SANDBOX_MERCHANT_ORIGINS"));
        }
        Ok(Some(SandboxMerchant { origins, direct_origins, webhook: self.sandbox_webhook()? }))
    }

    fn origins(&self, variable: &'static str, usual: &str) -> Result<Vec<String>, ConfigError> {
        let list = self.text_or(variable, usual);
        let named = list.split(',').map(str::trim).filter(|text| !text.is_empty());
        let origins = named.map(|text| {
            let origin = Url::parse(text).ok().map(|url| url.origin()).filter(url::Origin::is_tuple);
            origin.map(|origin| origin.ascii_serialization()).ok_or_else(|| wrong(variable, "is not a list of origins"))
        });
        origins.collect()
    }

    fn sandbox_webhook(&self) -> Result<Option<SandboxWebhook>, ConfigError> {
        let url = "CARRIER_CHECKOUT_SANDBOX_WEBHOOK_URL";
        let variable = "CARRIER_CHECKOUT_SANDBOX_WEBHOOK_SECRET";
        if self.get(url).is_none() {
            return Ok(None);
        }
        let secret = self.text(variable)?;
        if !secret.starts_with("whsec_") || standardwebhooks::Webhook::new(&secret).is_err() {
            return Err(wrong(variable, "is not whsec_ and base64"));
        }
        Ok(Some(SandboxWebhook { url: self.required(url, "a URL")?, secret }))
    }

    fn limits(&self, sandbox: bool) -> Result<Limits, ConfigError> {
        let seconds = |variable, default: &str| {
            let seconds: u32 = self.parsed(variable, default, "a number of seconds")?;
            Ok(i64::from(seconds) * 1_000)
        };
        Ok(Limits {
            code_ttl_ms: seconds("CARRIER_CHECKOUT_CODE_TTL_SECONDS", "180")?,
            code_tries: self.count("CARRIER_CHECKOUT_CODE_TRIES")?,
            code_sends: self.count("CARRIER_CHECKOUT_CODE_SENDS")?,
            // Who tries the sandbox has one number and no shopper to protect.
            line_sends: self.parsed("CARRIER_CHECKOUT_LINE_SENDS", if sandbox { "1000" } else { "10" }, "a number")?,
            resend_after_ms: seconds("CARRIER_CHECKOUT_RESEND_AFTER_SECONDS", "10")?,
            session_ttl_ms: seconds("CARRIER_CHECKOUT_SESSION_TTL_SECONDS", "1800")?,
            token_ttl_ms: seconds("CARRIER_CHECKOUT_TOKEN_TTL_SECONDS", "600")?,
        })
    }

    fn count(&self, variable: &'static str) -> Result<u8, ConfigError> {
        match self.parsed(variable, "5", "a number from 1 to 255")? {
            0 => Err(wrong(variable, "is not a number from 1 to 255")),
            count => Ok(count),
        }
    }
}

/// Numbers, codes and secrets go there: never in clear text, except on this machine.
fn confidential(variable: &'static str, url: &Url) -> Result<(), ConfigError> {
    let local = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    if url.scheme() == "https" || local { Ok(()) } else { Err(wrong(variable, "does not begin with https://")) }
}

/// Receipts go there: never in clear text, except in the sandbox.
fn encrypted(variable: &'static str, url: Url, sandbox: bool) -> Result<Url, ConfigError> {
    let required = || url.query_pairs().any(|(name, value)| name == "tls" && value == "required");
    match url.scheme() {
        "smtps" => Ok(url),
        "smtp" if sandbox || required() => Ok(url),
        "smtp" => Err(wrong(variable, "is neither smtps:// nor smtp:// with ?tls=required")),
        _ => Err(wrong(variable, "is neither smtps:// nor smtp://")),
    }
}

fn wrong(variable: &'static str, problem: &str) -> ConfigError {
    ConfigError { variable, problem: problem.to_owned() }
}
