//! The merchant's page and server: what becomes of a posted token.

use std::collections::BTreeSet;

use carrier_checkout_protocol::{
    Timestamp,
    embed::{ConfirmOutcome, ConfirmRequest},
};

use crate::gateway::Gateway;

/// How the merchant's side behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Exchanges the token and says 200.
    Exchanges,
    /// Says 4xx.
    Refuses,
    /// Says 5xx that many times, then exchanges.
    Breaks(u8),
    /// Exchanges, but the answer comes never.
    ExchangesInSilence,
    /// Neither does nor says anything.
    Silent,
    /// The page is offline.
    Unreachable,
    /// The page has no confirm URL.
    NotConfigured,
    /// Says 200 and forgets about it.
    AcceptsOnly,
}

pub(crate) struct Merchant {
    pub(crate) manner: Manner,
    /// The keys of all posts, in order.
    pub(crate) posts: Vec<String>,
    exchanged: BTreeSet<String>,
}

impl Merchant {
    pub(crate) fn new() -> Self {
        Self { manner: Manner::Exchanges, posts: Vec::new(), exchanged: BTreeSet::new() }
    }

    /// What the page says; nothing when it waits for the server in vain.
    pub(crate) fn post(
        &mut self,
        request: &ConfirmRequest,
        gateway: &mut Gateway,
        now: Timestamp,
    ) -> Option<ConfirmOutcome> {
        self.posts.push(request.idempotency_key.clone());
        match self.manner {
            Manner::Exchanges => Some(self.exchange(request, gateway, now)),
            Manner::Refuses => Some(ConfirmOutcome::Refused),
            Manner::Breaks(0) => {
                self.manner = Manner::Exchanges;
                Some(self.exchange(request, gateway, now))
            }
            Manner::Breaks(times) => {
                self.manner = Manner::Breaks(times - 1);
                Some(ConfirmOutcome::ServerError)
            }
            Manner::ExchangesInSilence => {
                self.exchange(request, gateway, now);
                None
            }
            Manner::Silent => None,
            Manner::Unreachable => Some(ConfirmOutcome::NetworkError),
            Manner::NotConfigured => Some(ConfirmOutcome::NotConfigured),
            Manner::AcceptsOnly => Some(ConfirmOutcome::Accepted),
        }
    }

    fn exchange(&mut self, request: &ConfirmRequest, gateway: &mut Gateway, now: Timestamp) -> ConfirmOutcome {
        if self.exchanged.contains(&request.idempotency_key) || gateway.exchange(&request.body.token, now) {
            self.exchanged.insert(request.idempotency_key.clone());
            ConfirmOutcome::Accepted
        } else {
            ConfirmOutcome::Refused
        }
    }
}
