//! The settings from the environment.

use std::collections::HashMap;
use std::path::Path;

use carrier_checkout_gateway::config::{Config, ConfigError};

const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

pub(crate) fn read(changes: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let mut environment = HashMap::from([
        ("CARRIER_CHECKOUT_DATABASE", ":memory:"),
        ("CARRIER_CHECKOUT_SEALING_KEY", KEY),
        ("CARRIER_CHECKOUT_CARRIERS_URL", "http://localhost:8082/carriers"),
        ("CARRIER_CHECKOUT_CARRIERS_CLIENT_ID", "sandbox"),
        ("CARRIER_CHECKOUT_CARRIERS_CLIENT_SECRET", "sandbox-secret"),
        ("CARRIER_CHECKOUT_OPERATOR_NAME", "통신과금"),
        ("CARRIER_CHECKOUT_OPERATOR_PHONE", "1600-1234"),
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
fn the_operator_is_said_in_live_mode_and_made_up_in_the_sandbox() {
    let operator = read(&[]).unwrap().operator;
    assert_eq!((operator.name.as_str(), operator.phone.as_str()), ("통신과금", "1600-1234"));
    let nobody = [("CARRIER_CHECKOUT_OPERATOR_NAME", ""), ("CARRIER_CHECKOUT_OPERATOR_PHONE", "")];
    assert_eq!(read(&nobody).unwrap_err().to_string(), "CARRIER_CHECKOUT_OPERATOR_NAME is not set");
    let sandbox = read(&[nobody[0], nobody[1], ("CARRIER_CHECKOUT_MODE", "sandbox")]).unwrap().operator;
    assert_eq!(sandbox.name, "캐리어체크아웃 (샌드박스)");
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
fn the_database_can_be_the_one_that_the_environment_names() {
    const HERE: &str = "postgres://gateway@localhost/checkout";
    let nowhere = ("CARRIER_CHECKOUT_DATABASE", "");
    assert_eq!(read(&[nowhere, ("DATABASE_URL", HERE)]).unwrap().database, HERE);
    assert_eq!(read(&[("DATABASE_URL", HERE)]).unwrap().database, ":memory:", "ours comes first");
    for url in ["mysql://gateway@localhost/checkout", "checkout.db"] {
        let error = read(&[nowhere, ("DATABASE_URL", url)]).unwrap_err().to_string();
        assert_eq!(error, "CARRIER_CHECKOUT_DATABASE is not set");
    }
}

#[test]
fn a_database_elsewhere_is_spoken_to_only_in_secret() {
    let read = |url: &str, mode| read(&[("CARRIER_CHECKOUT_DATABASE", url), ("CARRIER_CHECKOUT_MODE", mode)]);
    for private in [
        "postgres://gateway@127.0.0.1:5433/checkout",
        "postgresql://gateway@[::1]/checkout",
        "postgres://gateway@%2Frun%2Fpostgresql/checkout",
        "postgres://gateway@db.example/checkout?sslmode=verify-full",
    ] {
        assert_eq!(read(private, "live").unwrap().database, private);
    }
    for open in [
        "postgres://gateway@db.example/checkout",
        "postgres://gateway@db.example/checkout?sslmode=prefer",
        "postgres://gateway@db.example/checkout?sslmode=require",
        "postgres://gateway@localhost/checkout?host=db.example",
    ] {
        let error = read(open, "live").unwrap_err().to_string();
        assert_eq!(error, "CARRIER_CHECKOUT_DATABASE names another machine without ?sslmode=verify-full");
        assert_eq!(read(open, "sandbox").unwrap().database, open);
    }
    let error = read("postgres://gateway@db.example/checkout?sslmode=secret", "live").unwrap_err().to_string();
    assert_eq!(error, "CARRIER_CHECKOUT_DATABASE is not the URL of a database");
}

#[test]
fn every_mistake_names_its_variable() {
    let sandbox = ("CARRIER_CHECKOUT_MODE", "sandbox");
    for changes in [
        &[("CARRIER_CHECKOUT_LISTEN", "8081")][..],
        &[("CARRIER_CHECKOUT_METRICS_LISTEN", "9464")],
        &[("CARRIER_CHECKOUT_MERCHANT_RATE", "-1")],
        &[("CARRIER_CHECKOUT_ADDRESS_RATE", "many")],
        &[("CARRIER_CHECKOUT_FAILURE_RATE", "1.5")],
        &[("CARRIER_CHECKOUT_REQUESTS_AT_ONCE", "all")],
        &[("CARRIER_CHECKOUT_CONNECTIONS", "0")],
        &[("CARRIER_CHECKOUT_DRAIN_SECONDS", "100000")],
        &[("CARRIER_CHECKOUT_PUBLIC_URL", "localhost")],
        &[("CARRIER_CHECKOUT_DATABASE", "")],
        &[("CARRIER_CHECKOUT_SEALING_KEY", "c2hvcnQ=")],
        &[("CARRIER_CHECKOUT_SEALING_KEY", "not base64")],
        &[("CARRIER_CHECKOUT_CARRIERS_URL", "carriers")],
        &[("CARRIER_CHECKOUT_CARRIERS_CLIENT_ID", " ")],
        &[("CARRIER_CHECKOUT_MODE", "test")],
        &[("CARRIER_CHECKOUT_OPERATOR_NAME", "")],
        &[("CARRIER_CHECKOUT_OPERATOR_NAME", "두\n줄")],
        &[("CARRIER_CHECKOUT_OPERATOR_PHONE", "")],
        &[("CARRIER_CHECKOUT_OPERATOR_PHONE", "고객센터")],
        &[("CARRIER_CHECKOUT_LOG_FORMAT", "xml")],
        &[("RUST_LOG", "a=b=c")],
        &[("CARRIER_CHECKOUT_CONFIG", "/nowhere/carrier-checkout.toml")],
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
        let name = if changes[0].0 == "CARRIER_CHECKOUT_CONFIG" { changes[0].1 } else { changes[0].0 };
        assert!(sentence.starts_with(&format!("{name} ")), "{sentence}");
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
fn what_is_taken_on_can_be_set_and_is_more_in_the_sandbox() {
    let (live, sandbox) = (read(&[]).unwrap().serving, read(&[("CARRIER_CHECKOUT_MODE", "sandbox")]).unwrap().serving);
    assert_eq!((live.rates.merchant, live.requests_at_once, live.drain.as_secs()), (6_000, 512, 5));
    assert_eq!((sandbox.requests_at_once, sandbox.drain.as_secs()), (512, 0));
    assert!(live.metrics_listen.is_none() && sandbox.metrics_listen.is_none(), "nowhere unless it is wanted");
    assert!(live.rates.address < sandbox.rates.address);
    let set = read(&[
        ("CARRIER_CHECKOUT_METRICS_LISTEN", "127.0.0.1:9464"),
        ("CARRIER_CHECKOUT_MERCHANT_RATE", "0"),
        ("CARRIER_CHECKOUT_PREVIOUS_ASSETS", "/srv/before, /srv/before-that"),
        ("CARRIER_CHECKOUT_DRAIN_SECONDS", "20"),
    ]);
    let set = set.unwrap().serving;
    assert_eq!((set.metrics_listen.unwrap().port(), set.rates.merchant, set.drain.as_secs()), (9464, 0, 20));
    assert_eq!(set.previous_assets, [Path::new("/srv/before"), Path::new("/srv/before-that")]);
}

#[test]
fn no_secret_is_shown() {
    let config = read(&[
        ("CARRIER_CHECKOUT_MODE", "sandbox"),
        ("CARRIER_CHECKOUT_SANDBOX_WEBHOOK_URL", "http://localhost:8080/webhooks"),
        ("CARRIER_CHECKOUT_SANDBOX_WEBHOOK_SECRET", "whsec_c2VjcmV0"),
        ("CARRIER_CHECKOUT_SMTP_URL", "smtps://user:mail-word@mail.example"),
        ("CARRIER_CHECKOUT_MAIL_FROM", "a@b.kr"),
        ("CARRIER_CHECKOUT_DATABASE", "postgres://gateway:pg-word@127.0.0.1/checkout?password=pg-word"),
        ("CARRIER_CHECKOUT_PAYOUT_URL", "https://pay.example"),
        ("CARRIER_CHECKOUT_PAYOUT_TOKEN", "payout-word"),
    ]);
    let shown = format!("{:?}", config.unwrap());
    assert!(shown.contains("postgres://127.0.0.1/checkout"), "{shown}");
    for secret in ["sandbox-secret", "pg-word", "payout-word", "mail-word", "whsec_", "AAEC", "[0, 1, 2"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn older_sealing_keys_are_a_list_and_never_shown() {
    let old = "//////////////////////////////////////////8=";
    assert!(read(&[]).unwrap().sealing_keys_old.is_empty());
    let config = read(&[("CARRIER_CHECKOUT_SEALING_KEYS_OLD", &format!("{old}, {KEY} ,"))]).unwrap();
    let keys: Vec<[u8; 2]> = config.sealing_keys_old.iter().map(|key| [key.0[0], key.0[31]]).collect();
    assert_eq!(keys, [[255, 255], [0, 31]]);
    let shown = format!("{config:?}");
    assert!(!shown.contains("255"), "{shown}");
    for wrong in [&old[1..], "AAECAwQF", "a key"] {
        let error = read(&[("CARRIER_CHECKOUT_SEALING_KEYS_OLD", &format!("{KEY},{wrong}"))]).unwrap_err().to_string();
        assert_eq!(error, "CARRIER_CHECKOUT_SEALING_KEYS_OLD is not a list of keys, each the base64 of 32 bytes");
    }
}

#[test]
fn what_the_law_does_not_speak_of_is_kept_for_so_many_days() {
    let keep = read(&[]).unwrap().keep;
    assert_eq!((keep.lines, keep.unpaid, keep.events), (30, 365, 90));
    let keep =
        read(&[("CARRIER_CHECKOUT_KEEP_LINES_DAYS", "7"), ("CARRIER_CHECKOUT_KEEP_UNPAID_DAYS", "30")]).unwrap().keep;
    assert_eq!((keep.lines, keep.unpaid, keep.events), (7, 30, 90));
    for days in ["0", "366", "-1", "for ever"] {
        let error = read(&[("CARRIER_CHECKOUT_KEEP_EVENTS_DAYS", days)]).unwrap_err().to_string();
        assert_eq!(error, "CARRIER_CHECKOUT_KEEP_EVENTS_DAYS is not a number of days from 1 to 365");
    }
    assert!(read(&[("CARRIER_CHECKOUT_KEEP_UNPAID_DAYS", "29")]).is_err(), "its lines are kept for longer");
}
