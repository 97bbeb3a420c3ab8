//! What a merchant's backend asks, with its secret key.

use carrier_checkout_protocol::appearance::{Appearance, AppearanceReport};
use carrier_checkout_protocol::monthly::{BillingKey, ChargeKey};
use carrier_checkout_protocol::payment::{CreatePayment, Payment, PaymentStatus};
use carrier_checkout_protocol::refund::{CancelPayment, CreateRefund, PaymentList, Refund, RefundList};
use carrier_checkout_protocol::session::{CreateSession, Session};
use carrier_checkout_protocol::webhook::{DeliveryStatus, Event, EventDelivery};
use carrier_checkout_protocol::{
    BillingKeyId, ErrorCode as Code, EventId, OrderId, PaymentId, RefundId, SessionId, Timestamp,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::HttpMethod::{Get, Post};
use utoipa::openapi::schema::{ObjectBuilder, Type};

use super::endpoint::{Endpoint, Who};
use super::examples;

const SESSIONS: (Who, &str) = (Who::Merchant, "Sessions");
const PAYMENTS: (Who, &str) = (Who::Merchant, "Payments");
const REFUNDS: (Who, &str) = (Who::Merchant, "Refunds");
const MONTHLY: (Who, &str) = (Who::Merchant, "Monthly billing");
const EVENTS: (Who, &str) = (Who::Merchant, "Events");

/// An event as it was sent, with what has become of its delivery.
#[derive(Serialize, Deserialize, ToSchema)]
struct ListedEvent {
    #[serde(flatten)]
    event: Event,
    /// What has become of its delivery.
    delivery: EventDelivery,
}

/// A page of events, the newest first.
#[derive(Serialize, Deserialize, ToSchema)]
struct EventList {
    /// The events.
    data: Vec<ListedEvent>,
    /// Whether there are more: ask with `starting_after`, the id of the last of these.
    has_more: bool,
}

pub(super) fn endpoints() -> Vec<Endpoint> {
    [sessions(), payments(), refunds(), monthly(), events()].into_iter().flatten().collect()
}

fn sessions() -> Vec<Endpoint> {
    let one = |endpoint: Endpoint| endpoint.names::<SessionId>("id", "The session.").refuses(&[Code::SessionNotFound]);
    vec![
        Endpoint::new((Post, "/v1/sessions"), "create_session", SESSIONS, "Make a session")
            .says("What is sold, and for how much. Nothing from the browser can change it.")
            .takes::<CreateSession>(examples::create_session())
            .answers::<Session>("201", "The session.", examples::session())
            .refuses(&[Code::SessionNotFound, Code::SessionInPayment, Code::SessionClosed]),
        one(Endpoint::new((Get, "/v1/sessions/{id}"), "show_session", SESSIONS, "Show a session")).answers::<Session>(
            "200",
            "The session.",
            examples::session(),
        ),
        one(Endpoint::new((Post, "/v1/sessions/{id}/expire"), "expire_session", SESSIONS, "End a session"))
            .says("After that its amount can no longer be charged. One that is over already stays as it is.")
            .answers::<Session>("200", "The session, which is over.", examples::expired_session())
            .refuses(&[Code::SessionClosed]),
        Endpoint::new((Get, "/v1/appearance"), "show_appearance", SESSIONS, "Try an appearance")
            .says("How well everything can be read in it, and what the window changes for that.")
            .asks_json::<Appearance>("appearance", "As `embed.appearance` of a session; the default one when left out.")
            .answers::<AppearanceReport>("200", "What becomes of it.", examples::appearance_report())
            .refuses(&[Code::MalformedJson, Code::InvalidRequest]),
    ]
}

fn payments() -> Vec<Endpoint> {
    vec![
        Endpoint::new((Post, "/v1/payments"), "create_payment", PAYMENTS, "Exchange a token for the payment")
            .says(
                "Order and amount are repeated, to be compared with the session's. `processing` means that the carrier \
                 has not said yet: a webhook tells the end.",
            )
            .takes::<CreatePayment>(examples::create_payment())
            .answers::<Payment>("201", "The payment.", examples::payment())
            .refuses(&[
                Code::PaymentDeclined,
                Code::TokenNotFound,
                Code::TokenUsed,
                Code::TokenExpired,
                Code::OrderMismatch,
                Code::AmountMismatch,
            ]),
        Endpoint::new((Get, "/v1/payments"), "list_payments", PAYMENTS, "List payments")
            .says("The newest first.")
            .asks::<PaymentStatus>("status", "With this status only.")
            .asks::<OrderId>("order_id", "Of this order only.")
            .asks::<Timestamp>("created_from", "Made then or later.")
            .asks::<Timestamp>("created_before", "Made before that.")
            .asks_plainly("limit", "How many at most; 20 when left out.", limit())
            .asks::<PaymentId>("starting_after", "The last payment of the page before.")
            .answers::<PaymentList>("200", "A page of payments.", examples::payments())
            .refuses(&[Code::PaymentNotFound, Code::InvalidRequest]),
        Endpoint::new((Get, "/v1/payments/{id}"), "show_payment", PAYMENTS, "Show a payment")
            .names::<PaymentId>("id", "The payment.")
            .answers::<Payment>("200", "The payment.", examples::payment())
            .refuses(&[Code::PaymentNotFound]),
    ]
}

fn refunds() -> Vec<Endpoint> {
    let of_payment =
        |endpoint: Endpoint| endpoint.names::<PaymentId>("id", "The payment.").refuses(&[Code::PaymentNotFound]);
    let given_back = |endpoint: Endpoint| {
        of_payment(endpoint).answers::<Refund>("201", "The refund.", examples::refund()).refuses(&[
            Code::RefundDeclined,
            Code::PaymentNotRefundable,
            Code::PaymentFrozen,
            Code::PartialCancelUnsupported,
            Code::RefundTooLarge,
        ])
    };
    vec![
        given_back(Endpoint::new((Post, "/v1/payments/{id}/cancel"), "cancel_payment", REFUNDS, "Cancel a payment"))
            .says("Gives back all that is left of it, within its calendar month in Korea. The body may be left out.")
            .may_take::<CancelPayment>(examples::cancel_payment())
            .refuses(&[Code::CancelPeriodOver]),
        given_back(Endpoint::new((Post, "/v1/payments/{id}/refunds"), "create_refund", REFUNDS, "Refund a payment"))
            .says("Gives back an amount: within the month by the carrier, from the 1st of the next on to `account`.")
            .takes::<CreateRefund>(examples::create_refund())
            .refuses(&[Code::PayoutUnavailable]),
        of_payment(Endpoint::new(
            (Get, "/v1/payments/{id}/refunds"),
            "list_refunds",
            REFUNDS,
            "List a payment's refunds",
        ))
        .answers::<RefundList>("200", "All of them, the newest first.", examples::refunds()),
        Endpoint::new((Get, "/v1/refunds/{id}"), "show_refund", REFUNDS, "Show a refund")
            .names::<RefundId>("id", "The refund.")
            .answers::<Refund>("200", "The refund.", examples::refund())
            .refuses(&[Code::RefundNotFound]),
    ]
}

fn monthly() -> Vec<Endpoint> {
    let one =
        |endpoint: Endpoint| endpoint.names::<BillingKeyId>("id", "The key.").refuses(&[Code::BillingKeyNotFound]);
    vec![
        one(Endpoint::new((Get, "/v1/billing_keys/{id}"), "show_billing_key", MONTHLY, "Show a key"))
            .answers::<BillingKey>("200", "The key.", examples::billing_key()),
        one(Endpoint::new((Post, "/v1/billing_keys/{id}/payments"), "charge_billing_key", MONTHLY, "Charge a month"))
            .says("Once in each month, from the agreed day on, the amount that was agreed.")
            .takes::<ChargeKey>(examples::charge_key())
            .answers::<Payment>("201", "The payment.", examples::monthly_payment())
            .refuses(&[Code::PaymentDeclined]),
        one(Endpoint::new((Post, "/v1/billing_keys/{id}/stop"), "stop_billing_key", MONTHLY, "Stop monthly billing"))
            .answers::<BillingKey>("200", "The key, which is stopped.", examples::stopped_key()),
    ]
}

fn events() -> Vec<Endpoint> {
    let kind = ObjectBuilder::new().schema_type(Type::String).examples(["payment.succeeded"]);
    vec![
        Endpoint::new((Get, "/v1/events"), "list_events", EVENTS, "List events")
            .says("What was told, or is to be told, by webhooks: the newest first.")
            .asks_plainly("type", "Of this type only.", kind)
            .asks::<DeliveryStatus>("delivery", "With this delivery only.")
            .asks_plainly("limit", "How many at most; 20 when left out.", limit())
            .asks::<EventId>("starting_after", "The last event of the page before.")
            .answers::<EventList>("200", "A page of events.", examples::events())
            .refuses(&[Code::InvalidRequest]),
        Endpoint::new((Post, "/v1/events/{id}/redeliver"), "redeliver_event", EVENTS, "Tell an event again")
            .says("At once, under its own id, with as many tries as a new one has.")
            .names::<EventId>("id", "The event.")
            .answers::<ListedEvent>("202", "The event.", examples::listed_event())
            .refuses(&[Code::NotFound]),
    ]
}

fn limit() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).maximum(Some(100))
}
