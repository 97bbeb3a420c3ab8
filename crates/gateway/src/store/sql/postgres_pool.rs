//! Connections to PostgreSQL, lent for one query or one transaction.
//!
//! sqlx has a pool of its own, which asks the server after every use whether the connection still works: a round trip
//! that costs as much as a short query. This one asks only where something went wrong or was broken off.

use std::io::ErrorKind;
use std::time::Duration;

use deadpool::Runtime;
use deadpool::managed::{Manager, Metrics, Object, Pool, PoolError, QueueMode, RecycleError, RecycleResult, Timeouts};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, Executor as _, PgConnection};
use tokio::runtime::Handle;
use tokio::time::{sleep, timeout};

use crate::store::Connections;

/// A connection that has not been used for longer is tested before it is used again.
const SURELY_THERE: Duration = Duration::from_secs(1);

/// How old a connection becomes: what a server keeps for each grows with its age.
const AT_MOST: Duration = Duration::from_secs(30 * 60);

/// How long what was broken off may take to end.
const END_WITHIN: Duration = Duration::from_secs(10);

/// How often a server that is starting is tried.
const KNOCK_EVERY: Duration = Duration::from_millis(100);

/// The connections. Clones share them.
#[derive(Debug, Clone)]
pub(super) struct PostgresPool(Pool<Connector>);

#[derive(Debug)]
struct Connector(PgConnectOptions);

/// A connection that somebody has. It goes back at once by [`Lent::give_back`]; else what was begun on it is ended first.
pub(super) struct Lent {
    connection: Option<Object<Connector>>,
    begun: Begun,
}

/// What was begun on a connection.
#[derive(Clone, Copy)]
enum Begun {
    Query,
    /// The server may have been told, or not yet.
    PerhapsTransaction,
    Transaction,
}

/// What is done altogether or, when this is dropped, not at all.
pub(super) struct PostgresTransaction(Lent);

impl PostgresPool {
    /// Connects, so that it is known whether that can be done.
    pub(super) async fn open(
        options: PgConnectOptions,
        connections: u32,
        within: Duration,
    ) -> Result<Self, sqlx::Error> {
        let within = Timeouts { wait: Some(within), create: Some(within), recycle: Some(within) };
        let pool = Pool::builder(Connector(options))
            .max_size(usize::try_from(connections).unwrap_or(usize::MAX))
            .timeouts(within)
            // The server has the pages of the one that was used last at hand.
            .queue_mode(QueueMode::Lifo)
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|error| sqlx::Error::Configuration(error.into()))?;
        let pool = Self(pool);
        pool.lend().await?.give_back();
        Ok(pool)
    }

    pub(super) async fn lend(&self) -> Result<Lent, sqlx::Error> {
        match self.0.get().await {
            Ok(connection) => Ok(Lent { connection: Some(connection), begun: Begun::Query }),
            Err(PoolError::Backend(error)) => Err(error),
            Err(PoolError::Timeout(_)) => Err(sqlx::Error::PoolTimedOut),
            Err(PoolError::Closed | PoolError::NoRuntimeSpecified | PoolError::PostCreateHook(_)) => {
                Err(sqlx::Error::PoolClosed)
            }
        }
    }

    pub(super) async fn begin(&self) -> Result<PostgresTransaction, sqlx::Error> {
        let mut lent = self.lend().await?;
        lent.begun = Begun::PerhapsTransaction;
        lent.connection()?.execute("BEGIN").await?;
        lent.begun = Begun::Transaction;
        Ok(PostgresTransaction(lent))
    }

    pub(super) fn connections(&self) -> Connections {
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let now = self.0.status();
        Connections {
            database: "postgres",
            open: count(now.size),
            idle: count(now.available),
            max: count(now.max_size),
        }
    }

    /// Says goodbye on those that nobody has. Nobody gets one any more.
    pub(super) async fn close(&self) {
        let idle = self.0.retain(|_, _| false).removed;
        self.0.close();
        for connection in idle {
            // Who does not hear it notices that the line is gone.
            drop(connection.close().await);
        }
    }
}

impl Manager for Connector {
    type Type = PgConnection;
    type Error = sqlx::Error;

    async fn create(&self) -> Result<PgConnection, sqlx::Error> {
        loop {
            match self.0.connect().await {
                Err(error) if is_starting(&error) => sleep(KNOCK_EVERY).await,
                connected => return connected,
            }
        }
    }

    async fn recycle(&self, connection: &mut PgConnection, used: &Metrics) -> RecycleResult<sqlx::Error> {
        if used.age() > AT_MOST {
            return Err(RecycleError::message("it is old"));
        }
        if used.last_used() > SURELY_THERE {
            connection.ping().await?;
        }
        Ok(())
    }
}

/// Whether the server may take the same connection soon.
fn is_starting(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(error) => error.kind() == ErrorKind::ConnectionRefused,
        sqlx::Error::Database(error) => error.is_transient_in_connect_phase(),
        _ => false,
    }
}

impl Lent {
    pub(super) fn connection(&mut self) -> Result<&mut PgConnection, sqlx::Error> {
        self.connection.as_deref_mut().ok_or(sqlx::Error::PoolClosed)
    }

    /// All that was asked on it has been answered.
    pub(super) fn give_back(mut self) {
        drop(self.connection.take());
    }
}

impl PostgresTransaction {
    pub(super) fn connection(&mut self) -> Result<&mut PgConnection, sqlx::Error> {
        self.0.connection()
    }

    pub(super) async fn commit(mut self) -> Result<(), sqlx::Error> {
        self.connection()?.execute("COMMIT").await?;
        self.0.give_back();
        Ok(())
    }
}

/// Something failed, or nobody waits for it any more: it ends before the next one has the connection, and what it has
/// locked is free.
impl Drop for Lent {
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else { return };
        let (begun, runtime) = match (self.begun, Handle::try_current()) {
            (begun @ (Begun::Query | Begun::Transaction), Ok(runtime)) => (begun, runtime),
            // The server ends all when the connection is gone.
            (Begun::PerhapsTransaction, _) | (_, Err(_)) => return drop(Object::take(connection)),
        };
        runtime.spawn(async move {
            let ending = async {
                match begun {
                    Begun::Transaction => connection.execute("ROLLBACK").await.map(drop),
                    Begun::Query | Begun::PerhapsTransaction => connection.ping().await,
                }
            };
            if !matches!(timeout(END_WITHIN, ending).await, Ok(Ok(()))) {
                // Where one is gone, the others may be: nobody else shall find out by a request that fails.
                drop(Object::pool(&connection).map(|pool| pool.retain(|_, _| false)));
                drop(Object::take(connection));
            }
        });
    }
}
