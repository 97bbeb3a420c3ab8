//! Many payments at once: what the console lists and adds up.

use async_trait::async_trait;
use carrier_checkout_protocol::payment::PaymentStatus;
use carrier_checkout_protocol::{Carrier, Channel, PaymentId};

use super::{MerchantId, PaymentRecord, Span, StoreError};

/// Which payments are wanted.
#[derive(Debug, Clone, Default)]
pub struct PaymentSearch {
    /// That one only.
    pub id: Option<PaymentId>,
    /// With that status only.
    pub status: Option<PaymentStatus>,
    /// That somebody says not to have made, as long as that is not decided.
    pub disputed: bool,
    /// By that carrier only.
    pub carrier: Option<Carrier>,
    /// Proved by that channel only.
    pub channel: Option<Channel>,
    /// Of the order of that number, exactly.
    pub order: Option<String>,
    /// Begun in that time.
    pub begun: Option<Span>,
    /// Older than this one.
    pub after: Option<PaymentId>,
    /// How many at most.
    pub limit: u32,
}

/// A payment with what else a list of them shows.
#[derive(Debug, Clone)]
pub struct ListedPayment {
    /// The payment.
    pub payment: PaymentRecord,
    /// How the line was proved.
    pub channel: Channel,
    /// What was bought.
    pub goods: String,
}

/// How many payments of one status there are, and how much they come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusSum {
    /// The status.
    pub status: PaymentStatus,
    /// How many.
    pub payments: u64,
    /// What they come to, in won.
    pub won: u64,
    /// What of it was given back.
    pub refunded: u64,
}

/// What was paid on one day in Korea.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DaySum {
    /// Days since 1970-01-01 in Korea.
    pub day: i64,
    /// How many payments.
    pub payments: u64,
    /// In won, without what was given back since.
    pub won: u64,
}

/// Many payments at once.
#[async_trait]
pub trait Listings: Send + Sync {
    /// A merchant's payments, the newest first.
    async fn find_payments(
        &self,
        merchant: &MerchantId,
        wanted: &PaymentSearch,
    ) -> Result<Vec<ListedPayment>, StoreError>;

    /// A merchant's payments that were begun in that time, added up by status.
    async fn payment_sums(&self, merchant: &MerchantId, begun: Span) -> Result<Vec<StatusSum>, StoreError>;

    /// What was paid to a merchant in that time, by day; a day on which nothing was paid is left out.
    async fn paid_by_day(&self, merchant: &MerchantId, paid: Span) -> Result<Vec<DaySum>, StoreError>;
}
