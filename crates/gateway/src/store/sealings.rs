//! What is sealed in the store, whatever it is.

use async_trait::async_trait;

use super::StoreError;
use crate::seal::Sealed;

/// A column of sealed values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealedColumn {
    /// The phone numbers of challenges.
    Phone,
    /// The tokens.
    Token,
    /// The accounts of refunds that are pending.
    Account,
    /// The answers to `Idempotency-Key`s.
    Answer,
    /// The merchants' webhook secrets.
    WebhookSecrets,
    /// What the gateway made up for this database.
    Secret,
}

impl SealedColumn {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Phone, Self::Token, Self::Account, Self::Answer, Self::WebhookSecrets, Self::Secret];
}

/// A sealed value, and by what its row is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedRow {
    /// Of an answer: whose key it was.
    pub scope: String,
    /// The row's id, or of an answer the keyed hash of its key. A token is known by its challenge.
    pub id: String,
    /// The value.
    pub sealed: Sealed,
}

/// What is sealed in the store.
#[async_trait]
pub trait Sealings: Send + Sync {
    /// What the gateway made up for this database under that name.
    async fn secret(&self, name: &str) -> Result<Option<Sealed>, StoreError>;

    /// Keeps a secret of that name, unless there is one. Gives the one that there is.
    async fn keep_secret(&self, name: &str, secret: &Sealed) -> Result<Sealed, StoreError>;

    /// Values that do not begin with that header, from the row after that one on, in the order of their rows.
    async fn sealed_otherwise(
        &self,
        column: SealedColumn,
        header: &[u8],
        after: Option<&SealedRow>,
        limit: u32,
    ) -> Result<Vec<SealedRow>, StoreError>;

    /// Puts other values in their place, each unless it has changed since it was read or somebody is at its row.
    /// Gives how many were put.
    async fn replace_sealed(&self, column: SealedColumn, rows: &[(SealedRow, Sealed)]) -> Result<u64, StoreError>;

    /// How many values begin with that header, or how many there are.
    async fn count_sealed(&self, column: SealedColumn, header: Option<&[u8]>) -> Result<u64, StoreError>;
}
