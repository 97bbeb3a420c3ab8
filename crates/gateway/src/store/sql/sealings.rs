use async_trait::async_trait;

use super::SqlStore;
use super::columns::Columns;
use super::database::Row;
use super::query::query;
use crate::seal::Sealed;
use crate::store::{SealedColumn, SealedRow, Sealings, StoreError};

/// The statements for one column of a table.
struct Statements {
    otherwise: &'static str,
    replace: &'static str,
    count: &'static str,
    all: &'static str,
}

/// For a table whose rows are known by one text.
macro_rules! statements {
    ($table:literal, $id:literal, $column:literal) => {
        Statements {
            otherwise: concat!(
                "SELECT '' AS scope, ",
                $id,
                " AS id, ",
                $column,
                " AS sealed FROM ",
                $table,
                " WHERE ",
                $id,
                " > $1 AND ",
                $column,
                " IS NOT NULL AND substr(",
                $column,
                ", 1, CAST($2 AS INTEGER)) <> $3 ORDER BY ",
                $id,
                " LIMIT $4"
            ),
            replace: concat!(
                "UPDATE ",
                $table,
                " SET ",
                $column,
                " = $1 WHERE ",
                $id,
                " IN (SELECT ",
                $id,
                " FROM ",
                $table,
                " WHERE ",
                $id,
                " = $2 AND ",
                $column,
                " = $3 /*! FOR NO KEY UPDATE SKIP LOCKED */)"
            ),
            count: concat!(
                "SELECT COUNT(*) FROM ",
                $table,
                " WHERE substr(",
                $column,
                ", 1, CAST($1 AS INTEGER)) = $2"
            ),
            all: concat!("SELECT COUNT(", $column, ") FROM ", $table),
        }
    };
}

const fn statements(column: SealedColumn) -> Statements {
    match column {
        SealedColumn::Phone => statements!("challenges", "id", "phone"),
        SealedColumn::Token => statements!("tokens", "challenge", "sealed"),
        SealedColumn::Account => statements!("refunds", "id", "account"),
        SealedColumn::WebhookSecrets => statements!("merchants", "id", "webhook_secrets"),
        SealedColumn::Secret => statements!("secrets", "name", "sealed"),
        SealedColumn::Answer => Statements {
            otherwise: "SELECT scope, key AS id, answer AS sealed FROM idempotency
                        WHERE (scope, key) > ($5, $1) AND answer IS NOT NULL AND substr(answer, 1, CAST($2 AS INTEGER)) <> $3
                        ORDER BY scope, key LIMIT $4",
            replace: "UPDATE idempotency SET answer = $1
                      WHERE (scope, key) IN (SELECT scope, key FROM idempotency WHERE key = $2 AND answer = $3
                          AND scope = $4 /*! FOR NO KEY UPDATE SKIP LOCKED */)",
            count: "SELECT COUNT(*) FROM idempotency WHERE substr(answer, 1, CAST($1 AS INTEGER)) = $2",
            all: "SELECT COUNT(answer) FROM idempotency",
        },
    }
}

#[async_trait]
impl Sealings for SqlStore {
    async fn secret(&self, name: &str) -> Result<Option<Sealed>, StoreError> {
        let row = query("SELECT sealed FROM secrets WHERE name = $1").bind(name).fetch_optional(&self.pool).await?;
        row.as_ref().map(|row| Columns(row).sealed("sealed")).transpose()
    }

    async fn keep_secret(&self, name: &str, secret: &Sealed) -> Result<Sealed, StoreError> {
        let insert = query("INSERT INTO secrets (name, sealed) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING");
        insert.bind(name).bind(&secret.0).execute(&self.pool).await?;
        self.secret(name).await?.ok_or(StoreError::Corrupt("secrets"))
    }

    async fn sealed_otherwise(
        &self,
        column: SealedColumn,
        header: &[u8],
        after: Option<&SealedRow>,
        limit: u32,
    ) -> Result<Vec<SealedRow>, StoreError> {
        let (scope, id) = after.map_or(("", ""), |row| (row.scope.as_str(), row.id.as_str()));
        let query = query(statements(column).otherwise).bind(id).bind(length(header)).bind(header).bind(limit);
        let query = if column == SealedColumn::Answer { query.bind(scope) } else { query };
        query.fetch_all(&self.pool).await?.iter().map(sealed_row).collect()
    }

    async fn replace_sealed(&self, column: SealedColumn, rows: &[(SealedRow, Sealed)]) -> Result<u64, StoreError> {
        let mut tx = self.pool.begin().await?;
        let mut replaced = 0;
        for (row, by) in rows {
            // It waits for nobody's row: whoever holds one may be waiting for another of these.
            let query = query(statements(column).replace).bind(&by.0).bind(&row.id).bind(&row.sealed.0);
            let query = if column == SealedColumn::Answer { query.bind(&row.scope) } else { query };
            replaced += query.execute(&mut tx).await?;
        }
        tx.commit().await?;
        Ok(replaced)
    }

    async fn count_sealed(&self, column: SealedColumn, header: Option<&[u8]>) -> Result<u64, StoreError> {
        let query = match header {
            Some(header) => query(statements(column).count).bind(length(header)).bind(header),
            None => query(statements(column).all),
        };
        Ok(u64::try_from(query.number(&self.pool).await?).unwrap_or_default())
    }
}

/// As both databases count bytes. None of ours is longer.
fn length(header: &[u8]) -> i32 {
    i32::try_from(header.len()).unwrap_or(i32::MAX)
}

fn sealed_row(row: &Row) -> Result<SealedRow, StoreError> {
    let row = Columns(row);
    Ok(SealedRow { scope: row.text("scope")?, id: row.text("id")?, sealed: row.sealed("sealed")? })
}
