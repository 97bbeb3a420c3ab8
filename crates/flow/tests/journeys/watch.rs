//! What must hold at every step of every journey.

use std::collections::{BTreeMap, BTreeSet};

use carrier_checkout_flow::{Effect, Input, Reply, Request, State, Ticket, Trouble};
use carrier_checkout_protocol::{Approval, ErrorCode, TokenId};

use crate::{
    shopper::assert_private,
    world::{Pending, Sent, World},
};

/// Remembers the requests of a page.
#[derive(Default)]
pub(crate) struct Watch {
    /// What each key stands for.
    keys: BTreeMap<String, Request>,
    last: Option<Last>,
    /// The posts whose answers nobody waits for any more.
    given_up: BTreeSet<u32>,
    /// The key of each token's posts, on whatever page.
    posts: BTreeMap<TokenId, String>,
}

/// The last request that changes something.
struct Last {
    ticket: Ticket,
    request: Request,
    known: Known,
}

/// Whether it is known what came of it.
#[derive(PartialEq, Eq)]
enum Known {
    No,
    Yes,
    /// The gateway failed, and it is said to have failed.
    Failed,
}

impl Watch {
    pub(crate) fn page_opened(&mut self) {
        self.keys.clear();
        self.given_up.clear();
        self.last = None;
    }

    pub(crate) fn look(&mut self, input: &Input, effects: &[Effect], world: &World) {
        if *input != Input::TimeReached {
            nothing_private_shows(input, effects, world);
        }
        one_charge_at_most(world);
        self.learn(input);
        let requests = effects.iter().filter(|e| matches!(e, Effect::Ask(..) | Effect::Confirm(_))).count();
        assert!(requests <= 1, "two requests at once");
        for effect in effects {
            match effect {
                Effect::Ask(ticket, request) => {
                    self.one_request_at_a_time(world, Some(request));
                    self.one_key_for_one_thing(*ticket, request);
                    what_is_sent_may_be_sent(request, world);
                }
                Effect::Confirm(request) => {
                    self.one_request_at_a_time(world, None);
                    let key = self.posts.entry(request.body.token.clone()).or_insert(request.idempotency_key.clone());
                    assert_eq!(*key, request.idempotency_key, "one key for every post of a token");
                }
                Effect::Tell(_)
                | Effect::WakeAt(_)
                | Effect::ListenForCode
                | Effect::StopListening
                | Effect::Watch
                | Effect::StopWatching
                | Effect::FetchTerms(_)
                | Effect::Focus(_)
                | Effect::PlaceCaret(_) => {}
            }
        }
    }

    fn one_request_at_a_time(&mut self, world: &World, request: Option<&Request>) {
        for Pending { sent, since, .. } in &world.pending {
            let ticket = match sent {
                // It was asked quietly, and is given up for what the shopper wants.
                Sent::Ask(ticket, Request::Load) if self.given_up.contains(&ticket.0) => continue,
                Sent::Ask(ticket, Request::Load) if request.is_some_and(|request| *request != Request::Load) => {
                    self.given_up.insert(ticket.0);
                    continue;
                }
                Sent::Ask(ticket, _) => panic!("a second request under way beside {ticket:?}"),
                Sent::Confirm(request) => request.ticket,
                Sent::Unheard(ticket) => ticket.0,
            };
            // The flow gives a silent page up, but only after the page should have.
            let long = world.flow.desk().now().millis_since(*since) >= 30_000;
            assert!(self.given_up.contains(&ticket) || long, "a second request under way beside the post {ticket}");
            self.given_up.insert(ticket);
        }
    }

    fn learn(&mut self, input: &Input) {
        if let Input::ConfirmEnded(ticket, _) = input {
            self.given_up.insert(ticket.0);
        }
        let (Input::Replied(ticket, reply), Some(last)) = (input, &mut self.last) else { return };
        if *ticket == last.ticket && last.known == Known::No {
            last.known = known(reply);
        }
    }

    fn one_key_for_one_thing(&mut self, ticket: Ticket, request: &Request) {
        let Some(key) = request.key() else { return };
        let first = self.keys.entry(key.to_owned()).or_insert_with(|| request.clone());
        assert_eq!(first, request, "one key for two things");
        if let Some(last) = &self.last {
            let again = last.request.key() == Some(key);
            match last.known {
                Known::No => assert_eq!(again, same_thing(&last.request, request), "a retry has the key of the first"),
                Known::Yes => assert!(!again, "a new thing has a new key"),
                Known::Failed => {}
            }
        }
        self.last = Some(Last { ticket, request: request.clone(), known: Known::No });
    }
}

fn known(reply: &Reply) -> Known {
    match reply.trouble() {
        Some(Trouble::Lost | Trouble::Offline) => Known::No,
        Some(Trouble::Problem(problem)) => match problem.code {
            ErrorCode::IdempotencyInFlight => Known::No,
            ErrorCode::Internal => Known::Failed,
            _ => Known::Yes,
        },
        None => Known::Yes,
    }
}

fn same_thing(one: &Request, other: &Request) -> bool {
    match (one, other) {
        (Request::Challenge { body: a, .. }, Request::Challenge { body: b, .. }) => a == b,
        (Request::Resend { challenge: a, .. }, Request::Resend { challenge: b, .. }) => a == b,
        (Request::Verify { challenge: a, body: c, .. }, Request::Verify { challenge: b, body: d, .. }) => {
            a == b && c == d
        }
        (Request::Switch { challenge: a, body: c, .. }, Request::Switch { challenge: b, body: d, .. }) => {
            a == b && c == d
        }
        (Request::Cancel { .. }, Request::Cancel { .. }) => true,
        (Request::Remedy { remedy: a, .. }, Request::Remedy { remedy: b, .. }) => a == b,
        _ => false,
    }
}

fn one_charge_at_most(world: &World) {
    assert!(world.gateway.charges <= 1, "charged twice");
    assert!(world.gateway.disputes <= 1, "reported twice");
    assert!(world.gateway.stops <= 1, "stopped twice");
    let paid = matches!(world.flow.state(), State::Paid(_));
    assert!(!paid || world.gateway.charges == 1, "shown as paid without a charge");
}

fn what_is_sent_may_be_sent(request: &Request, world: &World) {
    let desk = world.flow.desk();
    match request {
        Request::Challenge { body, .. } => {
            let checkout = desk.checkout().expect("a checkout is loaded");
            let required = carrier_checkout_flow::form::first_screen(checkout);
            assert!(required.into_iter().all(|consent| body.consents.contains(consent)), "a consent is missing");
            let ticked = body.consents.iter().all(|consent| desk.form.agreed(consent.kind));
            assert!(desk.reconnecting() || ticked, "a consent was not given");
        }
        Request::Verify { body, .. } => {
            let State::Code(code) = world.flow.state() else { panic!("verified from another screen") };
            let retry = desk.reconnecting();
            assert!(retry || code.confirmed(), "paid without the tick");
            assert!(retry || !code.expired(desk), "paid after the code's time");
            let sent = body.code.as_ref().map(|code| code.reveal().digits());
            let approved = code.challenge().approval == Some(Approval::Approved);
            let shown = if approved { None } else { Some(code.text().to_owned()) };
            assert!(retry || sent == shown, "another code than the one shown, or none where it was not approved");
        }
        Request::Remedy { remedy, .. } => {
            let State::Paid(paid) = world.flow.state() else { panic!("{remedy:?} from another screen") };
            assert!(desk.reconnecting() || paid.asking() == Some(*remedy), "{remedy:?} without having been asked");
        }
        Request::Load | Request::Resend { .. } | Request::Switch { .. } | Request::Cancel { .. } => {}
    }
}

/// Neither the log nor the merchant's page sees what was typed.
fn nothing_private_shows(input: &Input, effects: &[Effect], world: &World) {
    assert_private(&format!("{input:?} {effects:?} {:?}", world.flow), &world.gateway);
}
