//! The law of a limit: a token bucket, and what a gateway holds of it.
//!
//! The bucket stands in the store and is shared by all gateways. It is full at first, holds a minute's worth of
//! requests and fills at the rate of the limit. A gateway does not ask it for each request: it spends a small portion
//! on credit, and only when that is gone pays for it and takes the next one. So whoever asks for little, as nearly
//! everybody does, costs the store nothing, and whoever asks for much one write for each portion.
//!
//! What that gives away: never is more let through than the bucket's law allows and, for each gateway, a portion in
//! each minute. What a gateway held when it was killed is lost, or was not paid for; either is a portion.
//!
//! Pure: the time comes in.

use carrier_checkout_protocol::Timestamp;

/// Over how long a rate is counted; a bucket that is left alone for so long is full.
pub(crate) const FULL_AFTER_MS: i64 = 60_000;

/// How many portions a bucket has.
const PORTIONS: u32 = 10;

/// How many requests a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate(pub u32);

impl Rate {
    /// What a gateway takes at once.
    #[must_use]
    pub const fn portion(self) -> u32 {
        if self.0 < PORTIONS { 1 } else { self.0 / PORTIONS }
    }

    /// For how long one token takes to come.
    fn token_ms(self) -> i64 {
        (FULL_AFTER_MS / i64::from(self.0.max(1))).max(1)
    }
}

/// A bucket as it was left. Its level is in sixty-thousandths of a token, so that each millisecond adds as many as the
/// rate says, and nothing is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bucket {
    /// How full it is; below zero it is in debt.
    pub level: i64,
    /// When it was.
    pub at: Timestamp,
}

/// One token's share of a level.
const TOKEN: i64 = FULL_AFTER_MS;

impl Bucket {
    /// One that nobody has drawn from for long.
    #[must_use]
    pub fn full(rate: Rate, at: Timestamp) -> Self {
        Self { level: i64::from(rate.0) * TOKEN, at }
    }

    /// Pays for what was spent on credit, and takes up to a portion more. Gives how many tokens were had, and the
    /// bucket as it then is.
    #[must_use]
    pub fn draw(self, rate: Rate, spent: u32, now: Timestamp) -> (u32, Self) {
        let full = Self::full(rate, now);
        // A clock that was an hour ahead, and was set right, would keep it empty for an hour.
        let this = if self.at.millis() - now.millis() > FULL_AFTER_MS { full } else { self };
        // Clocks of gateways differ a little: time never goes back here.
        let since = (now.millis() - this.at.millis()).clamp(0, 2 * FULL_AFTER_MS);
        let filled = (this.level + since * i64::from(rate.0)).min(full.level);
        let paid = filled - i64::from(spent) * TOKEN;
        let left = u32::try_from(paid / TOKEN).unwrap_or(0);
        let had = left.min(rate.portion());
        // A debt is at most what others have had at the same time; it does not grow by asking.
        let level = (paid - i64::from(had) * TOKEN).max(-full.level);
        (had, Self { level, at: this.at.max(now) })
    }

    /// How long until there is a token.
    #[must_use]
    pub fn empty_for_ms(self, rate: Rate) -> i64 {
        let missing = (TOKEN - self.level).max(0);
        let rate = i64::from(rate.0.max(1));
        (missing + rate - 1) / rate
    }
}

/// What a gateway holds of a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Held {
    /// Tokens that may be spent without asking.
    tokens: u32,
    /// How many were spent on credit; none once the bucket was asked, for its tokens are paid for.
    spent: Option<u32>,
    /// When it was last used.
    used: Timestamp,
    /// Until when there is nothing to be had.
    empty_until: Timestamp,
}

/// What to do with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It may go on.
    Passes,
    /// It comes again after so many milliseconds.
    Wait(i64),
    /// The bucket has to be asked: that much was spent on credit.
    Ask {
        /// How many tokens.
        spent: u32,
    },
}

impl Held {
    /// The credit of somebody who was not seen for long.
    #[must_use]
    pub(super) fn new(rate: Rate, now: Timestamp) -> Self {
        Self { tokens: rate.portion(), spent: Some(0), used: now, empty_until: Timestamp::from_millis(0) }
    }

    /// Spends a token, if it can without asking the bucket.
    pub(super) fn spend(&mut self, rate: Rate, now: Timestamp) -> Verdict {
        if let Some(wait) = self.empty_for(now) {
            return Verdict::Wait(wait);
        }
        if self.is_old(now) {
            *self = Self::new(rate, now);
        }
        self.used = self.used.max(now);
        if self.tokens == 0 {
            return Verdict::Ask { spent: self.spent.unwrap_or(0) };
        }
        self.tokens -= 1;
        self.spent = self.spent.map(|spent| spent + 1);
        Verdict::Passes
    }

    /// Spends one of the tokens that the bucket gave. Those are paid for.
    pub(super) fn had(&mut self, tokens: u32, rate: Rate, empty_for_ms: i64, now: Timestamp) -> Verdict {
        (self.tokens, self.spent) = (tokens, None);
        if tokens == 0 {
            let wait = empty_for_ms.max(rate.token_ms());
            self.empty_until = now + wait;
            return Verdict::Wait(wait);
        }
        self.tokens -= 1;
        Verdict::Passes
    }

    /// For how long there is nothing to be had.
    #[must_use]
    pub(super) fn empty_for(&self, now: Timestamp) -> Option<i64> {
        // Longer than that it is never: then the clock was set back.
        Some(self.empty_until.millis() - now.millis()).filter(|wait| (1..=3 * FULL_AFTER_MS).contains(wait))
    }

    /// Whether nobody has asked for so long that the bucket would be full again: nothing need be remembered.
    #[must_use]
    pub(super) fn is_old(&self, now: Timestamp) -> bool {
        now.millis() - self.used.millis() >= FULL_AFTER_MS
    }
}

#[cfg(test)]
mod tests;
