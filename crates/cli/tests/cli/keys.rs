//! `carrier-checkout seal-key`: from one sealing key to the next.

use super::support::Place;

#[tokio::test]
async fn an_old_key_may_go_once_nothing_is_sealed_by_it() {
    let mut place = Place::live(None);
    // A gateway makes the key of the database's hashes.
    drop(place.serve());
    let hooks = ["--webhook-url", "https://shop.example/hooks"];
    place.merchant(&hooks);
    assert!(place.done(&["seal-key", "status"]).contains("  2 values  current"));

    let before = std::fs::read_to_string(place.path("sealing-key")).unwrap();
    place.write("sealing-key", &place.done(&["seal-key", "new"]));
    let lost = place.run(&["seal-key", "apply"]);
    assert_eq!(
        (lost.code, lost.out.contains("2 values are opened by no key that is set")),
        (Some(1), true),
        "{lost:?}"
    );

    place.set("CARRIER_CHECKOUT_SEALING_KEYS_OLD", before.trim());
    let status = place.done(&["seal-key", "status"]);
    assert!(status.contains("  0 values  current") && status.contains("  2 values  old\n"), "{status}");
    drop(place.serve());
    place.merchant(&hooks);
    let applied = place.done(&["seal-key", "apply"]);
    assert!(applied.starts_with("2 values are sealed anew.\n"), "{applied}");
    assert!(applied.contains("  3 values  current") && applied.contains("  0 values  old: may go\n"), "{applied}");
    place.set("CARRIER_CHECKOUT_SEALING_KEYS_OLD", "");
    drop(place.serve());
}
