//! The policy's file.

use carrier_checkout_protocol::{Channel, Won};
use serde::Deserialize;

use super::Order;

/// A policy, as its file says it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    pub(super) channels: Vec<Channel>,
    pub(super) cash_like: CashLike,
    pub(super) sim_change: SimChange,
    pub(super) night: Night,
    pub(super) large_amount: LargeAmount,
    pub(super) velocity: Velocity,
}

/// Goods that can be turned into cash.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CashLike {
    pub(super) channels: Vec<Channel>,
    pub(super) max_amount: u32,
    pub(super) max_amount_per_line_and_day: u32,
    pub(super) cool_off_hours: u16,
    pub(super) known_days: u16,
}

/// A SIM that was changed lately.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SimChange {
    pub(super) hours: u16,
    pub(super) channels: Vec<Channel>,
    pub(super) refuse: bool,
}

/// Hours at which the holder sleeps.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Night {
    pub(super) from: u8,
    pub(super) until: u8,
    pub(super) min_amount: u32,
    pub(super) channels: Vec<Channel>,
}

/// A large part of a month's limit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LargeAmount {
    pub(super) usual_limit: u32,
    pub(super) share_percent: u8,
    pub(super) channels: Vec<Channel>,
}

/// How often somebody may begin.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Velocity {
    pub(super) hours: u16,
    pub(super) channels: Vec<Channel>,
    pub(super) per_line: Pace,
    pub(super) per_person: Pace,
    pub(super) per_address: Pace,
    pub(super) per_merchant: Pace,
}

/// From how many on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pace {
    pub(super) step_up: u32,
    pub(super) refuse: u32,
}

/// Why a policy cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// It is not TOML, or not a policy; the error names line and key.
    #[error("{0}")]
    Syntax(#[from] toml::de::Error),
    /// A value that makes no sense; names its key.
    #[error("{0}")]
    Value(&'static str),
}

impl Policy {
    /// The policy that comes with the gateway.
    ///
    /// # Errors
    /// Never: a test reads it.
    pub fn built_in() -> Result<Self, PolicyError> {
        Self::parse(include_str!("../../policy.toml"))
    }

    /// Reads a policy.
    ///
    /// # Errors
    /// When something in it is missing, unknown or makes no sense.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let policy: Self = toml::from_str(text)?;
        policy.fault().map_or(Ok(policy), |fault| Err(PolicyError::Value(fault)))
    }

    /// Who tries the sandbox does so at any hour, from one address and with one
    /// number, and has no shopper to protect.
    #[must_use]
    pub fn for_sandbox(mut self) -> Self {
        let never = Pace { step_up: u32::MAX, refuse: u32::MAX };
        let Velocity { per_line, per_person, per_address, per_merchant, .. } = &mut self.velocity;
        for pace in [per_line, per_person, per_address, per_merchant] {
            *pace = never;
        }
        self.night.until = self.night.from;
        self.cash_like.max_amount_per_line_and_day = u32::MAX;
        self
    }

    fn fault(&self) -> Option<&'static str> {
        let paces =
            [self.velocity.per_line, self.velocity.per_person, self.velocity.per_address, self.velocity.per_merchant];
        let faults = [
            (self.channels.is_empty(), "channels: there is none"),
            (has_twice(&self.channels), "channels: one is there twice"),
            (self.night.from > 23 || self.night.until > 24, "night: an hour is from 0 to 23, `until` up to 24"),
            (!(1..=2400).contains(&self.sim_change.hours), "sim_change.hours: carriers look back 1 to 2400 hours"),
            (self.large_amount.share_percent == 0, "large_amount.share_percent: 1 to 255"),
            (self.velocity.hours == 0, "velocity.hours: at least 1"),
            (paces.iter().any(|pace| pace.refuse < pace.step_up), "velocity: `refuse` is below `step_up`"),
        ];
        faults.into_iter().find(|(wrong, _)| *wrong).map(|(_, fault)| fault)
    }
}

impl Night {
    /// Over midnight, too: from 22 until 6.
    pub(super) fn covers(&self, order: &Order) -> bool {
        let hour = order.at.in_korea().hour;
        let within = if self.from <= self.until {
            (self.from..self.until).contains(&hour)
        } else {
            hour >= self.from || hour < self.until
        };
        within && order.amount.get() >= self.min_amount
    }
}

impl LargeAmount {
    pub(super) fn covers(&self, amount: Won) -> bool {
        u64::from(amount.get()) * 100 >= u64::from(self.usual_limit) * u64::from(self.share_percent)
    }
}

fn has_twice(channels: &[Channel]) -> bool {
    channels.iter().enumerate().any(|(at, channel)| channels[..at].contains(channel))
}
