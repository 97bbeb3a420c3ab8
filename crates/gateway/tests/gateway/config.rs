//! The settings from the environment.

use std::collections::HashMap;

use carrier_checkout_gateway::config::{Config, ConfigError};

const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

fn read(changes: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let mut environment = HashMap::from([
        ("CARRIER_CHECKOUT_DATABASE", ":memory:"),
        ("CARRIER_CHECKOUT_SEALING_KEY", KEY),
        ("CARRIER_CHECKOUT_CARRIERS_URL", "http://localhost:8082/carriers"),
        ("CARRIER_CHECKOUT_CARRIERS_CLIENT_ID", "sandbox"),
        ("CARRIER_CHECKOUT_CARRIERS_CLIENT_SECRET", "sandbox-secret"),
    ]);
    environment.extend(changes.iter().copied());
    Config::read(|variable| environment.get(variable).map(|value| (*value).to_owned()))
}

#[test]
fn what_is_not_set_has_its_default() {
    let config = read(&[]).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8081");
    assert_eq!(config.public_url.as_str(), "http://localhost:8081/");
    assert_eq!((config.limits.code_ttl_ms, config.limits.code_tries, config.limits.code_sends), (180_000, 5, 5));
    assert_eq!((config.limits.session_ttl_ms, config.limits.token_ttl_ms), (1_800_000, 600_000));
    assert!(config.sandbox.is_none(), "live unless told otherwise");
}

#[test]
fn the_sandbox_mode_brings_its_merchant() {
    let sandbox = read(&[("CARRIER_CHECKOUT_MODE", "sandbox")]).unwrap().sandbox.unwrap();
    assert_eq!(sandbox.origins, ["http://localhost:8080", "http://127.0.0.1:8080"]);
    assert!(sandbox.direct_origins.is_empty(), "no page without the frame unless it is wanted");
    let set = read(&[
        ("CARRIER_CHECKOUT_MODE", "sandbox"),
        ("CARRIER_CHECKOUT_SANDBOX_MERCHANT_ORIGINS", "https://a.example, https://b.example:444/"),
        ("CARRIER_CHECKOUT_SANDBOX_MERCHANT_DIRECT_ORIGINS", "https://b.example:444"),
        ("CARRIER_CHECKOUT_SANDBOX_WEBHOOK_URL", "http://localhost:8080/webhooks"),
        ("CARRIER_CHECKOUT_SANDBOX_WEBHOOK_SECRET", "whsec_c2VjcmV0"),
    ]);
    let sandbox = set.unwrap().sandbox.unwrap();
    assert_eq!(sandbox.origins, ["https://a.example", "https://b.example:444"]);
    assert_eq!(sandbox.direct_origins, ["https://b.example:444"]);
    assert_eq!(sandbox.webhook.unwrap().url.path(), "/webhooks");
}

#[test]
fn every_mistake_names_its_variable() {
    let sandbox = ("CARRIER_CHECKOUT_MODE", "sandbox");
    for changes in [
        &[("CARRIER_CHECKOUT_LISTEN", "8081")][..],
        &[("CARRIER_CHECKOUT_PUBLIC_URL", "localhost")],
        &[("CARRIER_CHECKOUT_DATABASE", "")],
        &[("CARRIER_CHECKOUT_SEALING_KEY", "c2hvcnQ=")],
        &[("CARRIER_CHECKOUT_SEALING_KEY", "not base64")],
        &[("CARRIER_CHECKOUT_CARRIERS_URL", "carriers")],
        &[("CARRIER_CHECKOUT_CARRIERS_CLIENT_ID", " ")],
        &[("CARRIER_CHECKOUT_MODE", "test")],
        &[("CARRIER_CHECKOUT_SANDBOX_MERCHANT_DIRECT_ORIGINS", "https://not-its.example"), sandbox],
        &[("CARRIER_CHECKOUT_SANDBOX_MERCHANT_DIRECT_ORIGINS", "everybody"), sandbox],
        &[("CARRIER_CHECKOUT_SANDBOX_MERCHANT_ORIGINS", "localhost:8080"), sandbox],
        &[
            ("CARRIER_CHECKOUT_SANDBOX_WEBHOOK_SECRET", ""),
            ("CARRIER_CHECKOUT_SANDBOX_WEBHOOK_URL", "http://a"),
            sandbox,
        ],
        &[("CARRIER_CHECKOUT_REFUNDS", "/nowhere/refunds.toml")],
        &[("CARRIER_CHECKOUT_PAYOUT_URL", "payouts")],
        &[("CARRIER_CHECKOUT_PAYOUT_URL", "http://pay.example"), ("CARRIER_CHECKOUT_PAYOUT_TOKEN", "t")],
        &[("CARRIER_CHECKOUT_PAYOUT_TOKEN", ""), ("CARRIER_CHECKOUT_PAYOUT_URL", "https://pay.example")],
        &[("CARRIER_CHECKOUT_CODE_TTL_SECONDS", "3m")],
        &[("CARRIER_CHECKOUT_CODE_TRIES", "0")],
        &[("CARRIER_CHECKOUT_CODE_SENDS", "256")],
        &[("CARRIER_CHECKOUT_LINE_SENDS", "many")],
        &[("CARRIER_CHECKOUT_RESEND_AFTER_SECONDS", "-1")],
        &[("CARRIER_CHECKOUT_SMTP_URL", "mail.example"), ("CARRIER_CHECKOUT_MAIL_FROM", "a@b.kr")],
        &[("CARRIER_CHECKOUT_MAIL_FROM", "nobody"), ("CARRIER_CHECKOUT_SMTP_URL", "smtps://mail.example")],
        &[("CARRIER_CHECKOUT_MAIL_FROM", ""), ("CARRIER_CHECKOUT_SMTP_URL", "smtps://mail.example")],
        &[("CARRIER_CHECKOUT_MAIL_DIR", "mail"), ("CARRIER_CHECKOUT_MAIL_FROM", "a@b.kr")],
        &[
            ("CARRIER_CHECKOUT_MAIL_DIR", "mail"),
            ("CARRIER_CHECKOUT_SMTP_URL", "smtps://mail.example"),
            ("CARRIER_CHECKOUT_MAIL_FROM", "a@b.kr"),
            sandbox,
        ],
    ] {
        let sentence = read(changes).unwrap_err().to_string();
        assert!(sentence.starts_with(&format!("{} ", changes[0].0)), "{sentence}");
    }
}

#[test]
fn outside_the_sandbox_nothing_leaves_the_machine_in_clear_text() {
    for variable in ["CARRIER_CHECKOUT_PUBLIC_URL", "CARRIER_CHECKOUT_CARRIERS_URL"] {
        for clear in ["http://pay.example", "http://10.0.0.1/carriers", "http://localhost.example"] {
            let refused = read(&[(variable, clear)]).unwrap_err().to_string();
            assert_eq!(refused, format!("{variable} does not begin with https://"), "{clear}");
            assert!(read(&[(variable, clear), ("CARRIER_CHECKOUT_MODE", "sandbox")]).is_ok());
        }
        for fine in ["https://pay.example", "http://127.0.0.1:8082", "http://[::1]:8082"] {
            assert!(read(&[(variable, fine)]).is_ok(), "{fine}");
        }
    }
}

#[test]
fn receipts_are_mailed_encrypted_and_only_where_that_is_set() {
    assert!(read(&[]).unwrap().mail.is_none());
    let from = ("CARRIER_CHECKOUT_MAIL_FROM", "달빛상점 <receipts@shop.example>");
    for fine in ["smtps://user:word@mail.example", "smtp://mail.example:587?tls=required"] {
        assert!(read(&[("CARRIER_CHECKOUT_SMTP_URL", fine), from]).unwrap().mail.is_some(), "{fine}");
    }
    for clear in ["smtp://mail.example", "smtp://mail.example?tls=opportunistic", "http://mail.example"] {
        assert!(read(&[("CARRIER_CHECKOUT_SMTP_URL", clear), from]).is_err(), "{clear}");
    }
    let sandbox = ("CARRIER_CHECKOUT_MODE", "sandbox");
    assert!(read(&[("CARRIER_CHECKOUT_SMTP_URL", "smtp://127.0.0.1:1025"), from, sandbox]).unwrap().mail.is_some());
    assert!(read(&[("CARRIER_CHECKOUT_MAIL_DIR", "mail"), from, sandbox]).unwrap().mail.is_some());
}

#[test]
fn a_line_gets_ten_codes_an_hour_unless_it_is_the_sandboxs() {
    assert_eq!(read(&[]).unwrap().limits.line_sends, 10);
    assert_eq!(read(&[("CARRIER_CHECKOUT_MODE", "sandbox")]).unwrap().limits.line_sends, 1_000);
    assert_eq!(read(&[("CARRIER_CHECKOUT_LINE_SENDS", "3")]).unwrap().limits.line_sends, 3);
}

#[test]
fn no_secret_is_shown() {
    let config = read(&[
        ("CARRIER_CHECKOUT_MODE", "sandbox"),
        ("CARRIER_CHECKOUT_SANDBOX_WEBHOOK_URL", "http://localhost:8080/webhooks"),
        ("CARRIER_CHECKOUT_SANDBOX_WEBHOOK_SECRET", "whsec_c2VjcmV0"),
        ("CARRIER_CHECKOUT_SMTP_URL", "smtps://user:mail-word@mail.example"),
        ("CARRIER_CHECKOUT_MAIL_FROM", "a@b.kr"),
    ]);
    let shown = format!("{:?}", config.unwrap());
    for secret in ["sandbox-secret", "mail-word", "whsec_", "AAEC", "[0, 1, 2"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
