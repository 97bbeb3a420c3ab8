//! A session in the place of another one, for a cart that has changed.

use serde_json::{Value, json};

use super::sessions::{OTHER_KEY, with_two_merchants};
use super::support::{Answer, Gateway, KEY, LINE, order};
use super::support_wire::Cut;

/// The body of a session of 19,800 won in the place of that one.
fn dearer(old: &str) -> Value {
    let mut body = order();
    (body["amount"], body["replaces"]) = (json!(19_800), json!(old));
    body
}

async fn replace(gateway: &Gateway, old: &str) -> Answer {
    gateway.post("/v1/sessions", KEY, &dearer(old)).await
}

async fn status(gateway: &Gateway, session: &str) -> Value {
    gateway.get(&format!("/v1/sessions/{session}"), KEY).await.body["status"].clone()
}

#[tokio::test]
async fn the_old_session_ends_with_the_new_one_and_its_token_charges_nothing() {
    let gateway = Gateway::start().await;
    let (old, token) = gateway.verified(LINE).await;
    let new = replace(&gateway, &old).await;
    assert_eq!((new.status, &new.body["amount"], &new.body["status"]), (201, &json!(19_800), &json!("open")));
    assert_eq!(status(&gateway, &old).await, "expired");
    assert_eq!(gateway.pay(&token).await.problem(), (410, "token_expired".into()));
    assert_eq!(gateway.challenge(&old, LINE).await.problem(), (410, "session_expired".into()));
    assert_eq!(gateway.app.release().await.unwrap(), 1, "what was reserved is given back");
    assert_eq!((gateway.charged().await, gateway.bill("cancelled").await), (0, 1));
}

#[tokio::test]
async fn one_that_nobody_has_begun_and_one_that_is_over_can_be_replaced_too() {
    let gateway = Gateway::start().await;
    let open = gateway.session().await;
    let (begun, over) = (gateway.session().await, gateway.session().await);
    gateway.challenged(&begun, LINE).await;
    gateway.post("/v1/checkout/cancel", &over, &json!({})).await;
    for (old, then) in [(open, "expired"), (begun, "expired"), (over, "cancelled")] {
        assert_eq!(replace(&gateway, &old).await.status, 201);
        assert_eq!(status(&gateway, &old).await, then);
        assert_eq!(replace(&gateway, &old).await.status, 201, "again, by whoever did not hear the answer");
    }
}

#[tokio::test]
async fn one_that_is_paid_is_not_replaced() {
    let gateway = Gateway::start().await;
    let (old, token) = gateway.verified(LINE).await;
    assert_eq!(gateway.pay(&token).await.status, 201);
    let refused = replace(&gateway, &old).await;
    assert_eq!(refused.reason(), (409, "session_closed".into(), "already_paid".into()));
    assert_eq!(status(&gateway, &old).await, "paid");
}

#[tokio::test]
async fn one_that_is_being_paid_is_not_replaced_until_that_has_ended() {
    let gateway = Gateway::start().await;
    let (old, token) = gateway.verified(LINE).await;
    gateway.wire.cut("/confirm", Cut::Hangs);
    let paying = gateway.pay(&token);
    let replacing = async {
        gateway.wire.saw("/confirm").await;
        let refused = gateway.post_as("/v1/sessions", KEY, "cart-2", &dearer(&old)).await;
        (refused.problem(), refused.body["retryable"].clone())
    };
    tokio::pin!(paying);
    tokio::select! {
        refused = replacing => assert_eq!(refused, ((409, "session_in_payment".into()), json!(true))),
        _ = &mut paying => panic!("nobody has answered"),
    }
    assert_eq!(status(&gateway, &old).await, "processing");
    // The key was not used up by the refusal: the same request is looked at anew.
    let again = gateway.post_as("/v1/sessions", KEY, "cart-2", &dearer(&old)).await;
    assert_eq!(again.problem(), (409, "session_in_payment".into()));
}

#[tokio::test]
async fn only_an_own_session_can_be_replaced() {
    let (gateway, _directory) = with_two_merchants().await;
    let (old, token) = gateway.verified(LINE).await;
    for (key, old) in [(OTHER_KEY, old.as_str()), (KEY, "cs_0000000000000000000001")] {
        let refused = gateway.post("/v1/sessions", key, &dearer(old)).await;
        assert_eq!(refused.reason(), (404, "session_not_found".into(), "session_unknown".into()));
    }
    let refused = gateway.post("/v1/sessions", KEY, &dearer("order-1")).await;
    assert_eq!(refused.problem(), (422, "invalid_request".into()));
    assert_eq!(gateway.pay(&token).await.status, 201, "its token is as good as before");
}

#[tokio::test]
async fn a_token_exchanged_while_its_session_is_replaced_is_charged_or_replaced_never_both() {
    let gateway = Gateway::start().await;
    for replaced_first in [false, true, false, true] {
        let (old, token) = gateway.verified(LINE).await;
        let before = gateway.charged().await;
        let (pay, replace) = (gateway.pay(&token), replace(&gateway, &old));
        let (paid, new) = if replaced_first {
            let (new, paid) = tokio::join!(replace, pay);
            (paid, new)
        } else {
            tokio::join!(pay, replace)
        };
        gateway.app.release().await.unwrap();
        let charged = gateway.charged().await - before;
        if paid.status == 201 {
            assert_eq!((charged, new.status), (1, 409), "{}", new.body);
        } else {
            assert_eq!((charged, paid.problem(), new.status), (0, (410, "token_expired".into()), 201));
        }
    }
}

#[tokio::test]
async fn a_code_verified_while_its_session_is_replaced_leaves_no_token_that_charges() {
    let gateway = Gateway::start().await;
    for _ in 0..4 {
        let old = gateway.session().await;
        let (challenge, code) = gateway.challenged(&old, LINE).await;
        let (verified, new) = tokio::join!(gateway.verify(&old, &challenge, &code), replace(&gateway, &old));
        assert_eq!(new.status, 201, "{}", new.body);
        assert_eq!(status(&gateway, &old).await, "expired");
        if verified.status == 200 {
            let refused = gateway.pay(&verified.text("/token")).await;
            assert_eq!(refused.problem(), (410, "token_expired".into()));
        }
    }
    assert_eq!(gateway.charged().await, 0);
}
