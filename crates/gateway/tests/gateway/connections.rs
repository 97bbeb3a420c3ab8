//! Connections to PostgreSQL that somebody let go of in the middle.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use carrier_checkout_gateway::limit::Rate;
use carrier_checkout_gateway::store::{Buckets as _, SqlStore, Watched as _};
use carrier_checkout_protocol::Timestamp;
use tokio::task::yield_now;
use tokio::time::timeout;

use super::support_database::on_server;

/// How many are broken off, or nearly.
const ROUNDS: usize = 60;

/// After so many steps at most. Drawing from a bucket takes about ten; fewer where the server is quicker than we are.
const STEPS: usize = 8;

/// Long enough for anything but waiting for somebody who does not come back.
const SOON: Duration = Duration::from_secs(8);

/// Goes on with it so many times, then drops it. Says whether it came to its end.
async fn broken_off<T>(work: impl Future<Output = T>, mut steps: usize) -> bool {
    let mut work = pin!(work);
    poll_fn(|cx| match steps.checked_sub(1) {
        None => Poll::Ready(false),
        Some(fewer) => {
            steps = fewer;
            let done = work.as_mut().poll(cx).map(|_| true);
            if steps == 0 && done.is_pending() { Poll::Ready(false) } else { done }
        }
    })
    .await
}

/// A transaction that is broken off at any step gives back the turn that it took, and its connection.
#[tokio::test]
#[ignore = "needs PostgreSQL"]
async fn whatever_is_broken_off_leaves_no_lock_and_no_connection_behind() {
    let store = SqlStore::open(&on_server().await).await.unwrap();
    let draw = || store.draw(&[7; 32], Rate(60), 0, Timestamp::from_millis(1_795_000_000_000));
    let mut ended = 0;
    for round in 0..ROUNDS {
        ended += usize::from(broken_off(draw(), 1 + round % STEPS).await);
        timeout(SOON, draw()).await.expect("its turn comes").unwrap();
    }
    assert!(ended < ROUNDS, "all came to their ends");
    let all_back = async {
        while store.connections().idle < store.connections().open {
            yield_now().await;
        }
    };
    timeout(SOON, all_back).await.expect("all come back");
    let connections = store.connections();
    assert!((1..=connections.max).contains(&connections.open), "{connections:?}");
    store.close().await;
    store.draw(&[7; 32], Rate(60), 0, Timestamp::from_millis(0)).await.expect_err("it is closed");
}
