//! The gateway's time, as far as the browser's clock can tell it.

use carrier_checkout_protocol::Timestamp;

/// Two clocks in one. Every limit counts by the gateway's. The page's own is
/// the browser's, which may be hours wrong, except that it never goes back:
/// a phone that puts its clock right must not stop an alarm for hours.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Clock {
    page: Timestamp,
    put_back_ms: i64,
    ahead_ms: Option<i64>,
}

impl Clock {
    /// Takes the time that the browser shows.
    pub(crate) fn set(&mut self, browser: Timestamp) {
        let put_back_ms = self.page.millis_since(browser + self.put_back_ms).max(0);
        self.put_back_ms += put_back_ms;
        self.page = browser + self.put_back_ms;
    }

    /// The page's time.
    pub(crate) const fn page(&self) -> Timestamp {
        self.page
    }

    /// The gateway's time.
    pub(crate) fn gateway(&self) -> Timestamp {
        self.page + self.ahead_ms.unwrap_or(0)
    }

    /// A time of the gateway's by the page's.
    pub(crate) fn page_time_of(&self, gateway: Timestamp) -> Timestamp {
        gateway - self.ahead_ms.unwrap_or(0)
    }

    /// A time of the page's by what the browser shows.
    pub(crate) fn browser_time_of(&self, page: Timestamp) -> Timestamp {
        page - self.put_back_ms
    }

    /// Learns from an answer that the gateway wrote at `gateway`, to a question
    /// first asked at `asked_at` of the page's time.
    ///
    /// A stored answer is old when it comes: it only says that the gateway's
    /// clock showed that time somewhere between question and answer.
    pub(crate) fn heard(&mut self, gateway: Timestamp, asked_at: Timestamp) {
        let (least, most) = (gateway.millis_since(self.page), gateway.millis_since(asked_at));
        self.ahead_ms = Some(self.ahead_ms.map_or(least, |ahead| ahead.min(most).max(least)));
    }
}

#[cfg(feature = "imprint")]
crate::imprint!(Clock { page, put_back_ms, ahead_ms });

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    #[test]
    fn a_browser_clock_put_back_does_not_turn_the_page_back() {
        let mut clock = Clock::default();
        for browser in [10_000, 4_000, 4_500] {
            clock.set(at(browser));
        }
        assert_eq!(clock.page(), at(10_500));
        assert_eq!(clock.browser_time_of(at(11_000)), at(5_000));
    }

    #[test]
    fn an_old_answer_does_not_turn_the_gateway_back() {
        let mut clock = Clock::default();
        clock.set(at(100));
        clock.heard(at(1_000_100), at(0));
        clock.set(at(60_000));
        clock.heard(at(1_002_000), at(1_500));
        assert_eq!(clock.gateway(), at(1_060_000));
    }

    #[test]
    fn a_new_answer_corrects_a_browser_clock_put_forward() {
        let mut clock = Clock::default();
        clock.set(at(0));
        clock.heard(at(0), at(0));
        clock.set(at(3_600_000));
        clock.heard(at(500), at(3_600_000));
        assert_eq!(clock.gateway(), at(500));
    }
}
