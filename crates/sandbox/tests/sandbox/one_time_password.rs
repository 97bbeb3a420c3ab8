//! One Time Password SMS.

use carrier_checkout_sandbox::Rules;
use serde_json::{Value, json};

use crate::support::{ANYBODY, Caller, Sandbox};

async fn sent(caller: &Caller<'_>, number: &str) -> String {
    caller.send_code(number).await.is(200).json()["authenticationId"].as_str().unwrap().to_owned()
}

/// A code that was not sent.
fn another(code: &str) -> &'static str {
    if code == "000000" { "000001" } else { "000000" }
}

#[tokio::test]
async fn the_code_that_was_sent_is_right_once() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let id = sent(&skt, ANYBODY).await;
    let code = sandbox.last_code("01023456789").await;
    assert_eq!(skt.validate_code(&id, &code).await.is(204).text, "");
    skt.validate_code(&id, &code).await.refuses(400, "ONE_TIME_PASSWORD_SMS.VERIFICATION_EXPIRED");
}

#[tokio::test]
async fn every_place_in_the_message_gets_the_same_six_digits() {
    let sandbox = Sandbox::new().await;
    let message = "[웹툰샵] 인증번호 [{{code}}]\n@localhost #{{code}} @localhost";
    let body = json!({ "phoneNumber": ANYBODY, "message": message });
    sandbox.skt().await.post("/one-time-password-sms/v1/send-code", &body).await.is(200);
    let received = &sandbox.messages("01023456789").await[0];
    let code = received["code"].as_str().unwrap();
    assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()), "{code}");
    assert_eq!(received["text"], message.replace("{{code}}", code));
}

#[tokio::test]
async fn a_second_code_ends_the_first_of_the_same_line_and_carrier_only() {
    let sandbox = Sandbox::new().await;
    let (skt, kt) = (sandbox.skt().await, sandbox.caller("kt", "").await);
    let at_kt = sent(&kt, ANYBODY).await;
    let code_at_kt = sandbox.last_code("01023456789").await;
    let first = sent(&skt, ANYBODY).await;
    let code = sandbox.last_code("01023456789").await;
    let somebody_else = sent(&skt, "+821087654321").await;
    let second = sent(&skt, ANYBODY).await;
    skt.validate_code(&first, &code).await.refuses(400, "ONE_TIME_PASSWORD_SMS.VERIFICATION_EXPIRED");
    skt.validate_code(&second, &sandbox.last_code("01023456789").await).await.is(204);
    skt.validate_code(&somebody_else, &sandbox.last_code("01087654321").await).await.is(204);
    skt.validate_code(&at_kt, &code_at_kt).await.refuses(404, "NOT_FOUND");
    kt.validate_code(&at_kt, &code_at_kt).await.is(204);
}

#[tokio::test]
async fn a_code_ends_after_three_minutes() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    for (after, status) in [(179_999, 204), (180_000, 400)] {
        let id = sent(&skt, ANYBODY).await;
        let code = sandbox.last_code("01023456789").await;
        sandbox.clock.advance(after);
        let answer = skt.validate_code(&id, &code).await;
        assert_eq!(answer.status, status, "{}", answer.text);
        if status == 400 {
            answer.refuses(400, "ONE_TIME_PASSWORD_SMS.VERIFICATION_EXPIRED");
        }
    }
}

#[tokio::test]
async fn the_fifth_wrong_try_is_the_last() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let id = sent(&skt, ANYBODY).await;
    let code = sandbox.last_code("01023456789").await;
    for _ in 0..4 {
        skt.validate_code(&id, another(&code)).await.refuses(400, "ONE_TIME_PASSWORD_SMS.INVALID_OTP");
    }
    skt.validate_code(&id, another(&code)).await.refuses(400, "ONE_TIME_PASSWORD_SMS.VERIFICATION_FAILED");
    skt.validate_code(&id, &code).await.refuses(400, "ONE_TIME_PASSWORD_SMS.VERIFICATION_FAILED");
}

#[tokio::test]
async fn the_right_code_still_counts_at_the_fifth_try() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let id = sent(&skt, ANYBODY).await;
    let code = sandbox.last_code("01023456789").await;
    for _ in 0..4 {
        skt.validate_code(&id, another(&code)).await.is(400);
    }
    skt.validate_code(&id, &code).await.is(204);
}

#[tokio::test]
async fn an_unknown_id_is_not_found() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    skt.validate_code("ea0840f3-3663-4149-bd10-c7c6b8912105", "123456").await.refuses(404, "NOT_FOUND");
}

#[tokio::test]
async fn what_the_schema_forbids_is_an_invalid_argument() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let send = |phone: Value, message: Value| json!({ "phoneNumber": phone, "message": message });
    let template = json!("{{code}}");
    let sends = [
        json!({}),
        json!([]),
        send(json!("3301"), template.clone()),
        send(json!("+0821023456789"), template.clone()),
        send(json!("+8210234567890123"), template.clone()),
        send(json!("+82 10 2345 6789"), template.clone()),
        send(json!(821_023_456_789_i64), template.clone()),
        send(Value::Null, template.clone()),
        send(json!(ANYBODY), Value::Null),
        send(json!(ANYBODY), json!("message without code")),
        send(json!(ANYBODY), json!(["{{code}}"])),
        send(json!(ANYBODY), json!(format!("{{{{code}}}}{}", "가".repeat(153)))),
    ];
    for body in sends {
        skt.post("/one-time-password-sms/v1/send-code", &body).await.refuses(400, "INVALID_ARGUMENT");
    }
    assert_eq!(sandbox.messages("01023456789").await, Vec::<Value>::new());
    let checks = [
        json!({}),
        json!({ "code": "123456" }),
        json!({ "authenticationId": "x" }),
        json!({ "authenticationId": "x", "code": 123_456 }),
        json!({ "authenticationId": "x", "code": "thisCodeExceedsTenCharacters" }),
        json!({ "authenticationId": "x".repeat(37), "code": "123456" }),
    ];
    for body in checks {
        skt.post("/one-time-password-sms/v1/validate-code", &body).await.refuses(400, "INVALID_ARGUMENT");
    }
}

#[tokio::test]
async fn a_message_of_160_characters_is_not_too_long() {
    let sandbox = Sandbox::new().await;
    let body = json!({ "phoneNumber": ANYBODY, "message": format!("{{{{code}}}}{}", "가".repeat(152)) });
    sandbox.skt().await.post("/one-time-password-sms/v1/send-code", &body).await.is(200);
}

#[tokio::test]
async fn only_mobile_lines_of_this_country_get_codes() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    for landline in ["+8221234567", "+82701234567", "+821123456789"] {
        skt.send_code(landline).await.refuses(403, "ONE_TIME_PASSWORD_SMS.PHONE_NUMBER_NOT_ALLOWED");
    }
    for nobodys in ["+346661113334", "+82102345", "+12025550123"] {
        skt.send_code(nobodys).await.refuses(404, "NOT_FOUND");
    }
}

#[tokio::test]
async fn a_line_gets_only_so_many_codes_an_hour() {
    let sandbox = Sandbox::with(Rules { codes_an_hour: 2, ..Rules::default() }).await;
    let skt = sandbox.skt().await;
    sent(&skt, ANYBODY).await;
    sent(&skt, ANYBODY).await;
    skt.send_code(ANYBODY).await.refuses(403, "ONE_TIME_PASSWORD_SMS.MAX_OTP_CODES_EXCEEDED");
    sent(&skt, "+821087654321").await;
    sandbox.clock.advance(3_600_000);
    sent(&sandbox.skt().await, ANYBODY).await;
}
