//! Connections to PostgreSQL that somebody let go of in the middle, or the server.

use std::time::Duration;

use carrier_checkout_gateway::limit::Rate;
use carrier_checkout_gateway::store::{Buckets as _, SqlStore, Store as _, Watched as _};
use carrier_checkout_protocol::Timestamp;
use futures_util::future::join_all;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, Row as _};
use tokio::task::{JoinHandle, yield_now};
use tokio::time::timeout;

use super::support_database::{execute, on_server};

/// Long enough for anything but waiting for somebody who does not come back.
const SOON: Duration = Duration::from_secs(8);

/// Who draws from this bucket takes the turn of its first bytes.
const BUCKET: [u8; 32] = [7; 32];
const TURN: i64 = i64::from_be_bytes([7; 8]);

/// As many wait for it.
const WAITING: i64 = 5;

async fn draw(store: SqlStore) {
    store.draw(&BUCKET, Rate(60), 0, Timestamp::from_millis(1_795_000_000_000)).await.unwrap();
}

/// Somebody who has the turn, and those who wait for it, each on a connection and in a transaction.
async fn waiting(store: &SqlStore, database: &str) -> (PgConnection, Vec<JoinHandle<()>>) {
    let mut holder = PgConnection::connect(database).await.unwrap();
    holder.execute(AssertSqlSafe(format!("SELECT pg_advisory_lock({TURN})"))).await.unwrap();
    let draws = (0..WAITING).map(|_| tokio::spawn(draw(store.clone()))).collect();
    let all_wait = async {
        let waiting = "SELECT COUNT(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                       WHERE NOT l.granted AND d.datname = current_database()";
        while holder.fetch_one(waiting).await.unwrap().get::<i64, _>(0) < WAITING {}
    };
    timeout(SOON, all_wait).await.unwrap();
    (holder, draws)
}

async fn let_go(holder: PgConnection) {
    holder.close().await.unwrap();
}

#[tokio::test]
#[ignore = "needs PostgreSQL"]
async fn whatever_is_broken_off_leaves_no_lock_and_no_connection_behind() {
    let database = on_server().await;
    let store = SqlStore::open(&database).await.unwrap();
    let (holder, draws) = waiting(&store, &database).await;
    for draw in &draws {
        draw.abort();
    }
    assert!(join_all(draws).await.iter().all(Result::is_err), "they wait, and are broken off");
    let_go(holder).await;
    timeout(SOON, draw(store.clone())).await.expect("its turn comes");
    let all_back = async {
        while store.connections().idle < store.connections().open {
            yield_now().await;
        }
    };
    timeout(SOON, all_back).await.expect("all come back");
    let connections = store.connections();
    assert!((1..=connections.max).contains(&connections.open), "{connections:?}");
    store.close().await;
    store.readable().await.expect_err("it is closed");
}

/// A server that was restarted costs one request for each connection at most.
#[tokio::test]
#[ignore = "needs PostgreSQL"]
async fn connections_that_the_server_has_ended_are_replaced() {
    let database = on_server().await;
    let store = SqlStore::open(&database).await.unwrap();
    let (holder, draws) = waiting(&store, &database).await;
    let_go(holder).await;
    for draw in draws {
        draw.await.unwrap();
    }
    let open = usize::try_from(store.connections().open).unwrap();
    let others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                  WHERE datname = current_database() AND pid <> pg_backend_pid()";
    execute(&database, others.to_owned()).await;
    let found = join_all((0..20).map(|_| store.readable())).await;
    let failed = found.iter().filter(|found| found.is_err()).count();
    assert!(failed <= open, "{failed} of 20 requests failed, of {open} connections");
    let recovered = async { while store.readable().await.is_err() {} };
    timeout(SOON, recovered).await.expect("it goes on");
    join_all((0..20).map(|_| store.readable())).await.into_iter().collect::<Result<Vec<_>, _>>().unwrap();
}
