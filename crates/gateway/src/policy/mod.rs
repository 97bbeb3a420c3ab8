//! Which proof a payment needs, and when there is none: the operator's file.
//!
//! [`Policy::offer`] says what the window offers before anybody has said who
//! they are; [`Policy::judge`] decides once the line is known. Neither knows a
//! store, a clock or a carrier: they are given [`Order`] and [`Traces`].

mod rules;
#[cfg(test)]
mod tests;

use carrier_checkout_protocol::{Channel, Reason, StepUp, Timestamp, Won};

use rules::Pace;
pub use rules::{Policy, PolicyError};

const HOUR_MS: i64 = 3_600_000;

/// What is to be paid, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// How much.
    pub amount: Won,
    /// Whether the goods can be turned into cash.
    pub cash_like: bool,
    /// Now.
    pub at: Timestamp,
}

/// What is known of who begins. Counts are of the policy's window, without this attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Traces {
    /// How often the line began.
    pub line: u32,
    /// How often somebody of that birth date did at that address.
    pub person: u32,
    /// How often somebody at that address did.
    pub address: u32,
    /// How often somebody did at that merchant.
    pub merchant: u32,
    /// Whether the SIM was changed lately.
    pub sim_changed: bool,
    /// Whether the counts called for more earlier in the same session.
    pub was_fast: bool,
    /// What the line has paid for cash-like goods within the last day, in won.
    pub cash_like_spent: u64,
}

/// The channels that are enough, the recommended one first, and why not all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Which.
    pub channels: Vec<Channel>,
    /// Why these only; none when nothing asks for more.
    pub step_up: Option<StepUp>,
}

impl Policy {
    /// What the window offers before the line is known; `known` is what an
    /// earlier attempt in the same session has shown.
    #[must_use]
    pub fn offer(&self, order: &Order, known: Option<StepUp>) -> Offer {
        self.narrowed(order, known == Some(StepUp::SimChanged), known == Some(StepUp::Velocity))
    }

    /// What is enough, now that the line is known.
    ///
    /// # Errors
    /// With the reason when nothing is.
    pub fn judge(&self, order: &Order, traces: &Traces) -> Result<Offer, Reason> {
        if self.is_too_fast(traces) {
            return Err(Reason::TooManyRequests);
        }
        if traces.sim_changed && self.sim_change.refuse {
            return Err(Reason::SimChanged);
        }
        let daily = u64::from(self.cash_like.max_amount_per_line_and_day);
        if order.cash_like && traces.cash_like_spent + u64::from(order.amount.get()) > daily {
            return Err(Reason::LimitDayCashLike);
        }
        let offer = self.narrowed(order, traces.sim_changed, self.is_fast(traces));
        if offer.channels.is_empty() { Err(Reason::RiskPolicy) } else { Ok(offer) }
    }

    /// Over how long attempts are counted, in milliseconds.
    #[must_use]
    pub fn window_ms(&self) -> i64 {
        i64::from(self.velocity.hours) * HOUR_MS
    }

    /// How far back a SIM change counts, in hours.
    #[must_use]
    pub const fn sim_change_hours(&self) -> u16 {
        self.sim_change.hours
    }

    /// How long cash-like goods are held back from a line that has paid
    /// nothing within the second, in hours and in milliseconds.
    #[must_use]
    pub fn cool_off(&self) -> (u16, i64) {
        (self.cash_like.cool_off_hours, i64::from(self.cash_like.known_days) * 24 * HOUR_MS)
    }

    /// What the window says of that beforehand.
    #[must_use]
    pub fn cool_off_hours(&self, cash_like: bool) -> Option<u16> {
        Some(self.cash_like.cool_off_hours).filter(|hours| cash_like && *hours > 0)
    }

    /// Whether so much may be paid for such goods at all.
    #[must_use]
    pub fn allows_amount(&self, order: &Order) -> bool {
        !order.cash_like || order.amount.get() <= self.cash_like.max_amount
    }

    /// Each rule that applies takes channels away; the first one is told.
    fn narrowed(&self, order: &Order, sim_changed: bool, fast: bool) -> Offer {
        let rules = [
            (StepUp::CashLike, order.cash_like, &self.cash_like.channels),
            (StepUp::SimChanged, sim_changed, &self.sim_change.channels),
            (StepUp::Velocity, fast, &self.velocity.channels),
            (StepUp::LargeAmount, self.large_amount.covers(order.amount), &self.large_amount.channels),
            (StepUp::Night, self.night.covers(order), &self.night.channels),
        ];
        let mut offer = Offer { channels: self.channels.clone(), step_up: None };
        for (why, _, allowed) in rules.into_iter().filter(|(_, applies, _)| *applies) {
            let before = offer.channels.len();
            offer.channels.retain(|channel| allowed.contains(channel));
            if offer.channels.len() < before {
                offer.step_up.get_or_insert(why);
            }
        }
        offer
    }

    fn is_fast(&self, traces: &Traces) -> bool {
        traces.was_fast || self.paces(traces).any(|(count, pace)| count >= pace.step_up)
    }

    fn is_too_fast(&self, traces: &Traces) -> bool {
        self.paces(traces).any(|(count, pace)| count >= pace.refuse)
    }

    fn paces(&self, traces: &Traces) -> impl Iterator<Item = (u32, Pace)> {
        let velocity = &self.velocity;
        [
            (traces.line, velocity.per_line),
            (traces.person, velocity.per_person),
            (traces.address, velocity.per_address),
            (traces.merchant, velocity.per_merchant),
        ]
        .into_iter()
    }
}
