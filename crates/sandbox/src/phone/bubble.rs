//! A message on the phone's page: a text message with its code, a call that
//! rings, or a PASS request.

use carrier_checkout_protocol::{Channel, Timestamp};
use maud::{Markup, html};

use crate::date;
use crate::store::{ApprovalState, Kind, Means, Message};

/// A message as it stands now.
pub(super) fn bubble(message: &Message, now: Timestamp) -> Markup {
    let text = &message.text;
    let (channel, state, content) = match &message.kind {
        Kind::Sms { code } => (Channel::Sms, None, sms(text, code)),
        Kind::Asks(approval) => {
            let (means, state) = (approval.means, approval.state(now));
            (means.channel(), Some(state), asks(means, text, Some(state)))
        }
    };
    html! {
        li data-id=(message.id) data-channel=(channel) data-state=[state.map(ApprovalState::as_str)] {
            (content)
            time datetime=(date::rfc3339(message.received_at)) { (date::korean(message.received_at)) }
        }
    }
}

/// The empty bubbles that the script fills, one for each channel.
pub(super) fn moulds() -> Markup {
    let asking = |means: Means| (means.channel(), asks(means, "", None));
    html! {
        @for (channel, content) in [(Channel::Sms, sms("", "")), asking(Means::Ars), asking(Means::Pass)] {
            template data-mould=(channel) { li data-channel=(channel) { (content) time {} } }
        }
    }
}

fn sms(text: &str, code: &str) -> Markup {
    html! {
        div .bubble {
            p data-text { (text) }
            p .code {
                span .hint { "인증번호 " }
                strong data-code { (code) }
                button type="button" data-copy hidden {
                    "복사" span .said { " " span data-code { (code) } }
                }
            }
        }
    }
}

/// The buttons are the script's, as nothing can be answered without it.
fn asks(means: Means, text: &str, state: Option<ApprovalState>) -> Markup {
    let words = words(means);
    html! {
        div .bubble {
            p .from { (words.from) }
            p data-text { (text) }
            // Takes the focus when the pressed button goes.
            p .state data-states tabindex="-1" {
                @for when in ApprovalState::ALL {
                    span data-when=(when.as_str()) hidden[state != Some(when)] { (words.of(when)) }
                }
            }
            div .answers role="group" aria-label=(words.from) data-answers hidden {
                button type="button" data-answer="approve" { (words.approve) }
                button .quiet type="button" data-answer="reject" { "거절" }
            }
        }
    }
}

/// What a call or a PASS request says.
struct Words {
    from: &'static str,
    approve: &'static str,
    waiting: &'static str,
    approved: &'static str,
    rejected: &'static str,
    ended: &'static str,
}

impl Words {
    const fn of(&self, state: ApprovalState) -> &'static str {
        match state {
            ApprovalState::Waiting => self.waiting,
            ApprovalState::Approved => self.approved,
            ApprovalState::Rejected => self.rejected,
            ApprovalState::Ended => self.ended,
        }
    }
}

const fn words(means: Means) -> Words {
    match means {
        Means::Ars => Words {
            from: "자동응답 전화(ARS)",
            approve: "1번 누르기(승인)",
            waiting: "전화가 울리고 있습니다.",
            approved: "1번을 눌러 승인했습니다.",
            rejected: "전화를 거절했습니다.",
            ended: "받기 전에 끊긴 전화입니다.",
        },
        Means::Pass => Words {
            from: "PASS 앱 인증 요청",
            approve: "승인",
            waiting: "답을 기다리고 있습니다.",
            approved: "승인했습니다.",
            rejected: "거절했습니다.",
            ended: "답하기 전에 끝난 요청입니다.",
        },
    }
}
