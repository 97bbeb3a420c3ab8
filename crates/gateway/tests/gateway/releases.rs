//! The loaders of earlier releases, which pages name by their hashes.

use carrier_checkout_gateway::page::Assets;

use crate::page::{Dist, get, header, text};

#[tokio::test]
async fn the_loader_of_every_release_is_served_as_it_was_for_ever() {
    for (version, encoding, content) in [("0.9.0", "br", "brotli 0.9.0"), ("1.0.0", "gzip", "plain 1.0.0")] {
        let response = get(&format!("/releases/{version}/checkout.js"), &[("accept-encoding", encoding)]).await;
        for (name, value) in [
            ("cache-control", "public, max-age=31536000, immutable"),
            ("content-type", "text/javascript; charset=utf-8"),
            ("access-control-allow-origin", "*"),
            ("cross-origin-resource-policy", "cross-origin"),
        ] {
            assert_eq!(header(response.headers(), name), value, "{version}");
        }
        assert_eq!(text(response).await, content);
    }
}

#[test]
fn a_gateway_without_releases_starts_and_one_that_has_lost_a_loader_does_not() {
    let dist = Dist::built();
    std::fs::remove_file(dist.0.join("releases/0.9.0/checkout.js")).unwrap();
    let error = Assets::load(&dist.0).err().unwrap().to_string();
    assert!(error.contains("0.9.0") && error.contains("www/releases"), "{error}");

    std::fs::remove_dir_all(dist.0.join("releases")).unwrap();
    assert!(Assets::load(&dist.0).is_ok());
}
