//! The sealing keys of one database: whether they are its own, which of them are in use, and sealing all of it anew.

use std::time::Duration;

use crate::app::{App, StartError};
use crate::idempotency::answer_place;
use crate::merchants::secrets_place;
use crate::problem::Refused;
use crate::random;
use crate::refunds::account_place;
use crate::seal::{KeyId, Sealed, Sealer, phone_place};
use crate::store::{MerchantId, SealedColumn, SealedRow, Store, StoreError};
use crate::view::token_place;

/// How many values one transaction seals anew.
const BATCH: u32 = 200;

/// How long rows that somebody is at are left alone.
const PAUSE: Duration = Duration::from_millis(100);

/// The name of the key of the keyed hashes.
const HASH_KEY: &str = "hash-key";

/// How far sealing anew has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Resealed {
    /// Values that were sealed by another key, and are by the current one now.
    pub resealed: u64,
    /// Values that no key of the ring opens. They are left as they are.
    pub unreadable: u64,
}

/// By which keys the values in the database are sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeysInUse {
    /// The current key, and how many values it has sealed.
    pub current: (KeyId, u64),
    /// The older ones, in the order in which they are set.
    pub old: Vec<(KeyId, u64)>,
    /// Values without the id of any of them: sealed before keys had ids, or by a key that is not set.
    pub others: u64,
}

impl KeysInUse {
    /// The old keys that nothing is sealed by any more. None as long as it is not known by which key something is.
    #[must_use]
    pub fn unused(&self) -> Vec<KeyId> {
        let unused = self.old.iter().filter(|(_, values)| *values == 0 && self.others == 0);
        unused.map(|(id, _)| *id).collect()
    }
}

/// A database and the ring of keys that it is sealed with, which may be changed without a gateway.
#[derive(Clone, Copy)]
pub struct Keyring<'a> {
    store: &'a dyn Store,
    sealer: &'a Sealer,
}

impl<'a> Keyring<'a> {
    /// Of that database, with these keys.
    #[must_use]
    pub fn of(store: &'a dyn Store, sealer: &'a Sealer) -> Self {
        Self { store, sealer }
    }

    /// Seals by the current key what another one of the ring has sealed. Gateways go on meanwhile. When it is
    /// interrupted, what is done is done, and it goes on when it is called again. Tells how far it has come.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn reseal(&self, mut tell: impl FnMut(&Resealed) + Send) -> Result<Resealed, StoreError> {
        let mut done = Resealed::default();
        for column in SealedColumn::ALL {
            let unreadable = done.unreadable;
            while !self.reseal_column(column, &mut done, &mut tell).await? {
                done.unreadable = unreadable;
                tokio::time::sleep(PAUSE).await;
            }
        }
        Ok(done)
    }

    /// By which keys the values in the database are sealed.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn in_use(&self) -> Result<KeysInUse, StoreError> {
        let mut keys = Vec::new();
        for (id, header) in self.sealer.headers() {
            keys.push((id, self.count(Some(header)).await?));
        }
        let known: u64 = keys.iter().map(|(_, values)| values).sum();
        let others = self.count(None).await?.saturating_sub(known);
        let current = keys.remove(0);
        Ok(KeysInUse { current, old: keys, others })
    }

    async fn count(&self, header: Option<&[u8]>) -> Result<u64, StoreError> {
        let mut values = 0;
        for column in SealedColumn::ALL {
            values += self.store.count_sealed(column, header).await?;
        }
        Ok(values)
    }

    /// Says whether it has got all of them; none is passed over but one that somebody was at.
    async fn reseal_column(
        &self,
        column: SealedColumn,
        done: &mut Resealed,
        tell: &mut (impl FnMut(&Resealed) + Send),
    ) -> Result<bool, StoreError> {
        let (mut after, mut all) = (None, true);
        loop {
            let header = self.sealer.current_header();
            let rows = self.store.sealed_otherwise(column, header, after.as_ref(), BATCH).await?;
            let Some(last) = rows.last() else { return Ok(all) };
            after = Some(last.clone());
            let found = rows.len() as u64;
            let anew = |row: SealedRow| Some((self.sealer.reseal(&place(column, &row), &row.sealed).ok()?, row));
            let anew: Vec<(SealedRow, Sealed)> =
                rows.into_iter().filter_map(anew).map(|(to, from)| (from, to)).collect();
            let replaced = self.store.replace_sealed(column, &anew).await?;
            all &= replaced == anew.len() as u64;
            done.resealed += replaced;
            done.unreadable += found - anew.len() as u64;
            tell(done);
        }
    }
}

impl App {
    /// As [`Keyring::reseal`].
    ///
    /// # Errors
    /// When the store fails.
    pub async fn reseal(&self, tell: impl FnMut(&Resealed) + Send) -> Result<Resealed, Refused> {
        Ok(Keyring::of(self.store.as_ref(), &self.sealer).reseal(tell).await?)
    }

    /// As [`Keyring::in_use`].
    ///
    /// # Errors
    /// When the store fails.
    pub async fn keys_in_use(&self) -> Result<KeysInUse, Refused> {
        Ok(Keyring::of(self.store.as_ref(), &self.sealer).in_use().await?)
    }
}

/// The ring with the key of this database's hashes, if it opens it. A database that has none yet gets one.
pub(crate) async fn opened(store: &dyn Store, ring: Sealer) -> Result<Sealer, StartError> {
    let place = secret_place(HASH_KEY);
    let kept = match store.secret(HASH_KEY).await? {
        Some(kept) => kept,
        None => {
            let key = if is_of_before(store, &ring).await? { ring.derived_hash_key() } else { random::bytes() };
            store.keep_secret(HASH_KEY, &ring.seal(&place, &key)).await?
        }
    };
    let key = ring.open(&place, &kept)?;
    Ok(ring.with_hash_key(&key))
}

/// Whether something was sealed before hashes had a key of their own: then they were made with a derived one.
async fn is_of_before(store: &dyn Store, ring: &Sealer) -> Result<bool, StartError> {
    for column in [SealedColumn::Phone, SealedColumn::Answer] {
        if let Some(row) = store.sealed_otherwise(column, ring.current_header(), None, 1).await?.first() {
            ring.open(&place(column, row), &row.sealed)?;
            return Ok(true);
        }
    }
    Ok(false)
}

fn place(column: SealedColumn, row: &SealedRow) -> String {
    match column {
        SealedColumn::Phone => phone_place(&row.id),
        SealedColumn::Token => token_place(&row.id),
        SealedColumn::Account => account_place(&row.id),
        SealedColumn::Answer => answer_place(&row.scope, &row.id),
        SealedColumn::WebhookSecrets => secrets_place(&MerchantId(row.id.clone())),
        SealedColumn::Secret => secret_place(&row.id),
    }
}

fn secret_place(name: &str) -> String {
    format!("secret:{name}")
}
