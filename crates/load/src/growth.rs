//! What does not grow: the cost of a checkout with what is stored, and the memory with what has gone through.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use carrier_checkout_gateway::clock::{Clock as _, SystemClock};
use serde::Serialize;
use tokio::time::sleep;

use crate::database::{Databases, Pool};
use crate::fill::fill;
use crate::gateway::Gateway;
use crate::measure::{Cost, costing, paying};
use crate::pace::{Found, arrive, hurry};
use crate::wish::Wish;

/// A checkout beside so many stored payments, and beside none.
#[derive(Debug, Serialize)]
pub(crate) struct Stored {
    payments: u64,
    pairs: Vec<Pair>,
}

/// Both at the same rate, one after the other.
#[derive(Debug, Serialize)]
struct Pair {
    empty: Costly,
    filled: Costly,
}

#[derive(Debug, Serialize)]
struct Costly {
    cost: Cost,
    found: Found,
}

/// The gateway's memory, in bytes.
#[derive(Debug, Serialize)]
pub(crate) struct Memory {
    sessions: u64,
    /// After as many before them.
    warm: u64,
    /// Ten times on the way, and in the end.
    later: Vec<u64>,
}

/// Of four shoppers one goes away.
const LEAVES: u64 = 4;

pub(crate) async fn stored(databases: &Databases, wish: &Wish, rate: f64) -> anyhow::Result<Stored> {
    let (empty, filled) = (databases.fresh().await?, databases.fresh().await?);
    crate::say(&format!("{:?}: storing {} payments", databases.kind(), wish.payments));
    let pool = Pool::open(databases.kind(), &filled).await?;
    fill(databases.kind(), &pool, wish.payments, SystemClock.now().millis()).await?;
    pool.close().await;
    let mut pairs = Vec::new();
    for _ in 0..wish.repeats {
        let pair = Pair {
            empty: costly(databases, wish, &empty, rate).await?,
            filled: costly(databases, wish, &filled, rate).await?,
        };
        crate::say(&format!("{:?}: {:?} empty, {:?} filled", databases.kind(), pair.empty.cost, pair.filled.cost));
        pairs.push(pair);
    }
    Ok(Stored { payments: wish.payments, pairs })
}

async fn costly(databases: &Databases, wish: &Wish, database: &str, rate: f64) -> anyhow::Result<Costly> {
    let gateway = Gateway::start(&wish.gateway, database, databases.directory()).await?;
    let one = paying(&gateway.shoppers);
    arrive(rate, Duration::from_secs(3), &one).await?;
    let (found, cost) = costing(databases, Some(&gateway), arrive(rate, wish.hold() * 2, &one)).await?;
    anyhow::ensure!(found.failed == 0, "some failed: {:?}", found.failure);
    gateway.stop().await?;
    Ok(Costly { cost, found })
}

pub(crate) async fn memory(databases: &Databases, wish: &Wish, rate: f64) -> anyhow::Result<Memory> {
    let database = databases.fresh().await?;
    let gateway = Gateway::start(&wish.gateway, &database, databases.directory()).await?;
    let (shoppers, count) = (gateway.shoppers.clone(), Arc::new(AtomicU64::new(0)));
    let one = move || {
        let (shoppers, number) = (shoppers.clone(), count.fetch_add(1, Ordering::Relaxed));
        async move { if number % LEAVES == 0 { shoppers.leave().await } else { shoppers.pay().await } }
    };
    // More at once than come later: what a crowd needs is not what grows. Nor is what is made once: each connection
    // prepares each statement when it first meets it.
    hurry(32, Duration::from_secs(10), one.clone()).await?;
    let each = Duration::from_secs_f64(wish.sessions as f64 / rate / 10.0);
    let found = arrive(rate, each * 10, &one).await?;
    anyhow::ensure!(found.failed == 0, "some failed: {:?}", found.failure);
    let warm = at_rest(&gateway).await?;
    let mut later = Vec::new();
    for _ in 0..10 {
        let found = arrive(rate, each, &one).await?;
        anyhow::ensure!(found.failed == 0, "some failed: {:?}", found.failure);
        later.push(at_rest(&gateway).await?);
    }
    crate::say(&format!("{:?}: {warm} bytes, then {later:?}", databases.kind()));
    gateway.stop().await?;
    Ok(Memory { sessions: wish.sessions, warm, later })
}

async fn at_rest(gateway: &Gateway) -> anyhow::Result<u64> {
    sleep(Duration::from_secs(1)).await;
    Ok(gateway.usage()?.memory)
}
