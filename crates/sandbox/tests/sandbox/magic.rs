//! The numbers that replay one thing each. The table is written out again
//! here: it is what other programs rely on.

use carrier_checkout_protocol::Reason;
use carrier_checkout_sandbox::magic::TABLE;
use serde_json::json;

use crate::support::{ANYBODY, Sandbox, payment};

const CARRIERS: [&str; 6] = ["skt", "kt", "lgu", "hello", "kct", "sk7"];
const NOT_ALLOWED: &str = "ONE_TIME_PASSWORD_SMS.PHONE_NUMBER_NOT_ALLOWED";

#[tokio::test]
async fn some_lines_get_no_code_at_any_carrier() {
    let sandbox = Sandbox::new().await;
    for carrier in CARRIERS {
        let caller = sandbox.caller(carrier, "").await;
        for (line, status, code, message) in [
            (1, 403, NOT_ALLOWED, "The message could not be delivered"),
            (2, 403, NOT_ALLOWED, "Carrier billing is blocked by the subscriber"),
            (4, 403, NOT_ALLOWED, "The line belongs to a minor"),
            (5, 403, NOT_ALLOWED, "The bill is overdue"),
            (6, 403, "ONE_TIME_PASSWORD_SMS.PHONE_NUMBER_BLOCKED", "The line is suspended or reported lost"),
            (7, 403, NOT_ALLOWED, "The line belongs to a company"),
            (8, 403, NOT_ALLOWED, "The line is prepaid"),
            (9, 503, "UNAVAILABLE", "Maintenance"),
        ] {
            let answer = caller.send_code(&format!("+82100000{line:04}")).await;
            answer.refuses(status, code);
            assert_eq!(answer.json()["message"], message);
            assert!(sandbox.messages(&format!("0100000{line:04}")).await.is_empty());
        }
    }
}

#[tokio::test]
async fn some_lines_are_refused_when_an_amount_is_reserved() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    for (line, status, code, message) in [
        (3, 422, "CARRIER_BILLING.USER_AMOUNT_THRESHOLD_OVERPASSED", "The monthly limit is used up"),
        (10, 403, "CARRIER_BILLING.PAYMENT_DENIED", "Denied by risk policy"),
    ] {
        let number = format!("+82100000{line:04}");
        skt.send_code(&number).await.is(200);
        for path in ["/carrier-billing/v0.5/payments/prepare", "/carrier-billing/v0.5/payments"] {
            let answer = skt.post(path, &payment(&number, "c")).await;
            answer.refuses(status, code);
            assert_eq!(answer.json()["message"], message);
        }
    }
    assert_eq!(sandbox.get("/ledger").await.json(), json!([]));
}

#[tokio::test]
async fn one_line_is_refused_when_it_is_charged() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let number = "+821000000014";
    let id = skt.reserve(number, "c").await;
    let confirmed = skt.settle(&id, "confirm", number).await;
    let created = skt.post("/carrier-billing/v0.5/payments", &payment(number, "d")).await;
    for answer in [confirmed, created] {
        answer.refuses(403, "CARRIER_BILLING.PAYMENT_DENIED");
        assert_eq!(answer.json()["message"], "Denied by the carrier");
    }
}

#[tokio::test]
async fn one_line_is_charged_at_once_and_answered_eight_seconds_later() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let id = skt.reserve("+821000000012", "c").await;
    let ask = async {
        sandbox.clock.slept_on().await;
        sandbox.clock.advance(7_999);
        assert_eq!(skt.status(&id).await, "succeeded");
        assert_eq!(sandbox.clock.sleepers(), 1);
        sandbox.clock.advance(1);
    };
    let (answer, ()) = tokio::join!(skt.settle(&id, "confirm", "+821000000012"), ask);
    answer.is(202);
}

#[tokio::test]
async fn a_line_whose_sim_was_changed_is_otherwise_like_any_other() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    skt.send_code("+821000000011").await.is(200);
    let id = skt.reserve("+821000000011", "c").await;
    skt.settle(&id, "confirm", "+821000000011").await.is(202);
}

#[test]
fn every_reason_that_a_carrier_can_give_has_a_number() {
    let elsewhere = [
        // Typed, answered in an app, or a matter of time.
        "otp_mismatch otp_expired otp_last_try_failed otp_sends_exceeded auth_rejected input_format",
        // The window, the session and the gateway's own rules.
        "session_expired session_unknown user_cancelled step_up_required browser_unsupported network_error",
        "limit_day_cash_like",
        // A charge that has an end all the same.
        "already_paid confirmation_delayed",
        // The merchant's server and page.
        "merchant_confirm_failed auth_steps_skipped duplicate_order_id request_tampered standard_window_violation",
    ];
    for reason in Reason::ALL {
        let numbered = TABLE.iter().any(|magic| magic.reason == Some(*reason));
        let named = elsewhere.iter().any(|reasons| reasons.split(' ').any(|name| name == reason.as_str()));
        assert!(numbered || named, "{reason}");
    }
}

#[tokio::test]
async fn every_other_line_pays() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    for number in
        [ANYBODY, "+821000000000", "+821000000015", "+821000000016", "+821000000017", "+821000009999", "+821012345678"]
    {
        skt.send_code(number).await.is(200);
        let id = skt.reserve(number, number).await;
        skt.settle(&id, "confirm", number).await.is(202);
    }
}

#[tokio::test]
async fn the_first_page_lists_every_magic_number() {
    let page = Sandbox::new().await.get("/").await.is(200).text.clone();
    for magic in TABLE {
        let (answer, message) = magic.outcome.answer();
        for shown in [magic.number().as_str(), magic.told, magic.outcome.step(), &answer, message] {
            assert!(page.contains(shown), "{shown}");
        }
    }
}

#[tokio::test]
async fn some_lines_pay_first_and_differ_only_when_a_later_month_is_charged() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    for number in ["+821000000017", "+821000000018"] {
        let id = skt.reserve(number, number).await;
        skt.settle(&id, "confirm", number).await.is(202);
    }
    let blocked = skt.post("/carrier-billing/v0.5/payments", &payment("+821000000017", "c")).await;
    blocked.refuses(403, "CARRIER_BILLING.PAYMENT_DENIED");
    assert_eq!(blocked.json()["message"], "Monthly billing is blocked by the subscriber");
}
