//! What the window asks. A merchant's page has no use for it, unless it is registered for the checkout without the frame.

use carrier_checkout_protocol::checkout::{
    Challenge, Checkout, CreateChallenge, MailReceipt, SwitchChannel, Verified, VerifyCode,
};
use carrier_checkout_protocol::{ChallengeId, ErrorCode as Code, Locale, SessionId};
use utoipa::openapi::HttpMethod::{Get, Post, Put};
use utoipa::openapi::schema::{ObjectBuilder, Type};

use super::endpoint::{Endpoint, Who};
use super::examples;

const WINDOW: (Who, &str) = (Who::Window, "Window");
const PAGE: (Who, &str) = (Who::Anybody, "Window");

pub(super) fn endpoints() -> Vec<Endpoint> {
    [page(), checkout(), receipt(), challenges()].into_iter().flatten().collect()
}

fn page() -> Vec<Endpoint> {
    vec![
        Endpoint::new((Get, "/v1/checkout/{session}"), "show_frame", PAGE, "The window, as HTML")
            .says("For the page's iframe, or as a page of its own. The query is docs/embed.md's and docs/hosted.md's.")
            .names::<SessionId>("session", "The session.")
            .answers_plainly("200", "The window.", Some("text/html"))
            .answers_plainly("404", "The window, which says that there is no such session.", Some("text/html"))
            .answers_plainly(
                "429",
                "There are too many requests from this address; the page asks again by itself.",
                Some("text/html"),
            )
            .answers_plainly(
                "503",
                "The gateway has too much to do; the page asks again by itself.",
                Some("text/html"),
            ),
    ]
}

fn checkout() -> Vec<Endpoint> {
    vec![
        Endpoint::new((Get, "/v1/checkout"), "show_checkout", WINDOW, "Show the checkout").answers::<Checkout>(
            "200",
            "Everything that the window shows.",
            examples::checkout(),
        ),
        Endpoint::new((Put, "/v1/checkout/language/{locale}"), "choose_language", WINDOW, "Choose the language")
            .names::<Locale>("locale", "In which the window comes from now on.")
            .answers_plainly("204", "It is kept.", None)
            .refuses(&[Code::NotFound]),
        Endpoint::new((Post, "/v1/checkout/cancel"), "cancel_checkout", WINDOW, "Cancel the checkout")
            .answers::<Checkout>("200", "The checkout, which is over.", examples::checkout())
            .refuses(&[Code::SessionClosed, Code::SessionExpired]),
        Endpoint::new((Get, "/v1/checkout/events"), "show_events", WINDOW, "Hear that something has changed")
            .says(
                "Server-sent events: `open` at once, then `changed` whenever the checkout is to be asked for again. It \
                 does not end by itself.",
            )
            .answers_plainly("200", "The events.", Some("text/event-stream")),
    ]
}

fn receipt() -> Vec<Endpoint> {
    let nothing = ObjectBuilder::new().schema_type(Type::Object);
    vec![
        Endpoint::new((Post, "/v1/checkout/disputes"), "open_dispute", WINDOW, "Say not to have paid")
            .answers::<Checkout>("201", "The checkout, whose payment is frozen.", examples::checkout())
            .answers::<Checkout>("200", "The checkout, whose payment was frozen before.", examples::checkout())
            .refuses(&[Code::PaymentNotFound, Code::SessionExpired]),
        Endpoint::new((Post, "/v1/checkout/monthly/stop"), "stop_in_window", WINDOW, "Stop monthly billing")
            .answers::<Checkout>("200", "The checkout, after which nothing is charged.", examples::checkout())
            .refuses(&[Code::PaymentNotFound, Code::BillingKeyNotFound, Code::SessionExpired]),
        Endpoint::new((Post, "/v1/checkout/receipts"), "mail_receipt", WINDOW, "Mail a copy of the receipt")
            .says("Where the operator has a mail server; else there is no such path.")
            .takes::<MailReceipt>(examples::mail_receipt())
            .answers_schema("202", "It is on its way.", nothing)
            .refuses(&[Code::NotFound, Code::PaymentNotFound, Code::SessionExpired, Code::SendsExhausted]),
    ]
}

/// What the attempt to prove that somebody holds a line can be refused for.
const ATTEMPT: [Code; 9] = [
    Code::PaymentDeclined,
    Code::ChallengeNotFound,
    Code::SessionClosed,
    Code::ChallengeClosed,
    Code::SessionExpired,
    Code::ChannelNotAllowed,
    Code::SendsExhausted,
    Code::InvalidRequest,
    Code::CarrierUnavailable,
];

fn challenges() -> Vec<Endpoint> {
    let of_challenge = |endpoint: Endpoint| endpoint.names::<ChallengeId>("id", "The challenge.").refuses(&ATTEMPT);
    let new = |endpoint: Endpoint| {
        endpoint.answers::<Challenge>("201", "A new challenge. The shopper can answer it.", examples::challenge())
    };
    vec![
        new(Endpoint::new((Post, "/v1/checkout/challenges"), "create_challenge", WINDOW, "Ask for a proof"))
            .says("Sends a code, calls, or asks in the PASS app, as the policy allows.")
            .takes::<CreateChallenge>(examples::create_challenge())
            .refuses(&ATTEMPT)
            .refuses(&[Code::ConsentMissing]),
        of_challenge(Endpoint::new(
            (Post, "/v1/checkout/challenges/{id}/verify"),
            "verify_code",
            WINDOW,
            "Check the code and reserve the amount",
        ))
        .takes::<VerifyCode>(examples::verify_code())
        .answers::<Verified>("200", "The token, for the merchant's backend.", examples::verified())
        .refuses(&[
            Code::ConsentMissing,
            Code::ChallengeExpired,
            Code::CodeMismatch,
            Code::TriesExhausted,
            Code::ApprovalPending,
            Code::CarrierAsks,
        ]),
        new(of_challenge(Endpoint::new(
            (Post, "/v1/checkout/challenges/{id}/resend"),
            "resend_code",
            WINDOW,
            "Send another code",
        )))
        .answers::<Challenge>("200", "The challenge, with another code.", examples::challenge())
        .refuses(&[Code::ResendTooSoon]),
        new(of_challenge(Endpoint::new(
            (Post, "/v1/checkout/challenges/{id}/switch"),
            "switch_channel",
            WINDOW,
            "Prove it another way",
        )))
        .takes::<SwitchChannel>(examples::switch_channel()),
    ]
}
