//! What the environment asks for.

use std::net::SocketAddr;
use std::path::PathBuf;

use standardwebhooks::Webhook;
use url::Url;

/// The address to listen on.
pub const LISTEN: &str = "SHOP_LISTEN";
/// The shop as browsers call it: one of the origins that its merchant has registered.
pub const PUBLIC_URL: &str = "SHOP_PUBLIC_URL";
/// The database's path, or `:memory:`.
pub const DATABASE: &str = "SHOP_DATABASE";
/// The gateway, as both the browser and this server reach it.
pub const GATEWAY_URL: &str = "SHOP_GATEWAY_URL";
/// The merchant's secret key.
pub const SECRET_KEY: &str = "SHOP_SECRET_KEY";
/// What the gateway signs its webhooks with.
pub const WEBHOOK_SECRET: &str = "SHOP_WEBHOOK_SECRET";
/// The sandbox's phones, named on the page while the key is a test key.
pub const SANDBOX_URL: &str = "SHOP_SANDBOX_URL";

/// The directory of the page in Yew, as `npm run build` makes it.
pub const YEW: &str = "SHOP_YEW";

/// The sandbox's well-known webhook secret; no other gateway signs with it.
const SANDBOX_WEBHOOK_SECRET: &str = "whsec_c2FuZGJveC1kZW1vLXdlYmhvb2stc2VjcmV0LTMyYnl0";

/// 24 bytes in base64, the least that Standard Webhooks asks for.
const SHORTEST_SECRET: usize = 32;

/// The settings. It has no `Debug`: two of them are secrets.
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// What browsers call this shop.
    pub public_url: Url,
    /// The database's path, or `:memory:`.
    pub database: String,
    /// The gateway.
    pub gateway: Url,
    /// The merchant's secret key.
    pub secret_key: String,
    /// Checks the webhooks' signatures.
    pub webhook: Webhook,
    /// The sandbox's phones, when the key is a test key.
    pub sandbox: Option<Url>,
    /// Where the page in Yew is.
    pub yew: PathBuf,
}

/// A variable that somebody has to put right.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{variable} {problem}")]
pub struct ConfigError {
    variable: &'static str,
    problem: &'static str,
}

impl Config {
    /// Reads the variables; one that is not set has the sandbox's value, but no
    /// secret of the sandbox goes with a key that is not its own.
    ///
    /// # Errors
    /// The first variable with a value that cannot be used.
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let text = |name: &str, default: &str| variable(name).unwrap_or_else(|| default.to_owned());
        let wrong = |variable, problem| ConfigError { variable, problem };

        let listen = text(LISTEN, "127.0.0.1:8080")
            .parse()
            .map_err(|_| wrong(LISTEN, "is not an address with a port, such as 127.0.0.1:8080"))?;
        let public_url = web_address(&text(PUBLIC_URL, "http://localhost:8080"))
            .ok_or_else(|| wrong(PUBLIC_URL, "is not an address of the web, such as http://localhost:8080"))?;
        let database = text(DATABASE, "shop.db");
        if database.is_empty() {
            return Err(wrong(DATABASE, "is empty: give a path, or :memory:"));
        }
        let gateway = web_address(&text(GATEWAY_URL, "http://localhost:8081"))
            .ok_or_else(|| wrong(GATEWAY_URL, "is not an address of the web, such as http://localhost:8081"))?;
        let secret_key = text(SECRET_KEY, "sk_test_demo");
        if !(secret_key.starts_with("sk_") && secret_key.bytes().all(|byte| byte.is_ascii_graphic())) {
            return Err(wrong(SECRET_KEY, "is not a secret key, such as sk_test_demo"));
        }
        let in_sandbox = secret_key.starts_with("sk_test_");
        if !in_sandbox && gateway.scheme() != "https" {
            return Err(wrong(GATEWAY_URL, "does not begin with https://, which a key of its own needs"));
        }
        // Everybody knows the sandbox's: with it, anybody could say that an order is paid.
        let secret = match variable(WEBHOOK_SECRET) {
            Some(secret) => secret,
            None if in_sandbox => SANDBOX_WEBHOOK_SECRET.to_owned(),
            None => return Err(wrong(WEBHOOK_SECRET, "is not set, which a key of its own needs")),
        };
        if !in_sandbox && secret == SANDBOX_WEBHOOK_SECRET {
            return Err(wrong(WEBHOOK_SECRET, "is the sandbox's, which everybody knows"));
        }
        let webhook = Webhook::new(&secret).ok().filter(|_| {
            let random = secret.strip_prefix("whsec_").unwrap_or_default();
            random.len() >= SHORTEST_SECRET
        });
        let webhook =
            webhook.ok_or_else(|| wrong(WEBHOOK_SECRET, "is not whsec_ and at least 24 bytes in base64 after it"))?;
        let sandbox = web_address(&text(SANDBOX_URL, "http://localhost:8082"))
            .ok_or_else(|| wrong(SANDBOX_URL, "is not an address of the web, such as http://localhost:8082"))?;
        let sandbox = in_sandbox.then_some(sandbox);
        let yew = text(YEW, "dist/yew").into();
        Ok(Self { listen, public_url, database, gateway, secret_key, webhook, sandbox, yew })
    }
}

fn web_address(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_nothing_set_it_is_the_sandboxs_shop() {
        let config = Config::read(|_| None).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.gateway.as_str(), "http://localhost:8081/");
        assert_eq!(config.secret_key, "sk_test_demo");
        assert!(config.sandbox.is_some());
    }

    #[test]
    fn a_wrong_value_is_named_by_its_variable() {
        for (name, value) in [
            (LISTEN, "8080"),
            (PUBLIC_URL, "localhost"),
            (DATABASE, ""),
            (GATEWAY_URL, "localhost:8081"),
            (GATEWAY_URL, "file:///etc/passwd"),
            (SECRET_KEY, "demo"),
            (SECRET_KEY, "sk_test_demo\n"),
            (WEBHOOK_SECRET, "whsec_?"),
            (WEBHOOK_SECRET, ""),
            (WEBHOOK_SECRET, "whsec_"),
            (WEBHOOK_SECRET, "whsec_c2hvcnQ="),
            (SANDBOX_URL, "sandbox"),
        ] {
            let read = Config::read(|asked| (asked == name).then(|| value.to_owned()));
            assert_eq!(read.err().map(|error| error.variable), Some(name), "{value:?}");
        }
    }

    #[test]
    fn a_live_key_goes_with_nothing_that_everybody_knows() {
        const OWN: &str = "whsec_bXVsdGlwbGUgb2YgdGhyZWUgYnl0ZXMsIDMwIQ==";
        let live = |gateway: &str, secret: Option<&str>| {
            let read = Config::read(|name| match name {
                SECRET_KEY => Some("sk_live_1".to_owned()),
                GATEWAY_URL => Some(gateway.to_owned()),
                WEBHOOK_SECRET => secret.map(str::to_owned),
                _ => None,
            });
            read.err().map(|error| error.variable)
        };
        assert_eq!(live("https://pay.example", Some(OWN)), None);
        assert_eq!(live("http://pay.example", Some(OWN)), Some(GATEWAY_URL));
        assert_eq!(live("https://pay.example", None), Some(WEBHOOK_SECRET));
        assert_eq!(live("https://pay.example", Some(SANDBOX_WEBHOOK_SECRET)), Some(WEBHOOK_SECRET));
    }
}
