//! The database, and whether the sealing key opens what is in it.

use std::path::Path;

use carrier_checkout_gateway::config::{Settings, masked};
use carrier_checkout_gateway::merchants::Register;
use carrier_checkout_gateway::store::{SqlStore, StoreError, is_postgres};

use super::finding::Finding;
use crate::sealer;

const DATABASE: &str = "database";
const SEALING_KEY: &str = "sealing key";

pub(super) async fn database(settings: &Settings) -> Vec<Finding> {
    // A wrong setting has been said already.
    let Ok(database) = settings.database() else { return Vec::new() };
    let shown = masked(&database);
    if database == ":memory:" {
        let todo = "name a file, or PostgreSQL";
        return vec![Finding::warning(DATABASE, "it is gone when the gateway ends", todo)];
    }
    if !is_postgres(&database) && !Path::new(&database).exists() {
        return vec![Finding::error(DATABASE, format!("there is no {shown} yet"), "carrier-checkout migrate makes it")];
    }
    let store = match SqlStore::connect(&database).await {
        Ok(store) => store,
        Err(error) => return vec![unusable(&shown, &error)],
    };
    let mut findings = vec![state(&store, &shown).await];
    findings.extend(sealing_key(settings, store).await);
    findings
}

async fn state(store: &SqlStore, shown: &str) -> Finding {
    let version = match store.version().await {
        Ok(version) => version,
        Err(error) => return unusable(shown, &error),
    };
    match store.due().await {
        Ok(due) if due.is_empty() => Finding::ok(DATABASE, format!("{shown} is up to date ({version})")),
        Ok(due) => {
            let todo = "run carrier-checkout migrate, or start the gateway, which does it, too";
            Finding::error(DATABASE, format!("{shown} ({version}) is {} steps behind", due.len()), todo)
        }
        Err(error) => unusable(shown, &error),
    }
}

/// Merchants' webhook secrets and a few phone numbers are tried; none of them is shown.
async fn sealing_key(settings: &Settings, store: SqlStore) -> Option<Finding> {
    let sealer = sealer(settings).ok()?;
    if !store.due().await.is_ok_and(|due| due.is_empty()) {
        return None;
    }
    let phones = store.sealed_phones().await.ok()?;
    let (merchants, others) = Register::new(store, sealer.clone(), false).sealed_otherwise().await.ok()?;
    let closed = phones.iter().filter(|(id, phone)| sealer.open_phone(id, phone).is_err()).count();
    if closed + others.len() > 0 {
        let todo = "set the key that the data was sealed with";
        return Some(Finding::error(SEALING_KEY, "it does not open what is stored", todo));
    }
    Some(match merchants + phones.len() {
        0 => Finding::ok(SEALING_KEY, "nothing is sealed yet"),
        tried => Finding::ok(SEALING_KEY, format!("it opens what is stored ({tried} tried)")),
    })
}

fn unusable(shown: &str, error: &StoreError) -> Finding {
    let source = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    Finding::error(DATABASE, format!("{shown} cannot be used: {source}"), "see docs/database.md")
}
