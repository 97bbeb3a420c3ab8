//! What the code screen says beside its fields, and aloud.

use carrier_checkout_protocol::Reason;

use super::Code;
use crate::desk::Desk;

/// The seconds left at which the time is said aloud.
const SAID_AT: [i64; 3] = [60, 30, 10];

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

impl Code {
    /// What was said belongs to what was done before: it is not to be said once
    /// more, and the same thing done again is to be said anew.
    pub(super) fn hush(&mut self) {
        if self.announcement != Some(Announcement::Expired) {
            self.announcement = None;
        }
    }

    /// Says how much time is left. Not while an answer is awaited: the code may
    /// have been taken in time.
    pub(super) fn watch_time(&mut self, desk: &Desk) {
        let left = self.seconds_left(desk);
        if SAID_AT.contains(&left) {
            self.announcement = Some(Announcement::SecondsLeft(left));
        }
        if left == 0 && !desk.busy() && self.announcement != Some(Announcement::Expired) {
            self.announcement = Some(Announcement::Expired);
            self.error = Some(CodeError::Expired);
        }
    }
}

#[cfg(feature = "imprint")]
crate::imprint!(
    enum CodeError {
        Incomplete,
        NotConfirmed,
        NotApproved,
        Mismatch,
        Expired,
        NotSentAgain(reason),
    }
);

#[cfg(feature = "imprint")]
crate::imprint!(
    enum Announcement {
        Sent,
        SentAgain,
        Approved,
        SecondsLeft(seconds),
        Expired,
    }
);
