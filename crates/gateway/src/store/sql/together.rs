//! Several writes by one message.

use super::database::{Pool, Transaction};
use super::query::{Query, query};
use crate::store::StoreError;

/// Writes of which none has to see what another one does, and none is to be left out.
///
/// On PostgreSQL they are one statement (`WITH … AS (INSERT …)`): all see what was there before it, and references
/// between their rows are checked after it. That is one round trip instead of many, which cost more than the writes.
#[derive(Default)]
pub(super) struct Together(Vec<Query>);

impl Together {
    pub(super) fn and(mut self, writes: impl IntoIterator<Item = Query>) -> Self {
        self.0.extend(writes);
        self
    }

    pub(super) async fn execute(self, tx: &mut Transaction) -> Result<(), StoreError> {
        match tx {
            Transaction::Sqlite(_) => {
                for write in self.0 {
                    write.execute(&mut *tx).await?;
                }
            }
            Transaction::Postgres(_) => {
                if let Some(all) = self.joined() {
                    all.execute(tx).await?;
                }
            }
        }
        Ok(())
    }

    /// As a transaction of their own.
    pub(super) async fn commit(self, pool: &Pool) -> Result<(), StoreError> {
        if let Pool::Postgres(..) = pool {
            if let Some(all) = self.joined() {
                all.execute(pool).await?;
            }
            return Ok(());
        }
        let mut tx = pool.begin().await?;
        self.execute(&mut tx).await?;
        tx.commit().await
    }

    fn joined(self) -> Option<Query> {
        let mut writes = self.0;
        let last = writes.pop()?;
        let mut all = query("");
        for (number, write) in writes.into_iter().enumerate() {
            all.push(if number == 0 { "WITH " } else { ", " });
            all.push_name(number).push(" AS (").push_query(write).push(")");
        }
        all.push(" ").push_query(last);
        Some(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_keep_their_values() {
        let one = query("INSERT INTO a (b, c) VALUES ($1, $2)").bind(1).bind("x");
        let ten = query("UPDATE a SET b = $1 WHERE c = $2 OR c = $10 /*! FOR UPDATE */").bind(2);
        let all = Together::default().and([one]).and([ten, query("DELETE FROM a WHERE b = $1").bind(3)]).joined();
        let expected = "WITH w0 AS (INSERT INTO a (b, c) VALUES ($1, $2)), \
             w1 AS (UPDATE a SET b = $3 WHERE c = $4 OR c = $12   FOR UPDATE  ) DELETE FROM a WHERE b = $4";
        assert_eq!(all.map(|all| all.for_postgres().to_owned()).as_deref(), Some(expected));
        assert!(Together::default().joined().is_none());
    }
}
