//! `carrier-checkout merchant list`.

use std::process::ExitCode;

use carrier_checkout_gateway::store::ListedMerchant;
use carrier_checkout_protocol::Timestamp;
use serde_json::{Value, json};

use crate::say;
use crate::time::shown;

pub(super) fn list(merchants: &[ListedMerchant], as_json: bool) -> anyhow::Result<ExitCode> {
    if as_json {
        let merchants: Vec<_> = merchants.iter().map(machine_readable).collect();
        return say(&serde_json::to_string_pretty(&merchants)?);
    }
    if merchants.is_empty() {
        return say("There are no merchants yet: `carrier-checkout merchant add` registers one.");
    }
    say(&merchants.iter().map(readable).collect::<Vec<_>>().join("\n"))
}

/// Keys are hashed and secrets sealed: neither is here.
fn machine_readable(listed: &ListedMerchant) -> Value {
    let merchant = &listed.merchant;
    let keys: Vec<_> = listed
        .keys
        .iter()
        .map(|key| json!({ "made_at": time(Some(key.made_at)), "ends_at": time(key.ends_at) }))
        .collect();
    json!({
        "id": merchant.id.0,
        "name": merchant.seller.name,
        "phone": merchant.seller.phone,
        "email": merchant.seller.email,
        "origins": merchant.origins,
        "direct_origins": merchant.direct_origins,
        "webhook_url": merchant.webhook.as_ref().map(|webhook| &webhook.url),
        "keys": keys,
        "disabled_at": time(listed.disabled_at),
    })
}

fn readable(listed: &ListedMerchant) -> String {
    let merchant = &listed.merchant;
    let mut line = format!("{}  {}  {}", merchant.id.0, merchant.seller.name, merchant.origins.join(" "));
    if let Some(webhook) = &merchant.webhook {
        line += &format!("  -> {}", webhook.url);
    }
    if let Some(end) = listed.keys.iter().find_map(|key| key.ends_at) {
        line += &format!("  (an old key ends at {})", time(Some(end)).unwrap_or_default());
    }
    if listed.disabled_at.is_some() {
        line += "  (disabled)";
    }
    line
}

/// Nothing for what was made before that was written down.
fn time(at: Option<Timestamp>) -> Option<String> {
    at.filter(|at| at.millis() > 0).map(shown)
}
