//! What the code screen says beside its fields, and aloud.

use carrier_checkout_protocol::Reason;

/// What is wrong on the code screen. Each is shown beside its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeError {
    /// Fewer than six digits, or something else.
    Incomplete,
    /// "결제 내용을 확인했습니다" is not ticked.
    NotConfirmed,
    /// The call or the app's request has not been approved: once it is, it is paid.
    NotApproved,
    /// The gateway says it is another code.
    Mismatch,
    /// Its time is over.
    Expired,
    /// The answer to sending it again was a refusal, or none came.
    NotSentAgain(Reason),
}

/// What is said aloud without taking the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Announcement {
    /// The code is on its way.
    Sent,
    /// Another one is on its way.
    SentAgain,
    /// The shopper has approved on the phone.
    Approved,
    /// So many seconds are left.
    SecondsLeft(i64),
    /// None are left.
    Expired,
}
