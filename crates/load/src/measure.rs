//! How many checkouts a second, and how long they take: the floor and the gateway in turns.

use std::time::Duration;

use serde::Serialize;
use tokio::time::sleep;

use crate::checkout::Shoppers;
use crate::database::{Databases, Pool};
use crate::floor::Floor;
use crate::gateway::Gateway;
use crate::pace::{Found, arrive, greatest, hurry};
use crate::wish::Wish;

/// So many at once are in a hurry, to see where the greatest rate may be.
const HANDS: usize = 16;

/// A floor and a gateway, one after the other.
#[derive(Debug, Serialize)]
pub(crate) struct Repeat {
    pub(crate) floor: Side,
    pub(crate) gateway: Side,
}

/// What was found of one of the two.
#[derive(Debug, Serialize)]
pub(crate) struct Side {
    /// The greatest rate that was sustained.
    pub(crate) greatest: Found,
    /// Half of that.
    pub(crate) half: Found,
    /// At half of it, for each checkout.
    pub(crate) cost: Cost,
    /// How many rows each leaves in each table.
    rows: Vec<(&'static str, i64)>,
}

/// CPU time for each checkout.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Cost {
    pub(crate) gateway_ms: f64,
    pub(crate) database_ms: f64,
    /// Of who asks and of the world outside; the floor's own, too.
    pub(crate) load_ms: f64,
}

/// In turns; now the one is first, now the other.
pub(crate) async fn throughput(databases: &Databases, wish: &Wish) -> anyhow::Result<Vec<Repeat>> {
    let mut repeats = Vec::new();
    for repeat in 0..wish.repeats {
        let (floor, gateway);
        if repeat % 2 == 0 {
            floor = floor_side(databases, wish).await?;
            gateway = gateway_side(databases, wish).await?;
        } else {
            gateway = gateway_side(databases, wish).await?;
            floor = floor_side(databases, wish).await?;
        }
        let found = Repeat { floor, gateway };
        say(databases, &found);
        anyhow::ensure!(
            found.floor.rows == found.gateway.rows,
            "the floor writes other rows than the gateway: {:?} and {:?}",
            found.floor.rows,
            found.gateway.rows
        );
        repeats.push(found);
    }
    Ok(repeats)
}

fn say(databases: &Databases, Repeat { floor, gateway }: &Repeat) {
    crate::say(&format!(
        "{:?}: floor {:.0}/s (p99 {:.1} ms at half), gateway {:.0}/s (p99 {:.1} ms at half, {:.2} ms CPU)",
        databases.kind(),
        floor.greatest.rate,
        floor.half.p99_ms,
        gateway.greatest.rate,
        gateway.half.p99_ms,
        gateway.cost.gateway_ms,
    ));
}

async fn floor_side(databases: &Databases, wish: &Wish) -> anyhow::Result<Side> {
    let pool = Pool::open(databases.kind(), &databases.fresh().await?).await?;
    let floor = Floor::on(pool.clone());
    floor.prepare().await?;
    let one = move || {
        let floor = floor.clone();
        async move { floor.pay().await }
    };
    let side = side(databases, wish, &pool, None, one).await?;
    pool.close().await;
    Ok(side)
}

async fn gateway_side(databases: &Databases, wish: &Wish) -> anyhow::Result<Side> {
    let database = databases.fresh().await?;
    let gateway = Gateway::start(&wish.gateway, &database, databases.directory()).await?;
    let pool = Pool::open(databases.kind(), &database).await?;
    let side = side(databases, wish, &pool, Some(&gateway), paying(&gateway.shoppers)).await?;
    pool.close().await;
    gateway.stop().await?;
    Ok(side)
}

async fn side<F>(
    databases: &Databases,
    wish: &Wish,
    pool: &Pool,
    gateway: Option<&Gateway>,
    one: impl Fn() -> F + Clone + Send + 'static,
) -> anyhow::Result<Side>
where
    F: Future<Output = anyhow::Result<()>> + Send + 'static,
{
    // The first ones make connections, tokens and statements.
    hurry(HANDS, Duration::from_secs(2), one.clone()).await?;
    let guess = hurry(HANDS, Duration::from_secs(3), one.clone()).await?;
    let greatest = greatest(guess, wish.hold(), wish.steps, &one).await?;
    let greatest = greatest.ok_or_else(|| anyhow::anyhow!("no rate is sustained near {guess:.0} a second"))?;
    let before = settled_rows(pool).await?;
    let (half, cost) = costing(databases, gateway, arrive(greatest.rate / 2.0, wish.hold() * 2, &one)).await?;
    anyhow::ensure!(half.failed == 0, "some failed: {:?}", half.failure);
    let after = settled_rows(pool).await?;
    let rows = after.iter().zip(before).map(|((table, after), (_, before))| {
        let done = i64::try_from(half.done)?;
        anyhow::ensure!((after - before) % done == 0, "{} of {table} for {done} checkouts", after - before);
        Ok((*table, (after - before) / done))
    });
    let rows = rows.collect::<anyhow::Result<_>>()?;
    Ok(Side { greatest, half, cost, rows })
}

/// Once nothing is written any more: the gateway notes a delivery after its answer.
async fn settled_rows(pool: &Pool) -> anyhow::Result<Vec<(&'static str, i64)>> {
    let mut last = pool.rows().await?;
    loop {
        sleep(Duration::from_millis(500)).await;
        let rows = pool.rows().await?;
        if rows == last {
            return Ok(rows);
        }
        last = rows;
    }
}

/// Lets them come, and divides what that costs by how many there were.
pub(crate) async fn costing(
    databases: &Databases,
    gateway: Option<&Gateway>,
    arriving: impl Future<Output = anyhow::Result<Found>>,
) -> anyhow::Result<(Found, Cost)> {
    let used = || {
        let gateway = gateway.map_or(Ok(Default::default()), Gateway::usage)?;
        let load = crate::machine::usage(std::process::id())?;
        anyhow::Ok((gateway.cpu, databases.cpu()?, load.cpu))
    };
    let before = used()?;
    let found = arriving.await?;
    let after = used()?;
    let each =
        |after: Duration, before: Duration| after.saturating_sub(before).as_secs_f64() * 1e3 / found.done.max(1) as f64;
    let cost = Cost {
        gateway_ms: each(after.0, before.0),
        database_ms: each(after.1, before.1),
        load_ms: each(after.2, before.2),
    };
    Ok((found, cost))
}

/// Whole checkouts.
pub(crate) fn paying(
    shoppers: &Shoppers,
) -> impl Fn() -> std::pin::Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send>> + Clone + Send + 'static {
    let shoppers = shoppers.clone();
    move || {
        let shoppers = shoppers.clone();
        Box::pin(async move { shoppers.pay().await })
    }
}
