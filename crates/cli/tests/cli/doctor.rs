//! `carrier-checkout doctor`.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::support::{Place, Said, Server, command};

/// Its findings, as machines read them, and its exit code.
fn findings(place: &Place) -> (Option<i32>, Vec<Value>) {
    let said = place.run(&["doctor", "--json"]);
    (said.code, serde_json::from_str(&said.out).unwrap_or_else(|_| panic!("{said:?}")))
}

/// How those are that a check has brought about.
fn levels<'a>(findings: &'a [Value], check: &str) -> Vec<&'a str> {
    findings.iter().filter(|one| one["check"] == check).map(|one| one["level"].as_str().unwrap()).collect()
}

#[test]
fn where_all_is_well_it_says_so() {
    let sandbox = Server::sandbox();
    let mut place = Place::live(Some(&sandbox));
    for private in ["carrier-checkout.toml", "sealing-key"] {
        std::fs::set_permissions(place.path(private), Permissions::from_mode(0o600)).unwrap();
    }
    let gateway = place.serve();
    place.merchant(&["--webhook-url", "https://shop.example/hooks"]);
    place.set("CARRIER_CHECKOUT_PUBLIC_URL", &gateway.url(""));
    let (code, findings) = findings(&place);
    assert_eq!(code, Some(0), "{findings:#?}");
    for check in ["settings", "files", "database", "sealing key", "rules", "assets", "clock", "mail"] {
        assert_eq!(levels(&findings, check), ["ok"], "{check}: {findings:#?}");
    }
    assert_eq!(levels(&findings, "carriers"), ["ok"; 6]);
    assert_eq!(levels(&findings, "public URL"), ["warning"], "it answers, and is not encrypted");
    let text = place.done(&["doctor"]);
    assert_eq!(text.lines().count(), findings.len());
    assert!(text.contains("ok       sealing key  it opens what is stored (1 tried)\n"), "{text}");
}

#[test]
fn where_something_is_missing_it_says_what_to_do() {
    let place = Place::live(None).with("CARRIER_CHECKOUT_CODE_TRYS", "3");
    std::fs::set_permissions(place.path("carrier-checkout.toml"), Permissions::from_mode(0o644)).unwrap();
    std::fs::remove_file(place.path("dist/manifest.json")).unwrap();
    let (code, findings) = findings(&place);
    assert_eq!(code, Some(1));
    assert_eq!(levels(&findings, "settings"), ["warning"]);
    assert_eq!(levels(&findings, "files"), ["warning"; 2], "others can read the client secret and the sealing key");
    assert_eq!(levels(&findings, "database"), ["error"]);
    assert_eq!(levels(&findings, "assets"), ["error"]);
    assert_eq!(levels(&findings, "carriers"), ["error"; 6]);
    assert!(findings.iter().all(|one| (one["level"] == "ok") == one["todo"].is_null()), "{findings:#?}");
    let text = findings.iter().map(Value::to_string).collect::<String>();
    assert!(text.contains("CARRIER_CHECKOUT_CODE_TRIES is one") && !text.contains("sandbox-secret"), "{text}");
}

#[test]
fn every_wrong_setting_is_named_not_only_the_first() {
    let place = Place::live(None).with("CARRIER_CHECKOUT_LISTEN", "8081").with("CARRIER_CHECKOUT_CODE_TRIES", "0");
    let (code, findings) = findings(&place);
    assert_eq!((code, levels(&findings, "settings")), (Some(1), vec!["error", "error"]));
    let said = Said::of(&command(&["doctor"]).env("CARRIER_CHECKOUT_MODE", "test").output().unwrap());
    assert_eq!(said.code, Some(1));
    assert!(
        said.out.starts_with("error    settings     CARRIER_CHECKOUT_MODE is neither live nor sandbox: "),
        "{said:?}"
    );
}

#[test]
fn another_sealing_key_is_found() {
    let place = Place::live(None);
    place.done(&["migrate"]);
    place.merchant(&["--webhook-url", "https://shop.example/hooks"]);
    let fresh = place.done(&["seal-key", "new"]);
    assert_eq!(STANDARD.decode(fresh.trim()).unwrap().len(), 32);
    assert_ne!(fresh, place.done(&["seal-key", "new"]));
    place.write("sealing-key", &fresh);
    let (code, findings) = findings(&place);
    assert_eq!((code, levels(&findings, "sealing key")), (Some(1), vec!["error"]), "{findings:#?}");
}

#[test]
fn credentials_that_carriers_refuse_are_found() {
    let sandbox = Server::sandbox();
    let place = Place::live(Some(&sandbox)).with("CARRIER_CHECKOUT_CARRIERS_CLIENT_SECRET", "another");
    let (code, findings) = findings(&place);
    assert_eq!(code, Some(1));
    let carriers: Vec<_> = findings.iter().filter(|one| one["check"] == "carriers").collect();
    assert!(carriers.iter().all(|one| one["level"] == "error"), "{carriers:#?}");
    assert!(
        carriers[0].to_string().contains("SKT: the token endpoint refuses the client id and secret (401)"),
        "{carriers:#?}"
    );
}

#[test]
fn a_container_asks_whether_it_is_ready() {
    let mut place = Place::live(None);
    let gateway = place.serve();
    place.set("CARRIER_CHECKOUT_LISTEN", &gateway.address);
    assert_eq!(place.done(&["doctor", "--health"]), "ready\n");
    drop(gateway);
    let said = place.run(&["doctor", "--health"]);
    assert_eq!(said.code, Some(1));
    assert!(said.out.starts_with("nobody answers at "), "{}", said.out);
}
