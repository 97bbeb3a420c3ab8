//! What the console says: one file per language. A text that is missing does not compile.

mod en;
mod ko;

use carrier_checkout_protocol::goods::Billing;
use carrier_checkout_protocol::payment::{DisputeStatus, PaymentStatus};
use carrier_checkout_protocol::reason::ReasonClass;
use carrier_checkout_protocol::refund::{RefundKind, RefundStatus};
use carrier_checkout_protocol::webhook::DeliveryStatus;

use crate::store::Step;

pub(super) use en::EN;
pub(super) use ko::KO;

/// Giving back.
pub(super) struct Refunds {
    pub(super) title: &'static str,
    pub(super) none: &'static str,
    pub(super) cancel: &'static str,
    pub(super) refund: &'static str,
    pub(super) cancel_lead: &'static str,
    pub(super) refund_lead: &'static str,
    pub(super) only_whole: &'static str,
    pub(super) frozen: &'static str,
    pub(super) no_payouts: &'static str,
    pub(super) amount: &'static str,
    pub(super) reason: &'static str,
    pub(super) bank: &'static str,
    pub(super) account: &'static str,
    pub(super) holder: &'static str,
    pub(super) sure: &'static str,
    pub(super) kind: fn(RefundKind) -> &'static str,
    pub(super) status: fn(RefundStatus) -> &'static str,
    pub(super) began: fn(RefundKind) -> &'static str,
    pub(super) ended: fn(RefundKind) -> &'static str,
    pub(super) failed: &'static str,
    pub(super) outcome: fn(&str) -> Option<&'static str>,
}

/// Everything in one language.
pub(super) struct Texts {
    pub(super) frame: Frame,
    pub(super) login: Login,
    pub(super) words: Words,
    pub(super) overview: Overview,
    pub(super) payments: Payments,
    pub(super) refunds: Refunds,
    pub(super) timeline: Timeline,
    pub(super) deliveries: Deliveries,
    pub(super) funnel: Funnel,
    pub(super) failed: Failures,
}

/// Around every page.
pub(super) struct Frame {
    pub(super) console: &'static str,
    pub(super) skip: &'static str,
    pub(super) pages: &'static str,
    pub(super) test: &'static str,
    pub(super) test_note: &'static str,
    pub(super) live: &'static str,
    pub(super) log_out: &'static str,
    /// The other language, in that language.
    pub(super) other_language: &'static str,
    pub(super) korean_time: &'static str,
}

pub(super) struct Login {
    pub(super) heading: &'static str,
    pub(super) lead: &'static str,
    pub(super) key: &'static str,
    pub(super) submit: &'static str,
    pub(super) wrong: &'static str,
    pub(super) too_often: &'static str,
    pub(super) sandbox: &'static str,
}

/// What several pages say.
pub(super) struct Words {
    pub(super) won: fn(&str) -> String,
    pub(super) count: fn(u64) -> String,
    pub(super) status: fn(PaymentStatus) -> &'static str,
    pub(super) disputed: fn(DisputeStatus) -> &'static str,
    pub(super) billing: fn(Billing) -> &'static str,
    pub(super) delivery: fn(DeliveryStatus) -> &'static str,
    pub(super) event: fn(&str) -> &'static str,
    pub(super) class: fn(ReasonClass) -> &'static str,
    pub(super) all: &'static str,
    pub(super) from: &'static str,
    pub(super) to: &'static str,
    pub(super) filter: &'static str,
    pub(super) apply: &'static str,
    pub(super) clear: &'static str,
    pub(super) first_page: &'static str,
    pub(super) older: &'static str,
    pub(super) status_label: &'static str,
    pub(super) carrier: &'static str,
    pub(super) channel: &'static str,
    pub(super) amount: &'static str,
    pub(super) order: &'static str,
    pub(super) goods: &'static str,
    pub(super) time: &'static str,
    pub(super) payment: &'static str,
    pub(super) as_table: &'static str,
    pub(super) day: &'static str,
    pub(super) no_line: &'static str,
}

pub(super) struct Overview {
    pub(super) title: &'static str,
    pub(super) today: &'static str,
    pub(super) month: &'static str,
    pub(super) by_day: &'static str,
    pub(super) by_day_label: fn(&str, &str) -> String,
    pub(super) nothing_paid: &'static str,
    pub(super) funnel: &'static str,
    pub(super) latest: &'static str,
    pub(super) all_payments: &'static str,
    pub(super) details: &'static str,
    pub(super) net: &'static str,
    pub(super) given_back: &'static str,
}

pub(super) struct Payments {
    pub(super) title: &'static str,
    pub(super) none: &'static str,
    pub(super) none_yet: &'static str,
    pub(super) listed: fn(usize, bool) -> String,
    pub(super) phone: &'static str,
    pub(super) begun: &'static str,
    pub(super) paid: &'static str,
    pub(super) cancel_until: &'static str,
    pub(super) cancel_over: &'static str,
    pub(super) deliver_after: &'static str,
    pub(super) billing: &'static str,
    pub(super) billing_key: &'static str,
    pub(super) dispute: &'static str,
    pub(super) dispute_note: fn(DisputeStatus) -> &'static str,
    pub(super) failure: &'static str,
    pub(super) facts: &'static str,
    pub(super) timeline: &'static str,
    pub(super) events: &'static str,
    pub(super) no_events: &'static str,
}

pub(super) struct Timeline {
    pub(super) made: &'static str,
    pub(super) step: fn(Step) -> &'static str,
    pub(super) exchanged: &'static str,
    pub(super) month_begun: &'static str,
    pub(super) paid: &'static str,
    pub(super) failed: &'static str,
    pub(super) stopped: &'static str,
    pub(super) disputed: fn(DisputeStatus) -> &'static str,
    pub(super) delivered: &'static str,
    pub(super) not_delivered: &'static str,
    pub(super) waiting: &'static str,
}

pub(super) struct Deliveries {
    pub(super) title: &'static str,
    pub(super) none: &'static str,
    pub(super) no_receiver: &'static str,
    pub(super) receiver: &'static str,
    pub(super) event: &'static str,
    pub(super) about: &'static str,
    pub(super) tries: &'static str,
    pub(super) last_answer: &'static str,
    pub(super) next_try: &'static str,
    pub(super) no_answer: &'static str,
    pub(super) never: &'static str,
    pub(super) redeliver: &'static str,
    pub(super) redeliver_of: fn(&str, &str) -> String,
    pub(super) redelivered: &'static str,
    pub(super) attempts: &'static str,
    pub(super) answer: &'static str,
    pub(super) body: &'static str,
    pub(super) kind: &'static str,
}

pub(super) struct Funnel {
    pub(super) title: &'static str,
    pub(super) lead: &'static str,
    pub(super) made: &'static str,
    pub(super) step: fn(Step) -> &'static str,
    pub(super) step_label: &'static str,
    pub(super) sessions: &'static str,
    pub(super) of_made: &'static str,
    pub(super) of_before: &'static str,
    pub(super) by_carrier: &'static str,
    pub(super) by_channel: &'static str,
    pub(super) by_line: &'static str,
    pub(super) paid_of_sent: &'static str,
    pub(super) twice: &'static str,
    pub(super) reasons: &'static str,
    pub(super) reasons_lead: &'static str,
    pub(super) reason: &'static str,
    pub(super) helper: &'static str,
    pub(super) codes: &'static str,
    pub(super) no_reasons: &'static str,
    pub(super) none: &'static str,
    pub(super) days: fn(i64) -> String,
}

pub(super) struct Failures {
    pub(super) not_ours: (&'static str, &'static str),
    pub(super) not_found: (&'static str, &'static str),
    pub(super) conflict: &'static str,
    pub(super) broken: (&'static str, &'static str),
    pub(super) back: &'static str,
}
