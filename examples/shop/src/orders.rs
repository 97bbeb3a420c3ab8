//! The shop's orders, in SQLite.

use std::path::Path;

use carrier_checkout_protocol::payment::{DisputeStatus, Payment, PaymentStatus};
use carrier_checkout_protocol::{OrderId, SessionId};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow};
use sqlx::{Error, Row, SqliteConnection};

use crate::goods::Good;
use crate::months;

/// An order.
#[derive(Debug)]
pub struct Order {
    /// Its number.
    pub id: OrderId,
    /// What is bought.
    pub good: &'static Good,
    /// The session that it is paid in.
    pub session: SessionId,
    /// How far it has come.
    pub state: OrderState,
    /// The payment as the gateway told it last.
    pub payment: Option<Payment>,
}

/// How far an order has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderState {
    /// Nobody has paid yet.
    Awaiting,
    /// The carrier has not said yet whether it is paid.
    Checking,
    /// Paid: the goods may be handed over.
    Paid,
    /// Paid, and the line's holder says by somebody else: the goods are held back.
    Disputed,
    /// Paid, and given back, wholly or in part: nothing more is handed over.
    Returned,
    /// The last attempt was refused.
    Failed,
    /// The session ended without a payment.
    Expired,
}

impl OrderState {
    const ALL: [Self; 7] =
        [Self::Awaiting, Self::Checking, Self::Paid, Self::Disputed, Self::Returned, Self::Failed, Self::Expired];

    /// Its name in the database and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Awaiting => "awaiting",
            Self::Checking => "checking",
            Self::Paid => "paid",
            Self::Disputed => "disputed",
            Self::Returned => "returned",
            Self::Failed => "failed",
            Self::Expired => "expired",
        }
    }

    const fn after(payment: &Payment) -> Self {
        match payment.status {
            PaymentStatus::Processing => Self::Checking,
            PaymentStatus::Succeeded if held_back(payment) => Self::Disputed,
            PaymentStatus::Succeeded => Self::Paid,
            PaymentStatus::Cancelled | PaymentStatus::PartiallyRefunded | PaymentStatus::Refunded => Self::Returned,
            PaymentStatus::Failed => Self::Failed,
        }
    }
}

/// Something the gateway has told of a session.
#[derive(Debug, Clone, Copy)]
pub enum News<'a> {
    /// Where its payment stands.
    Payment(&'a Payment),
    /// It ended without one.
    Expired(&'a SessionId),
}

/// All orders.
#[derive(Clone)]
pub struct Orders {
    pool: SqlitePool,
}

impl Orders {
    /// Opens the database; `:memory:` is one that is forgotten at the end.
    ///
    /// # Errors
    /// When it cannot be opened, or was not made by this program.
    pub async fn open(database: &str) -> Result<Self, Error> {
        let options = match database {
            ":memory:" => SqliteConnectOptions::new().in_memory(true),
            path => {
                let options = SqliteConnectOptions::new().filename(Path::new(path)).create_if_missing(true);
                options.journal_mode(SqliteJournalMode::Wal)
            }
        };
        // One connection, so that transactions queue up here instead of finding the file locked.
        let pool = SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
        let pool = pool.connect_with(options).await?;
        sqlx::migrate!("./migrations").run(&pool).await?;
        Ok(Self { pool })
    }

    pub(crate) const fn pool(&self) -> &SqlitePool {
        &self.pool
    }

    /// Adds a new order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add(&self, id: &OrderId, good: &Good, session: &SessionId) -> Result<(), Error> {
        let insert = sqlx::query("INSERT INTO orders (id, good, session) VALUES (?, ?, ?)");
        insert.bind(id.as_str()).bind(good.number).bind(session.as_str()).execute(&self.pool).await?;
        Ok(())
    }

    /// The order of that number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, id: &OrderId) -> Result<Option<Order>, Error> {
        let select = sqlx::query("SELECT * FROM orders WHERE id = ?").bind(id.as_str());
        select.fetch_optional(&self.pool).await?.as_ref().map(order).transpose()
    }

    /// Takes in what the gateway answered.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_in(&self, news: News<'_>) -> Result<(), Error> {
        let mut transaction = self.pool.begin().await?;
        apply(&mut transaction, news).await?;
        transaction.commit().await
    }

    /// Takes in a webhook, unless it has come before. The two go together: a
    /// crash in between cannot lose one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_in_webhook(&self, id: &str, news: News<'_>) -> Result<(), Error> {
        let mut transaction = self.pool.begin().await?;
        let insert = sqlx::query("INSERT OR IGNORE INTO webhooks (id) VALUES (?)").bind(id);
        if insert.execute(&mut *transaction).await?.rows_affected() == 1 {
            apply(&mut transaction, news).await?;
        }
        transaction.commit().await
    }
}

async fn apply(connection: &mut SqliteConnection, news: News<'_>) -> Result<(), Error> {
    let session = match news {
        News::Payment(payment) => &payment.session,
        News::Expired(session) => session,
    };
    let select = sqlx::query("SELECT * FROM orders WHERE session = ?").bind(session.as_str());
    let Some(row) = select.fetch_optional(&mut *connection).await? else {
        tracing::warn!(%session, "news of a session that is not of this shop");
        return Ok(());
    };
    let held = order(&row)?;
    let (state, payment) = match news {
        News::Payment(payment) if payment.order_id != held.id => {
            return months::take_in(connection, &held, payment).await;
        }
        News::Payment(payment) if !belongs(payment, &held) => {
            tracing::error!(order = %held.id, "the gateway's payment is not of this order");
            return Ok(());
        }
        News::Payment(payment) if supersedes(payment, held.payment.as_ref()) => {
            (OrderState::after(payment), Some(payment))
        }
        News::Expired(_) if held.state == OrderState::Awaiting => (OrderState::Expired, None),
        News::Payment(_) | News::Expired(_) => return Ok(()),
    };
    let payment = payment.map(serde_json::to_string).transpose().map_err(|error| Error::Encode(error.into()))?;
    let update = sqlx::query("UPDATE orders SET state = ?, payment = ? WHERE id = ?");
    update.bind(state.as_str()).bind(payment).bind(held.id.as_str()).execute(&mut *connection).await?;
    Ok(())
}

/// Goods are handed over for what they cost and for nothing less.
fn belongs(payment: &Payment, order: &Order) -> bool {
    payment.order_id == order.id && payment.amount == order.good.price
}

/// Whether a payment tells more than the one that is held: answers and
/// webhooks may arrive in any order.
fn supersedes(payment: &Payment, held: Option<&Payment>) -> bool {
    let Some(held) = held else { return true };
    match (step(held.status), step(payment.status)) {
        // Of what was paid, more may be given back; somebody may say not to have paid, and that is decided some day.
        (PAID, PAID) => decided(payment) > decided(held) || payment.refunded_amount > held.refunded_amount,
        (PAID, _) => false,
        (_, PAID) => true,
        (_, _) if held.id != payment.id => payment.created_at >= held.created_at,
        (before, after) => before < after,
    }
}

/// Whether the shopper says not to have paid, unless the operator has decided that it was so.
const fn held_back(payment: &Payment) -> bool {
    match &payment.dispute {
        Some(dispute) => match dispute.status {
            DisputeStatus::Open | DisputeStatus::Upheld => true,
            DisputeStatus::Rejected => false,
        },
        None => false,
    }
}

/// How far a dispute has come: none, open, decided.
fn decided(payment: &Payment) -> u8 {
    payment.dispute.as_ref().map_or(0, |dispute| if dispute.status == DisputeStatus::Open { 1 } else { 2 })
}

/// How far a payment has come: under way, refused, paid.
const fn step(status: PaymentStatus) -> u8 {
    match status {
        PaymentStatus::Processing => 0,
        PaymentStatus::Failed => 1,
        PaymentStatus::Succeeded
        | PaymentStatus::Cancelled
        | PaymentStatus::PartiallyRefunded
        | PaymentStatus::Refunded => PAID,
    }
}

const PAID: u8 = 2;

fn order(row: &SqliteRow) -> Result<Order, Error> {
    let state: String = row.try_get("state")?;
    let payment: Option<String> = row.try_get("payment")?;
    let payment = payment.map(|json| serde_json::from_str(&json)).transpose();
    Ok(Order {
        id: OrderId::parse(row.try_get("id")?).map_err(|_| unreadable("id"))?,
        good: Good::numbered(row.try_get("good")?).ok_or_else(|| unreadable("good"))?,
        session: SessionId::parse(row.try_get("session")?).map_err(|_| unreadable("session"))?,
        state: OrderState::ALL.into_iter().find(|s| s.as_str() == state).ok_or_else(|| unreadable("state"))?,
        payment: payment.map_err(|_| unreadable("payment"))?,
    })
}

/// A column that holds what this program did not write.
fn unreadable(column: &str) -> Error {
    Error::ColumnDecode { index: column.to_owned(), source: "not a value of this program".into() }
}
