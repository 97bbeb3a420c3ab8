//! The one request under way: its ticket, its key and its retries.

use carrier_checkout_protocol::Timestamp;

use crate::{
    effect::{Effect, Request, Ticket},
    input::{Reply, Trouble},
    trouble::{transient, unanswered},
};

/// How often a request whose answer was lost is sent again by itself, with the
/// same key, and how long it waits before each.
const RETRY_AFTER_MS: [i64; 3] = [500, 1_500, 4_000];

/// How often it is tried without a connection. Browsers say when there is one
/// again ([`crate::Input::Stirred`]), but not each of them and not always.
const OFFLINE_MS: i64 = 4_000;

/// The requests of one page. There is never a second one under way: that is
/// why a double click cannot send twice.
#[derive(Debug, Clone, Default)]
pub(crate) struct Requests {
    nonce: String,
    keys: u32,
    tickets: u32,
    under_way: Option<UnderWay>,
    /// What was never answered, and when it was first asked.
    unanswered: Option<(Request, Timestamp)>,
}

#[derive(Debug, Clone)]
struct UnderWay {
    ticket: Ticket,
    awaited: Awaited,
    quiet: bool,
    begun_at: Timestamp,
    sent_again: usize,
    again_at: Option<Timestamp>,
}

/// Whose answer is awaited. Neither can answer for the other: the page around
/// is the merchant's and may say anything.
#[derive(Debug, Clone)]
enum Awaited {
    Gateway(Request),
    Page,
}

impl UnderWay {
    /// How long it waits before it is sent again after that trouble; None when it is not.
    fn wait(&mut self, trouble: &Trouble) -> Option<i64> {
        if *trouble == Trouble::Offline {
            // As long as that lasts: nothing has been tried yet.
            self.sent_again = 0;
            return Some(OFFLINE_MS);
        }
        RETRY_AFTER_MS.get(self.sent_again).copied().filter(|_| transient(trouble))
    }
}

impl Requests {
    pub(crate) fn start(&mut self, nonce: String) {
        self.nonce = nonce;
    }

    /// Whether an answer is awaited that the shopper should know of.
    pub(crate) fn busy(&self) -> bool {
        self.under_way.as_ref().is_some_and(|u| !u.quiet)
    }

    /// Whether the last try got no answer, and another one is coming.
    pub(crate) fn reconnecting(&self) -> bool {
        self.under_way.as_ref().is_some_and(|u| u.sent_again > 0)
    }

    /// Whether a first code has been asked for, to come by text message.
    pub(crate) fn challenging(&self) -> bool {
        let challenging = |u: &UnderWay| match &u.awaited {
            Awaited::Gateway(Request::Challenge { body, .. }) => !body.channel.is_approval(),
            Awaited::Gateway(_) | Awaited::Page => false,
        };
        self.under_way.as_ref().is_some_and(challenging)
    }

    /// A key for one thing to be done once: every retry of it has the same.
    pub(crate) fn new_key(&mut self) -> String {
        self.keys += 1;
        format!("{}-{}", self.nonce, self.keys)
    }

    pub(crate) const fn new_ticket(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket(self.tickets)
    }

    /// Sends a request, unless one is under way that somebody waits for; a quiet
    /// one for the same thing is taken over.
    pub(crate) fn ask(&mut self, request: Request, now: Timestamp) -> Option<Effect> {
        if let Some(under_way) = &mut self.under_way {
            let taken_over = request == Request::Load;
            if !under_way.quiet || taken_over {
                under_way.quiet &= !taken_over;
                return None;
            }
            // What nobody waits for is in nobody's way: its answer is dropped.
        }
        let (request, begun_at) = self.recall(request).unwrap_or_else(|request| (request, now));
        Some(self.send(request, begun_at))
    }

    /// Loads the checkout without the shopper's noticing, unless a request is under way.
    pub(crate) fn ask_quietly(&mut self, now: Timestamp) -> Option<Effect> {
        if self.under_way.is_some() {
            return None;
        }
        let effect = self.send(Request::Load, now);
        self.under_way = self.under_way.take().map(|u| UnderWay { quiet: true, ..u });
        Some(effect)
    }

    /// What was asked for before and never answered is asked for with its old
    /// key: it may have been done.
    fn recall(&mut self, request: Request) -> Result<(Request, Timestamp), Request> {
        if request.key().is_none() {
            return Err(request);
        }
        self.unanswered.take().filter(|(old, _)| old.is_for_the_same(&request)).ok_or(request)
    }

    fn send(&mut self, request: Request, begun_at: Timestamp) -> Effect {
        let ticket = self.new_ticket();
        let awaited = Awaited::Gateway(request.clone());
        self.under_way = Some(UnderWay { ticket, awaited, quiet: false, begun_at, sent_again: 0, again_at: None });
        Effect::Ask(ticket, request)
    }

    /// Waits for the page around instead of the gateway.
    pub(crate) fn wait_for_page(&mut self, ticket: Ticket, now: Timestamp) {
        let awaited = Awaited::Page;
        self.under_way = Some(UnderWay { ticket, awaited, quiet: false, begun_at: now, sent_again: 0, again_at: None });
    }

    /// Waits no longer: an answer that still comes is dropped.
    pub(crate) fn forget(&mut self) {
        self.under_way = None;
    }

    /// Nothing will be asked for again.
    pub(crate) fn forget_unanswered(&mut self) {
        self.unanswered = None;
    }

    /// Takes the page's answer in. False when nobody waits for it (any more).
    pub(crate) fn admit_page(&mut self, ticket: Ticket) -> bool {
        self.under_way.take_if(|u| u.ticket == ticket && matches!(u.awaited, Awaited::Page)).is_some()
    }

    /// Takes the gateway's reply in, and says when it was first asked. None when
    /// nobody waits for the reply any more, or when the request is going to be
    /// sent again by itself. With [`Self::admit_page`] the one place where late
    /// and doubled answers are dropped.
    pub(crate) fn admit(&mut self, ticket: Ticket, reply: &Reply, now: Timestamp) -> Option<Timestamp> {
        let awaited =
            |u: &mut UnderWay| u.ticket == ticket && u.again_at.is_none() && matches!(u.awaited, Awaited::Gateway(_));
        let mut under_way = self.under_way.take_if(awaited)?;
        let trouble = reply.trouble();
        if !under_way.quiet
            && let Some(wait) = trouble.and_then(|trouble| under_way.wait(trouble))
        {
            under_way.again_at = Some(now + wait);
            under_way.sent_again += 1;
            self.under_way = Some(under_way);
            return None;
        }
        if let (Awaited::Gateway(request), Some(true)) = (under_way.awaited, trouble.map(unanswered))
            && request.key().is_some()
        {
            self.unanswered = Some((request, under_way.begun_at));
        }
        Some(under_way.begun_at)
    }

    /// Sends the request under way again, if its time has come.
    pub(crate) fn send_again_if_due(&mut self, now: Timestamp) -> Option<Effect> {
        let ticket = Ticket(self.tickets + 1);
        let under_way = self.under_way.as_mut().filter(|u| u.again_at.is_some_and(|at| now >= at))?;
        let Awaited::Gateway(request) = &under_way.awaited else { return None };
        let effect = Effect::Ask(ticket, request.clone());
        (under_way.ticket, under_way.again_at) = (ticket, None);
        self.tickets = ticket.0;
        Some(effect)
    }

    /// Lets a request that waits to be sent again wait no longer.
    pub(crate) fn hurry(&mut self, now: Timestamp) {
        if let Some(again_at) = self.under_way.as_mut().and_then(|u| u.again_at.as_mut()) {
            *again_at = now;
        }
    }

    /// When the request under way is to be sent again, by the page's time.
    pub(crate) fn again_at(&self) -> Option<Timestamp> {
        self.under_way.as_ref().and_then(|under_way| under_way.again_at)
    }
}

#[cfg(feature = "imprint")]
crate::imprint!(Requests { under_way, unanswered } but { nonce, keys, tickets });

#[cfg(feature = "imprint")]
crate::imprint!(UnderWay { ticket, awaited, quiet, begun_at, sent_again, again_at });

#[cfg(feature = "imprint")]
crate::imprint!(
    enum Awaited {
        Gateway(request),
        Page,
    }
);
