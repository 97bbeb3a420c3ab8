//! What stands beside the schemas: one purchase in the sandbox, told from beginning to end.

use serde_json::{Value, json};

const SESSION: &str = "cs_0001Gv3nZ3gmzWGwr4o4TC";
const CHALLENGE: &str = "ch_0001Gv3nZ3gmzWGwr4o4TC";
const TOKEN: &str = "tok_0001Gv3nZ3gmzWGwr4o4TC";
const PAYMENT: &str = "pay_0001Gv3nZ3gmzWGwr4o4TC";
const REFUND: &str = "re_0001Gv3nZ3gmzWGwr4o4TC";
const EVENT: &str = "evt_0001Gv3nZ3gmzWGwr4o4TC";
const KEY: &str = "bk_0001Gv3nZ3gmzWGwr4o4TC";
const DISPUTE: &str = "dp_0001Gv3nZ3gmzWGwr4o4TC";

/// 2026-11-22 08:30 in Korea, and the end of that month there.
const MADE: i64 = 1_795_303_800_000;
const PAID: i64 = MADE + 60_000;
const MONTH_ENDS: i64 = 1_796_050_799_999;

/// Everything of the first with what the second has beside or instead of it.
fn with(base: Value, more: Value) -> Value {
    match (base, more) {
        (Value::Object(mut base), Value::Object(more)) => {
            base.extend(more);
            Value::Object(base)
        }
        (base, _) => base,
    }
}

fn goods() -> Value {
    json!({ "name": "이모티콘 모음", "kind": "digital", "offer_period": { "unit": "unlimited" } })
}

pub(super) fn create_session() -> Value {
    json!({
        "order_id": "order-1",
        "amount": 9_900,
        "goods": goods(),
        "embed": { "confirm_url": "/confirm", "success_url": "/thanks" },
    })
}

pub(super) fn session() -> Value {
    json!({
        "id": SESSION,
        "status": "open",
        "order_id": "order-1",
        "amount": 9_900,
        "billing": "one_off",
        "created_at": MADE,
        "expires_at": MADE + 1_800_000,
        "frame_url": format!("http://localhost:8081/v1/checkout/{SESSION}"),
        "embed_html": "<div data-carrier-checkout>…</div>",
    })
}

pub(super) fn expired_session() -> Value {
    let over = json!({ "status": "expired" });
    let Value::Object(mut session) = with(session(), over) else { return Value::Null };
    session.remove("frame_url");
    session.remove("embed_html");
    Value::Object(session)
}

pub(super) fn create_payment() -> Value {
    json!({ "token": TOKEN, "order_id": "order-1", "amount": 9_900 })
}

pub(super) fn payment() -> Value {
    json!({
        "id": PAYMENT,
        "status": "succeeded",
        "session": SESSION,
        "order_id": "order-1",
        "amount": 9_900,
        "billing": "one_off",
        "carrier": "SKT",
        "phone": "010-****-6789",
        "created_at": PAID - 1_000,
        "paid_at": PAID,
        "cancel_until": MONTH_ENDS,
    })
}

pub(super) fn failed_payment() -> Value {
    json!({
        "id": PAYMENT,
        "status": "failed",
        "session": SESSION,
        "order_id": "order-1",
        "amount": 9_900,
        "billing": "one_off",
        "carrier": "SKT",
        "phone": "010-****-0014",
        "created_at": PAID,
        "failure": { "reason": "payment_denied", "quote": "SKT-403-CARRIER_BILLING.PAYMENT_DENIED" },
    })
}

pub(super) fn disputed_payment() -> Value {
    with(payment(), json!({ "dispute": { "id": DISPUTE, "status": "open", "opened_at": PAID + 86_400_000 } }))
}

pub(super) fn closed_dispute() -> Value {
    let (opened_at, closed_at) = (PAID + 86_400_000, PAID + 5 * 86_400_000);
    let dispute = json!({ "id": DISPUTE, "status": "rejected", "opened_at": opened_at, "closed_at": closed_at });
    with(payment(), json!({ "dispute": dispute }))
}

pub(super) fn cancelled_payment() -> Value {
    with(payment(), json!({ "status": "cancelled", "refunded_amount": 9_900 }))
}

pub(super) fn refunded_payment() -> Value {
    with(payment(), json!({ "status": "partially_refunded", "refunded_amount": 4_900 }))
}

pub(super) fn monthly_payment() -> Value {
    with(payment(), json!({ "order_id": "order-1-2", "billing": "monthly", "billing_key": KEY }))
}

pub(super) fn payments() -> Value {
    json!({ "data": [payment()], "has_more": false })
}

pub(super) fn cancel_payment() -> Value {
    json!({ "reason": "changed their mind" })
}

pub(super) fn create_refund() -> Value {
    let account = json!({ "bank": "004", "number": "12345678901234", "holder": "김하늘" });
    json!({ "amount": 4_900, "reason": "half of it was broken", "account": account })
}

pub(super) fn refund() -> Value {
    json!({
        "id": REFUND,
        "payment": PAYMENT,
        "amount": 9_900,
        "kind": "cancel",
        "status": "succeeded",
        "created_at": PAID + 600_000,
        "settled_at": PAID + 601_000,
    })
}

pub(super) fn failed_refund() -> Value {
    with(refund(), json!({ "kind": "refund", "status": "failed", "failure": { "reason": "carrier_error" } }))
}

pub(super) fn refunds() -> Value {
    json!({ "data": [refund()] })
}

pub(super) fn charge_key() -> Value {
    json!({ "order_id": "order-1-2", "amount": 9_900 })
}

pub(super) fn billing_key() -> Value {
    json!({
        "id": KEY,
        "status": "active",
        "session": SESSION,
        "goods": "이모티콘 모음",
        "amount": 9_900,
        "day": 15,
        "carrier": "SKT",
        "phone": "010-****-6789",
        "created_at": PAID,
        "next_charge": 1_797_260_400_000_i64,
        "first_payment": PAYMENT,
        "last_payment": PAYMENT,
    })
}

pub(super) fn stopped_key() -> Value {
    let stopped = json!({ "status": "stopped", "stopped_at": PAID + 86_400_000, "stopped_by": "shopper" });
    let Value::Object(mut key) = with(billing_key(), stopped) else { return Value::Null };
    key.remove("next_charge");
    Value::Object(key)
}

pub(super) fn event(kind: &str, data: Value) -> Value {
    json!({ "id": EVENT, "created_at": PAID, "type": kind, "data": data })
}

pub(super) fn listed_event() -> Value {
    let delivery = json!({ "status": "delivered", "tries": 1, "last_tried_at": PAID + 200, "last_status": 204 });
    with(event("payment.succeeded", payment()), json!({ "delivery": delivery }))
}

pub(super) fn events() -> Value {
    json!({ "data": [listed_event()], "has_more": false })
}

pub(super) fn appearance_report() -> Value {
    json!({
        "repairs": [{ "scheme": "light", "name": "color_primary", "given": "#ffd400", "used": "#7a6600" }],
        "contrasts": [{ "scheme": "light", "front": "accent", "back": "surface", "ratio": 5.61, "needed": 4.5 }],
    })
}

fn consents() -> Vec<Value> {
    ["carrier_billing_terms", "electronic_finance_terms", "privacy_collection", "privacy_third_party"]
        .map(consent)
        .to_vec()
}

fn consent(kind: &str) -> Value {
    json!({ "kind": kind, "version": "2026-11-01" })
}

pub(super) fn checkout() -> Value {
    let order = json!({
        "id": "order-1",
        "amount": 9_900,
        "goods": with(goods(), json!({ "cash_like": false })),
        "seller": { "name": "달빛상점", "phone": "02-1234-5678" },
    });
    let all_consents = [consents(), vec![consent("payment_content")]].concat();
    json!({
        "session": SESSION,
        "server_time": MADE + 1_000,
        "expires_at": MADE + 1_800_000,
        "order": order,
        "provider": { "name": "캐리어체크아웃 (샌드박스)", "phone": "1600-0000" },
        "carriers": ["SKT", "KT", "LGU"],
        "channels": ["sms", "ars", "pass"],
        "hints": [],
        "consents": all_consents,
        "consent_names": [
            "통신과금서비스 이용약관", "전자금융거래 이용약관", "개인정보 수집·이용", "개인정보 제3자 제공",
        ],
        "stage": { "open": {} },
    })
}

pub(super) fn create_challenge() -> Value {
    json!({ "channel": "sms", "carrier": "SKT", "phone": "01023456789", "birth": "9001011", "consents": consents() })
}

pub(super) fn challenge() -> Value {
    json!({
        "id": CHALLENGE,
        "channel": "sms",
        "carrier": "SKT",
        "phone": "010-****-6789",
        "expires_at": MADE + 200_000,
        "tries_left": 5,
        "sends_left": 4,
        "resend_at": MADE + 50_000,
        "server_time": MADE + 20_000,
    })
}

pub(super) fn switch_channel() -> Value {
    json!({ "channel": "pass" })
}

pub(super) fn verify_code() -> Value {
    json!({ "code": "123456", "content": consent("payment_content") })
}

pub(super) fn verified() -> Value {
    json!({ "token": TOKEN, "challenge": CHALLENGE, "phone": "010-****-6789", "expires_at": MADE + 640_000 })
}

pub(super) fn mail_receipt() -> Value {
    json!({ "email": "haneul@example.com" })
}
