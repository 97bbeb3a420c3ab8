//! The fingerprint of a world: equal for worlds that do the same from now on.

use carrier_checkout_flow::{Ticket, imprint::Sink};
use carrier_checkout_protocol::Timestamp;

/// Up to here two times are told apart by the millisecond, beyond only by the half minute: how far off the end of a
/// session is matters only to what comes before it.
const NEAR_MS: i64 = 30_000;

/// Mixes what it is told into 64 bits.
///
/// Times are seen from now: what is past is past. Keys and tickets are seen from who holds them.
pub(crate) struct Print<'a> {
    hash: u64,
    now: Timestamp,
    /// How far the page's idea of the gateway's time is behind.
    lag_ms: i64,
    held: &'a [String],
    latest: Ticket,
}

impl<'a> Print<'a> {
    pub(crate) const fn at(now: Timestamp) -> Self {
        Self { hash: 0x243f_6a88_85a3_08d3, now, lag_ms: 0, held: &[], latest: Ticket(0) }
    }

    /// As a page sees it that holds these keys and has last used that ticket.
    pub(crate) fn seen_from(now: Timestamp, lag_ms: i64, held: &'a [String], latest: Ticket) -> Self {
        Self { lag_ms, held, latest, ..Self::at(now) }
    }

    pub(crate) const fn end(&self) -> u64 {
        self.hash
    }
}

impl Sink for Print<'_> {
    fn number(&mut self, number: u64) {
        let mixed = u128::from(self.hash ^ number ^ 0x9e37_79b9_7f4a_7c15);
        let product = mixed.wrapping_mul(0xd6e8_feb8_6659_fd93_a5a3_564e_27f8_86ad);
        self.hash = (product as u64) ^ ((product >> 64) as u64).rotate_left(23);
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        for chunk in text.as_bytes().chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.number(u64::from_le_bytes(word));
        }
    }

    fn time(&mut self, time: Timestamp) {
        let left = time.millis_since(self.now);
        self.number(match left {
            _ if left + self.lag_ms <= 0 => 0,
            _ if left <= NEAR_MS => left as u64,
            _ => (NEAR_MS + left / NEAR_MS) as u64,
        });
    }

    fn key(&mut self, key: &str) {
        let place = self.held.iter().position(|held| held == key);
        self.number(place.map_or(0, |place| place as u64 + 1));
    }

    fn ticket(&mut self, ticket: Ticket) {
        self.number(u64::from(ticket == self.latest));
    }
}

/// Collects the keys that somebody may still use.
#[derive(Default)]
pub(crate) struct Keys(pub(crate) Vec<String>);

impl Sink for Keys {
    fn number(&mut self, _: u64) {}
    fn text(&mut self, _: &str) {}
    fn time(&mut self, _: Timestamp) {}
    fn ticket(&mut self, _: Ticket) {}

    fn key(&mut self, key: &str) {
        if !self.0.iter().any(|known| known == key) {
            self.0.push(key.to_owned());
        }
    }
}
