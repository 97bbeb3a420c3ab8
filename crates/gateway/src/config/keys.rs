//! Every setting: its key in the file, its variable, and what it is when left out.
//!
//! To add one: a line here, a line in crates/cli/carrier-checkout.toml (a test compares them) and in
//! docs/going-live.md, and where it is read a [`super::Settings::parsed`] or the like.

/// A setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Its key in the file: `limits.code_tries`.
    pub name: &'static str,
    /// Its environment variable: `CARRIER_CHECKOUT_CODE_TRIES`.
    pub variable: &'static str,
    /// Whether it can stand in a file of its own, whose path the key and the variable with `_file` behind them give.
    pub secret: bool,
    /// What it is when left out; for nothing it is missing, or off.
    pub usual: Option<&'static str>,
    /// The same for the sandbox.
    pub in_sandbox: Option<&'static str>,
}

impl Key {
    const fn new(name: &'static str, variable: &'static str) -> Self {
        Self { name, variable, secret: false, usual: None, in_sandbox: None }
    }

    const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    const fn usual(mut self, value: &'static str) -> Self {
        self.usual = Some(value);
        self.in_sandbox = Some(value);
        self
    }

    const fn in_sandbox(mut self, value: &'static str) -> Self {
        self.in_sandbox = Some(value);
        self
    }
}

macro_rules! keys {
    ($($constant:ident = $name:literal, $variable:literal $(, $method:ident($($value:literal)?))*;)*) => {
        $(pub(super) const $constant: Key = Key::new($name, $variable)$(.$method($($value)?))*;)*
        /// Every setting, in the order of the sample file.
        pub const KEYS: &[Key] = &[$($constant),*];
    };
}

keys! {
    MODE = "mode", "CARRIER_CHECKOUT_MODE", usual("live");
    LISTEN = "listen", "CARRIER_CHECKOUT_LISTEN", usual("127.0.0.1:8081");
    PUBLIC_URL = "public_url", "CARRIER_CHECKOUT_PUBLIC_URL", usual("http://localhost:8081");
    BEHIND_PROXY = "behind_proxy", "CARRIER_CHECKOUT_BEHIND_PROXY", usual("false");
    ASSETS = "assets", "CARRIER_CHECKOUT_ASSETS", usual("dist");
    SEALING_KEY = "sealing_key", "CARRIER_CHECKOUT_SEALING_KEY", secret();
    SEALING_KEYS_OLD = "sealing_keys_old", "CARRIER_CHECKOUT_SEALING_KEYS_OLD", secret(), usual("");
    POLICY = "policy", "CARRIER_CHECKOUT_POLICY";
    REFUNDS = "refunds", "CARRIER_CHECKOUT_REFUNDS";

    OPERATOR_NAME = "operator.name", "CARRIER_CHECKOUT_OPERATOR_NAME", in_sandbox("캐리어체크아웃 (샌드박스)");
    OPERATOR_PHONE = "operator.phone", "CARRIER_CHECKOUT_OPERATOR_PHONE", in_sandbox("1600-0000");

    DATABASE = "database.url", "CARRIER_CHECKOUT_DATABASE", secret();

    CARRIERS_URL = "carriers.url", "CARRIER_CHECKOUT_CARRIERS_URL";
    CLIENT_ID = "carriers.client_id", "CARRIER_CHECKOUT_CARRIERS_CLIENT_ID";
    CLIENT_SECRET = "carriers.client_secret", "CARRIER_CHECKOUT_CARRIERS_CLIENT_SECRET", secret();
    OWN_CODE = "carriers.own_code", "CARRIER_CHECKOUT_OWN_CODE_CARRIERS", usual(""), in_sandbox("LGU");

    PAYOUT_URL = "payouts.url", "CARRIER_CHECKOUT_PAYOUT_URL";
    PAYOUT_TOKEN = "payouts.token", "CARRIER_CHECKOUT_PAYOUT_TOKEN", secret();

    SMTP_URL = "mail.smtp_url", "CARRIER_CHECKOUT_SMTP_URL", secret();
    MAIL_FROM = "mail.from", "CARRIER_CHECKOUT_MAIL_FROM";
    MAIL_DIRECTORY = "mail.directory", "CARRIER_CHECKOUT_MAIL_DIR";

    CODE_TTL = "limits.code_ttl_seconds", "CARRIER_CHECKOUT_CODE_TTL_SECONDS", usual("180");
    CODE_TRIES = "limits.code_tries", "CARRIER_CHECKOUT_CODE_TRIES", usual("5");
    CODE_SENDS = "limits.code_sends", "CARRIER_CHECKOUT_CODE_SENDS", usual("5");
    RESEND_AFTER = "limits.resend_after_seconds", "CARRIER_CHECKOUT_RESEND_AFTER_SECONDS", usual("10");
    // Who tries the sandbox has one number and no shopper to protect.
    LINE_SENDS = "limits.line_sends", "CARRIER_CHECKOUT_LINE_SENDS", usual("10"), in_sandbox("1000");
    SESSION_TTL = "limits.session_ttl_seconds", "CARRIER_CHECKOUT_SESSION_TTL_SECONDS", usual("1800");
    TOKEN_TTL = "limits.token_ttl_seconds", "CARRIER_CHECKOUT_TOKEN_TTL_SECONDS", usual("600");

    KEEP_LINES = "keep.lines_days", "CARRIER_CHECKOUT_KEEP_LINES_DAYS", usual("30");
    KEEP_UNPAID = "keep.unpaid_days", "CARRIER_CHECKOUT_KEEP_UNPAID_DAYS", usual("365");
    KEEP_EVENTS = "keep.events_days", "CARRIER_CHECKOUT_KEEP_EVENTS_DAYS", usual("90");

    METRICS_LISTEN = "serving.metrics_listen", "CARRIER_CHECKOUT_METRICS_LISTEN";
    // Whoever tries it is one merchant at one address, and quick.
    MERCHANT_RATE = "serving.merchant_rate", "CARRIER_CHECKOUT_MERCHANT_RATE", usual("6000"), in_sandbox("600000");
    ADDRESS_RATE = "serving.address_rate", "CARRIER_CHECKOUT_ADDRESS_RATE", usual("1200"), in_sandbox("600000");
    FAILURE_RATE = "serving.failure_rate", "CARRIER_CHECKOUT_FAILURE_RATE", usual("120"), in_sandbox("6000");
    REQUESTS_AT_ONCE = "serving.requests_at_once", "CARRIER_CHECKOUT_REQUESTS_AT_ONCE", usual("512");
    CONNECTIONS = "serving.connections", "CARRIER_CHECKOUT_CONNECTIONS", usual("8192");
    DRAIN = "serving.drain_seconds", "CARRIER_CHECKOUT_DRAIN_SECONDS", usual("5"), in_sandbox("0");
    PREVIOUS_ASSETS = "serving.previous_assets", "CARRIER_CHECKOUT_PREVIOUS_ASSETS", usual("");

    LOG_FORMAT = "log.format", "CARRIER_CHECKOUT_LOG_FORMAT", usual("text");
    LOG_FILTER = "log.filter", "RUST_LOG", usual("info");

    MERCHANT_ORIGINS = "sandbox.merchant_origins", "CARRIER_CHECKOUT_SANDBOX_MERCHANT_ORIGINS",
        in_sandbox("http://localhost:8080,http://127.0.0.1:8080");
    MERCHANT_DIRECT_ORIGINS = "sandbox.merchant_direct_origins", "CARRIER_CHECKOUT_SANDBOX_MERCHANT_DIRECT_ORIGINS",
        in_sandbox("");
    WEBHOOK_URL = "sandbox.webhook_url", "CARRIER_CHECKOUT_SANDBOX_WEBHOOK_URL";
    WEBHOOK_SECRET = "sandbox.webhook_secret", "CARRIER_CHECKOUT_SANDBOX_WEBHOOK_SECRET", secret();
}

/// Of some names the one that was probably meant.
pub(super) fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let likely = names.map(|other| (strsim::normalized_damerau_levenshtein(name, other), other));
    let best = likely.max_by(|(a, _), (b, _)| a.total_cmp(b));
    best.filter(|(likeness, _)| *likeness > 0.6).map(|(_, other)| other)
}

/// Which of these environment variables look like settings and are none, each with what was probably meant.
pub fn unknown_variables<'a>(
    variables: impl Iterator<Item = &'a str>,
) -> impl Iterator<Item = (&'a str, Option<&'static str>)> {
    let known = |name: &str| {
        let is = |key: &Key| name == key.variable || key.secret && name.strip_suffix("_FILE") == Some(key.variable);
        name == super::CONFIG || KEYS.iter().any(is)
    };
    variables
        .filter(move |name| name.starts_with("CARRIER_CHECKOUT_") && !known(name))
        .map(|name| (name, nearest(name, KEYS.iter().map(|key| key.variable))))
}
