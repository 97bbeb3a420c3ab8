//! What stays while the screens change: the order, the form, the gateway's
//! clock, and the one request that is under way.

use carrier_checkout_protocol::{
    ErrorCode, Failure, Locale, Problem, Reason, Timestamp,
    checkout::Checkout,
    consent::ConsentKind,
    embed::{CheckoutEvent, Screen},
};

use crate::{
    effect::{Effect, Field, Request, Ticket},
    form::Form,
    input::{Reply, Trouble},
    terms::Terms,
};

/// How often a request whose answer was lost is sent again by itself, with the
/// same key, and how long it waits before each.
const RETRY_AFTER_MS: [i64; 3] = [500, 1_500, 4_000];

/// What stays while the screens change.
#[derive(Debug, Clone)]
pub struct Desk {
    /// What the shopper filled in.
    pub form: Form,
    /// The full texts opened so far.
    pub terms: Terms,
    checkout: Option<Checkout>,
    embedder: Option<String>,
    locale: Locale,
    nonce: String,
    tickets: u32,
    keys: u32,
    under_way: Option<UnderWay>,
    local: Timestamp,
    ahead_ms: i64,
    effects: Vec<Effect>,
    ready_told: bool,
}

/// The request that the window waits for. There is never a second one: that is
/// why a double click cannot send twice.
#[derive(Debug, Clone)]
struct UnderWay {
    ticket: Ticket,
    request: Option<Request>,
    sent_again: usize,
    again_at: Option<Timestamp>,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self {
            form: Form::default(),
            terms: Terms::default(),
            checkout: None,
            embedder: None,
            locale: Locale::Ko,
            nonce: String::new(),
            tickets: 0,
            keys: 0,
            under_way: None,
            local: Timestamp::default(),
            ahead_ms: 0,
            effects: Vec::new(),
            ready_told: false,
        }
    }

    /// The order and everything else that the window shows, once it is loaded.
    #[must_use]
    pub const fn checkout(&self) -> Option<&Checkout> {
        self.checkout.as_ref()
    }

    /// The gateway's time, by its last answer.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.local + self.ahead_ms
    }

    /// Whether the window waits for an answer.
    #[must_use]
    pub const fn busy(&self) -> bool {
        self.under_way.is_some()
    }

    /// Whether the last try got no answer, and another one is coming.
    #[must_use]
    pub fn reconnecting(&self) -> bool {
        self.under_way.as_ref().is_some_and(|under_way| under_way.sent_again > 0)
    }

    /// Fetches the full text of a consent, unless it is here.
    pub(crate) fn open_terms(&mut self, kind: ConsentKind) {
        let consent = self.checkout.as_ref().and_then(|c| c.consents.iter().find(|consent| consent.kind == kind));
        if let Some(effect) = consent.and_then(|consent| self.terms.open(consent)) {
            self.push(effect);
        }
    }

    pub(crate) fn start(&mut self, nonce: String, embedder: Option<String>, locale: Locale) {
        (self.nonce, self.embedder, self.locale) = (nonce, embedder, locale);
    }

    pub(crate) fn embedder(&self) -> Option<&str> {
        self.embedder.as_deref()
    }

    pub(crate) const fn set_local_time(&mut self, now: Timestamp) {
        self.local = now;
    }

    pub(crate) fn take_effects(&mut self) -> Vec<Effect> {
        core::mem::take(&mut self.effects)
    }

    pub(crate) fn push(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    pub(crate) fn tell(&mut self, event: CheckoutEvent) {
        self.push(Effect::Tell(event));
    }

    pub(crate) fn tell_failed(&mut self, failure: &Failure, r#final: bool) {
        self.tell(CheckoutEvent::Failed { failure: failure.clone(), r#final });
    }

    pub(crate) fn tell_screen(&mut self, screen: Screen) {
        if !self.ready_told && screen != Screen::Ended {
            self.ready_told = true;
            self.tell(CheckoutEvent::Ready { locale: self.locale });
        }
        self.tell(CheckoutEvent::Change { screen });
    }

    pub(crate) fn focus(&mut self, field: Field) {
        self.push(Effect::Focus(field));
    }

    /// Keeps a loaded checkout, and the gateway's clock with it.
    pub(crate) fn keep(&mut self, checkout: Checkout) {
        self.set_server_time(checkout.server_time);
        self.checkout = Some(checkout);
    }

    pub(crate) fn set_server_time(&mut self, server: Timestamp) {
        self.ahead_ms = server.millis_since(self.local);
    }

    /// A key for one thing to be done once: every retry of it has the same.
    pub(crate) fn new_key(&mut self) -> String {
        self.keys += 1;
        format!("{}-{}", self.nonce, self.keys)
    }

    pub(crate) fn new_ticket(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket(self.tickets)
    }

    /// Sends a request, unless one is under way.
    pub(crate) fn ask(&mut self, request: Request) {
        if !self.busy() {
            self.send(request, 0);
        }
    }

    /// Waits for something other than a request to the gateway.
    pub(crate) fn wait_for(&mut self, ticket: Ticket) {
        self.under_way = Some(UnderWay { ticket, request: None, sent_again: 0, again_at: None });
    }

    /// Waits no longer: an answer that still comes is dropped.
    pub(crate) fn forget_request(&mut self) {
        self.under_way = None;
    }

    fn send(&mut self, request: Request, sent_again: usize) {
        let ticket = self.new_ticket();
        self.push(Effect::Ask(ticket, request.clone()));
        self.under_way = Some(UnderWay { ticket, request: Some(request), sent_again, again_at: None });
    }

    /// Takes a ticket back. False when nobody waits for it any more: this is
    /// the one place where late and doubled answers are dropped.
    pub(crate) fn redeem(&mut self, ticket: Ticket) -> bool {
        let awaited = self.under_way.as_ref().is_some_and(|u| u.ticket == ticket && u.again_at.is_none());
        if awaited {
            self.under_way = None;
        }
        awaited
    }

    /// Takes a reply in; none when it is an old one, or when the request is
    /// going to be sent again by itself.
    pub(crate) fn admit(&mut self, ticket: Ticket, reply: Reply) -> Option<Reply> {
        let before = self.under_way.clone();
        if !self.redeem(ticket) {
            return None;
        }
        let worth_retrying = match &reply {
            Reply::Checkout(Err(trouble)) | Reply::Challenge(Err(trouble)) | Reply::Verified(Err(trouble)) => {
                transient(trouble)
            }
            Reply::Checkout(Ok(_)) | Reply::Challenge(Ok(_)) | Reply::Verified(Ok(_)) => false,
        };
        if let (true, Some(mut under_way)) = (worth_retrying, before)
            && let Some(wait) = RETRY_AFTER_MS.get(under_way.sent_again)
        {
            under_way.again_at = Some(self.local + *wait);
            under_way.sent_again += 1;
            self.under_way = Some(under_way);
            return None;
        }
        Some(reply)
    }

    /// Sends the request under way again, if its time has come.
    pub(crate) fn send_again_if_due(&mut self) {
        let due = self.under_way.as_ref().is_some_and(|u| u.again_at.is_some_and(|at| self.local >= at));
        if due && let Some(UnderWay { request: Some(request), sent_again, .. }) = self.under_way.take() {
            self.send(request, sent_again);
        }
    }

    /// When the request under way is to be sent again, by the local clock.
    pub(crate) fn again_at(&self) -> Option<Timestamp> {
        self.under_way.as_ref().and_then(|under_way| under_way.again_at)
    }

    /// A time of the gateway's clock by the local one.
    pub(crate) fn local_time_of(&self, server: Timestamp) -> Timestamp {
        server - self.ahead_ms
    }
}

/// Whether the same request may succeed if it is sent again as it is.
fn transient(trouble: &Trouble) -> bool {
    match trouble {
        Trouble::Lost => true,
        Trouble::Problem(problem) => matches!(problem.code, ErrorCode::IdempotencyInFlight | ErrorCode::Internal),
    }
}

/// What a shopper is told of a problem.
pub(crate) fn failure_of(trouble: &Trouble) -> Failure {
    match trouble {
        Trouble::Lost => Reason::NetworkError.into(),
        Trouble::Problem(problem) => Failure {
            reason: problem.reason.unwrap_or_else(|| reason_of(problem)),
            quote: problem.quote.clone().or_else(|| Some(problem.request_id.clone())),
        },
    }
}

/// The reason for a problem that names none.
const fn reason_of(problem: &Problem) -> Reason {
    match problem.code {
        ErrorCode::SessionNotFound | ErrorCode::Unauthenticated => Reason::SessionUnknown,
        ErrorCode::SessionExpired | ErrorCode::SessionClosed | ErrorCode::TokenExpired => Reason::SessionExpired,
        ErrorCode::CodeMismatch => Reason::OtpMismatch,
        ErrorCode::ChallengeExpired | ErrorCode::ChallengeClosed | ErrorCode::ChallengeNotFound => Reason::OtpExpired,
        ErrorCode::TriesExhausted => Reason::OtpLastTryFailed,
        ErrorCode::SendsExhausted => Reason::OtpSendsExceeded,
        ErrorCode::ResendTooSoon => Reason::TooManyRequests,
        ErrorCode::CarrierUnavailable => Reason::CarrierError,
        ErrorCode::Internal | ErrorCode::IdempotencyInFlight => Reason::GatewayError,
        ErrorCode::PaymentDeclined
        | ErrorCode::MalformedJson
        | ErrorCode::InvalidRequest
        | ErrorCode::BodyTooLarge
        | ErrorCode::UnsupportedMediaType
        | ErrorCode::NotFound
        | ErrorCode::MethodNotAllowed
        | ErrorCode::IdempotencyKeyMissing
        | ErrorCode::IdempotencyKeyReused
        | ErrorCode::ConsentMissing
        | ErrorCode::ChannelNotAllowed
        | ErrorCode::TokenNotFound
        | ErrorCode::TokenUsed
        | ErrorCode::AmountMismatch
        | ErrorCode::OrderMismatch
        | ErrorCode::PaymentNotFound => Reason::Unknown,
    }
}
