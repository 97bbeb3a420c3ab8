//! What every handler shares.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use carrier_checkout_protocol::{Carrier, Timestamp};
use tokio::sync::watch;

use crate::clock::{Clock, SystemClock};
use crate::store::Store;

/// The sandbox could not open its database.
pub type OpenError = sqlx::Error;

const MINUTE: i64 = 60_000;

/// What the carriers have settled among themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// How long a code can be used, in milliseconds.
    pub code_life: i64,
    /// How often a code can be tried; the last wrong try ends it.
    pub code_tries: u32,
    /// How many codes a line gets in an hour.
    pub codes_an_hour: u32,
    /// How long a call rings or the PASS app waits when the client does not
    /// say it, in milliseconds.
    pub request_life: i64,
    /// How long an amount stays reserved, in milliseconds.
    pub reservation_life: i64,
    /// How long an access token can be used, in milliseconds.
    pub token_life: i64,
    /// The most that one payment may be, in won.
    pub payment_limit: u32,
    /// How many requests a carrier takes within a second; without it, any number.
    pub requests_a_second: Option<u32>,
    /// The carriers that send a code of their own for each reserved payment,
    /// to be handed in with `validatePayment`.
    pub asks_for_its_own_code: &'static [Carrier],
    /// The carriers that take only the whole of a payment off the bill again.
    pub refunds_only_the_whole: &'static [Carrier],
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            code_life: 3 * MINUTE,
            code_tries: 5,
            codes_an_hour: 1_000,
            request_life: 3 * MINUTE,
            reservation_life: 60 * MINUTE,
            token_life: 60 * MINUTE,
            payment_limit: 1_000_000,
            requests_a_second: None,
            asks_for_its_own_code: &[Carrier::Lgu],
            refunds_only_the_whole: &[Carrier::Lgu, Carrier::Hello, Carrier::Kct, Carrier::Sk7],
        }
    }
}

/// Everything the sandbox knows; cheap to clone.
#[derive(Clone)]
pub struct SandboxState {
    pub(crate) store: Store,
    pub(crate) rules: Rules,
    clock: Arc<dyn Clock>,
    // The second and the carrier of each request, as far as they are limited.
    requests: Arc<Mutex<Vec<(i64, Carrier)>>>,
    // Counts what the phones received and answered, so that an open page knows of more.
    received: Arc<watch::Sender<u64>>,
    closing: Arc<watch::Sender<bool>>,
}

impl SandboxState {
    /// A sandbox that forgets everything when it ends.
    ///
    /// # Errors
    /// When SQLite cannot be used at all.
    pub async fn in_memory() -> Result<Self, OpenError> {
        Ok(Self::new(Store::in_memory().await?))
    }

    /// A sandbox that remembers in a file, which is made when it is missing.
    ///
    /// # Errors
    /// When the file cannot be opened, or was not made by this program.
    pub async fn open(path: &Path) -> Result<Self, OpenError> {
        Ok(Self::new(Store::open(path).await?))
    }

    fn new(store: Store) -> Self {
        Self {
            store,
            rules: Rules::default(),
            clock: Arc::new(SystemClock),
            requests: Arc::default(),
            received: Arc::new(watch::Sender::new(0)),
            closing: Arc::new(watch::Sender::new(false)),
        }
    }

    /// The same sandbox with another clock.
    #[must_use]
    pub fn with_clock(self, clock: Arc<dyn Clock>) -> Self {
        Self { clock, ..self }
    }

    /// The same sandbox with other rules.
    #[must_use]
    pub fn with_rules(self, rules: Rules) -> Self {
        Self { rules, ..self }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Counts a request, and says whether the carrier still takes it in this second.
    pub(crate) fn takes_another(&self, carrier: Carrier) -> bool {
        let Some(most) = self.rules.requests_a_second else { return true };
        let second = self.now().millis().div_euclid(1_000);
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        requests.retain(|(at, _)| *at == second);
        requests.push((second, carrier));
        requests.iter().filter(|(_, asked)| *asked == carrier).count() <= most as usize
    }

    /// Waits, but not longer than the server lives.
    pub(crate) async fn wait(&self, millis: u32) {
        tokio::select! {
            () = self.clock.sleep(millis) => {}
            () = self.closed() => {}
        }
    }

    /// Waits until that many milliseconds have passed; without a number, for ever.
    pub(crate) async fn passed(&self, millis: Option<i64>) {
        match millis {
            Some(millis) => self.clock.sleep(u32::try_from(millis.max(0)).unwrap_or(u32::MAX)).await,
            None => std::future::pending().await,
        }
    }

    pub(crate) fn tell_the_phones(&self) {
        self.received.send_modify(|count| *count += 1);
    }

    pub(crate) fn listen_to_the_phones(&self) -> watch::Receiver<u64> {
        self.received.subscribe()
    }

    /// Ends everything that would otherwise stay open.
    pub(crate) fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Waits until the server is told to end.
    pub(crate) async fn closed(&self) {
        // The sender is our own, so this cannot fail.
        let _ = self.closing.subscribe().wait_for(|closing| *closing).await;
    }
}
