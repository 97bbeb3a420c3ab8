//! What only time brings, brought about by hand while every gateway is down: what they were at work on is nobody's any
//! more, and what is to be tried again later is due. So a short run need not wait for minutes.

use crate::database::Pool;

const PASSES: [&str; 5] = [
    "UPDATE idempotency SET lease_until = 0 WHERE answer IS NULL",
    "UPDATE challenges SET trying_until = 0 WHERE trying_until > 0",
    "UPDATE challenges SET release_at = 0 WHERE release_at IS NOT NULL",
    "UPDATE payments SET check_at = 0 WHERE status = 'processing'",
    "UPDATE deliveries SET due_at = 0 WHERE due_at IS NOT NULL",
];

pub(crate) async fn pass(gateway: &Pool) -> anyhow::Result<()> {
    gateway.run(PASSES.join("; ")).await
}

/// How much is still to be done.
pub(crate) async fn left(gateway: &Pool) -> anyhow::Result<usize> {
    let left = gateway
        .texts(
            "SELECT id FROM payments WHERE status = 'processing'
             UNION ALL SELECT event FROM deliveries WHERE due_at IS NOT NULL
             UNION ALL SELECT id FROM challenges WHERE release_at IS NOT NULL AND reservation IS NOT NULL",
        )
        .await?;
    Ok(left.len())
}
