//! What stays while the screens change: the order, the form, the gateway's
//! clock, and the one request that is under way.

use carrier_checkout_protocol::{
    ChallengeId, Failure, Locale, Timestamp,
    checkout::{Checkout, CreateChallenge},
    consent::{Consent, ConsentKind},
    embed::{CheckoutEvent, Screen},
};

use crate::{
    clock::Clock,
    effect::{Effect, Field, Request, Ticket},
    form::Form,
    input::Reply,
    requests::Requests,
    terms::Terms,
};

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
    clock: Clock,
    requests: Requests,
    /// When what has just been answered was first asked.
    asked_at: Timestamp,
    effects: Vec<Effect>,
    ready_told: bool,
    /// The challenge that the shopper has left to change something.
    left: Option<ChallengeId>,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self {
            form: Form::default(),
            terms: Terms::default(),
            checkout: None,
            embedder: None,
            locale: Locale::Ko,
            clock: Clock::default(),
            requests: Requests::default(),
            asked_at: Timestamp::default(),
            effects: Vec::new(),
            ready_told: false,
            left: None,
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
        self.clock.gateway()
    }

    /// Whether the window waits for an answer that the shopper should know of.
    #[must_use]
    pub fn busy(&self) -> bool {
        self.requests.busy()
    }

    /// Whether the last try got no answer, and another one is coming.
    #[must_use]
    pub fn reconnecting(&self) -> bool {
        self.requests.reconnecting()
    }

    /// Whether a first code has been asked for, and its answer is awaited.
    pub(crate) fn challenging(&self) -> bool {
        self.requests.challenging()
    }

    /// Fetches the full text of a consent, unless it is here.
    pub(crate) fn open_terms(&mut self, kind: ConsentKind) {
        let consent = self.checkout.as_ref().and_then(|c| c.consents.iter().find(|consent| consent.kind == kind));
        if let Some(effect) = consent.and_then(|consent| self.terms.open(consent)) {
            self.push(effect);
        }
    }

    pub(crate) fn start(&mut self, nonce: String, locale: Locale) {
        self.requests.start(nonce);
        self.locale = locale;
    }

    pub(crate) fn greeted_by(&mut self, embedder: String) {
        self.embedder = Some(embedder);
    }

    /// The request for a code, or the first field to put right; none as long as nothing is loaded.
    pub(crate) fn finish_form(&mut self) -> Option<Result<CreateChallenge, Field>> {
        let checkout = self.checkout.as_ref()?;
        Some(self.form.finish(checkout, self.embedder.as_deref()))
    }

    /// What is agreed to by "결제 내용을 확인했습니다", in the version that is shown.
    pub(crate) fn content(&self) -> Option<Consent> {
        let consents = &self.checkout.as_ref()?.consents;
        consents.iter().find(|consent| consent.kind == ConsentKind::PaymentContent).cloned()
    }

    /// Ticks each consent of the first screen, or none.
    pub(crate) fn agree_to_all(&mut self, on: bool) {
        if let Some(checkout) = &self.checkout {
            self.form.set_all(checkout, on);
        }
    }

    pub(crate) fn set_browser_time(&mut self, now: Timestamp) {
        self.clock.set(now);
    }

    /// This page's time: what the states' own waits go by.
    pub(crate) const fn page_time(&self) -> Timestamp {
        self.clock.page()
    }

    /// A time of the gateway's clock by the page's.
    pub(crate) fn page_time_of(&self, gateway: Timestamp) -> Timestamp {
        self.clock.page_time_of(gateway)
    }

    /// When what is paid comes with another month's bill, by the page's time; none if the session ends before.
    pub(crate) fn bill_changes_at(&self) -> Option<Timestamp> {
        let next = self.now().end_of_korean_month() + 1;
        let ends = self.checkout.as_ref()?.expires_at;
        (next < ends).then(|| self.page_time_of(next))
    }

    /// A time of the page's clock by the browser's.
    pub(crate) fn browser_time_of(&self, page: Timestamp) -> Timestamp {
        self.clock.browser_time_of(page)
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
        // The page has no use for the words, which are the shopper's.
        let failure = Failure { quote: failure.quote.clone(), ..failure.reason.into() };
        self.tell(CheckoutEvent::Failed { failure, r#final });
    }

    /// Tells the page, once, that the checkout can be used.
    pub(crate) fn tell_ready(&mut self) {
        if !self.ready_told {
            self.ready_told = true;
            self.tell(CheckoutEvent::Ready { locale: self.locale });
        }
    }

    pub(crate) fn tell_screen(&mut self, screen: Screen) {
        self.tell(CheckoutEvent::Change { screen });
    }

    pub(crate) fn focus(&mut self, field: Field) {
        self.push(Effect::Focus(field));
    }

    /// Moves the focus to the new screen, unless something on it has it already:
    /// what had it is gone.
    pub(crate) fn focus_somewhere(&mut self) {
        if !self.effects.iter().any(|effect| matches!(effect, Effect::Focus(_))) {
            self.focus(Field::Heading);
        }
    }

    /// Keeps a loaded checkout, and the gateway's clock with it. What was agreed
    /// to in another version is agreed to no more.
    pub(crate) fn keep(&mut self, checkout: Checkout) {
        self.hear(checkout.server_time);
        let old = self.checkout.replace(checkout);
        let (Some(old), Some(new)) = (old, &self.checkout) else { return };
        let changed = |kind| !new.consents.iter().any(|c| c.kind == kind && old.consents.contains(c));
        self.form.withdraw_consents(changed);
        self.terms.forget(changed);
    }

    /// Learns the gateway's time from the answer that has just come.
    pub(crate) fn hear(&mut self, gateway: Timestamp) {
        self.clock.heard(gateway, self.asked_at);
    }

    /// The payment is over: nothing that was typed is needed any more.
    pub(crate) fn clear(&mut self) {
        self.form = Form::default();
        self.requests.forget_unanswered();
    }

    /// A key for one thing to be done once: every retry of it has the same.
    pub(crate) fn new_key(&mut self) -> String {
        self.requests.new_key()
    }

    pub(crate) const fn new_ticket(&mut self) -> Ticket {
        self.requests.new_ticket()
    }

    /// Sends a request, unless one is under way.
    pub(crate) fn ask(&mut self, request: Request) {
        self.effects.extend(self.requests.ask(request, self.clock.page()));
    }

    /// Closes the payment, unless a request is under way.
    pub(crate) fn cancel(&mut self) {
        let key = self.new_key();
        self.ask(Request::Cancel { key });
    }

    /// The shopper goes back to the first screen: what is open there stays open.
    pub(crate) fn leave(&mut self, challenge: ChallengeId) {
        self.left = Some(challenge);
    }

    /// Whether the shopper has left it.
    pub(crate) fn has_left(&self, challenge: &ChallengeId) -> bool {
        self.left.as_ref() == Some(challenge)
    }

    /// Loads the checkout without the shopper's noticing, unless a request is under way.
    /// Says whether it does.
    pub(crate) fn ask_quietly(&mut self) -> bool {
        let before = self.effects.len();
        self.effects.extend(self.requests.ask_quietly(self.clock.page()));
        self.effects.len() > before
    }

    /// Waits for the page around instead of the gateway.
    pub(crate) fn wait_for_page(&mut self, ticket: Ticket) {
        self.requests.wait_for_page(ticket, self.clock.page());
    }

    /// Waits no longer: an answer that still comes is dropped.
    pub(crate) fn forget_request(&mut self) {
        self.requests.forget();
    }

    /// Whether the page's answer is the one that is awaited.
    pub(crate) fn admit_page(&mut self, ticket: Ticket) -> bool {
        self.requests.admit_page(ticket)
    }

    /// Whether a state is to hear of this reply.
    pub(crate) fn admit(&mut self, ticket: Ticket, reply: &Reply) -> bool {
        let asked_at = self.requests.admit(ticket, reply, self.clock.page());
        self.asked_at = asked_at.unwrap_or(self.asked_at);
        asked_at.is_some()
    }

    /// Sends the request under way again, if its time has come.
    pub(crate) fn send_again_if_due(&mut self) {
        self.effects.extend(self.requests.send_again_if_due(self.clock.page()));
    }

    /// Sends the request under way again at once, if it waits for that.
    pub(crate) fn hurry(&mut self) {
        self.requests.hurry(self.clock.page());
        self.send_again_if_due();
    }

    /// When the request under way is to be sent again, by the page's time.
    pub(crate) fn again_at(&self) -> Option<Timestamp> {
        self.requests.again_at()
    }
}

#[cfg(feature = "imprint")]
crate::imprint!(Desk { form, terms, checkout, embedder, clock, requests, asked_at, ready_told, left }
    but { locale, effects });
