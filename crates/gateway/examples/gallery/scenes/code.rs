//! The code screen, and what is approved on the phone instead.

use carrier_checkout_flow::{Input, Reply, Trouble};
use carrier_checkout_protocol::{
    Approval, Channel, ErrorCode, Locale,
    checkout::{Challenge, Stage},
};

use super::{Scene, scene};
use crate::{
    order::{at, challenge, checkout, monthly},
    shopper::Shopper,
};

pub(super) fn scenes() -> Vec<Scene> {
    vec![
        scene("code", |locale| sent(Channel::Sms, locale)),
        scene("code-monthly", |locale| Shopper::before(monthly(locale), locale).receives(challenge(Channel::Sms))),
        scene("code-filled-in", |locale| sent(Channel::Sms, locale).types_code()),
        scene("code-resend", |locale| sent(Channel::Sms, locale).after(31)),
        scene("code-ten-seconds", |locale| sent(Channel::Sms, locale).after(170)),
        scene("code-missing", |locale| sent(Channel::Sms, locale).does([Input::PayPressed])),
        scene("code-mismatch", |locale| pays(locale).hears_no(ErrorCode::CodeMismatch, Some(2))),
        scene("code-last-try", |locale| pays(locale).hears_no(ErrorCode::CodeMismatch, Some(1))),
        scene("code-expired", |locale| sent(Channel::Sms, locale).types_code().after(181)),
        scene("code-expired-for-good", |locale| {
            let last = Challenge { sends_left: 0, ..challenge(Channel::Sms) };
            Shopper::before(checkout(locale), locale).receives(last).after(181)
        }),
        scene("code-not-sent-again", |locale| {
            let pressed = sent(Channel::Sms, locale).after(31).does([Input::ResendPressed]);
            pressed.hears(Reply::Challenge(Err(problem(ErrorCode::CarrierUnavailable))))
        }),
        scene("code-paying", pays),
        scene("code-reconnecting", |locale| pays(locale).hears(Reply::Verified(Err(Trouble::Lost)))),
        scene("approve-call", |locale| sent(Channel::Ars, locale)),
        scene("approve-pass", |locale| sent(Channel::Pass, locale)),
        scene("approve-carrier-page", |locale| {
            let page = Some("https://carrier.example/approve".into());
            Shopper::before(checkout(locale), locale).receives(Challenge { page, ..challenge(Channel::Pass) })
        }),
        scene("approve-pressed-early", |locale| {
            sent(Channel::Pass, locale).does([Input::ContentSet(true), Input::PayPressed])
        }),
        scene("approve-approved", |locale| {
            let approved = Challenge { approval: Some(Approval::Approved), ..challenge(Channel::Pass) };
            let stage = Stage::Challenged { challenge: approved };
            sent(Channel::Pass, locale)
                .does([Input::Stirred])
                .after(3)
                .hears(Reply::Checkout(Ok(at(stage, checkout(locale)))))
        }),
        scene("approve-expired", |locale| sent(Channel::Pass, locale).after(181)),
    ]
}

fn sent(channel: Channel, locale: Locale) -> Shopper {
    Shopper::before(checkout(locale), locale).receives(challenge(channel))
}

fn pays(locale: Locale) -> Shopper {
    sent(Channel::Sms, locale).types_code().does([Input::PayPressed])
}

fn problem(code: ErrorCode) -> Trouble {
    Trouble::Problem(carrier_checkout_protocol::Problem::new(code, "req_1"))
}
