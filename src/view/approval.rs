//! What is approved on the phone, in a call or in the PASS app, and the ways
//! from one channel to another.

use carrier_checkout_flow::state::{Code, CodeError};
use carrier_checkout_protocol::Approval;
use yew::{Html, html};

use super::{
    code::timer,
    dispatch::Press,
    part::{icon_done, slip, spinner},
    screen::Screen,
};

/// In the place of the field for the code.
pub(super) fn view(screen: &Screen<'_>, state: &Code) -> Html {
    let texts = &screen.texts.code;
    let approved = state.challenge().approval == Some(Approval::Approved);
    let waiting = if state.error() == Some(CodeError::NotApproved) { texts.not_approved } else { texts.waiting };
    let error = match state.error() {
        Some(CodeError::Expired) if state.challenge().sends_left == 0 => Some(texts.expired_for_good),
        Some(CodeError::Expired) => Some(texts.not_approved_in_time),
        Some(
            CodeError::Incomplete
            | CodeError::Mismatch
            | CodeError::NotApproved
            | CodeError::NotConfirmed
            | CodeError::NotSentAgain(_),
        )
        | None => None,
    };
    html! {
        <div class="field approval">
            <div class="label-row">
                <p class="label" role="status">
                    // Nobody waits any more for what cannot be approved any more.
                    if error.is_none() {
                        { if approved { icon_done() } else { spinner() } }
                        <span>{ if approved { texts.approved } else { waiting } }</span>
                    }
                </p>
                { timer(screen, state) }
            </div>
            if let (Some(page), false) = (&state.challenge().page, approved) {
                <a class="secondary" href={page.clone()} target="_blank" rel="noopener noreferrer">{ texts.carrier_page }</a>
            }
            <div role="alert">{ slip("code-slip", error) }</div>
        </div>
    }
}

/// The other channels that the policy allows.
pub(super) fn other_ways(screen: &Screen<'_>, state: &Code) -> Html {
    let (desk, challenge) = (screen.flow.desk(), state.challenge());
    let Some(checkout) = desk.checkout() else { return html! {} };
    let mut others = checkout.channels.iter().copied().filter(|channel| *channel != challenge.channel).peekable();
    if others.peek().is_none() || challenge.sends_left == 0 {
        return html! {};
    }
    let unable = desk.busy().then_some("true");
    html! {
        <div class="again" role="group" aria-labelledby="other-ways">
            <p class="small" id="other-ways">{ screen.texts.code.other_ways }</p>
            <div class="row">
                { for others.map(|channel| html! {
                    <button type="button" class="secondary" key={channel.as_str()} aria-disabled={unable}
                        onclick={screen.dispatch.click(Press::SwitchTo(channel))}>
                        { (screen.texts.details.channel_name)(channel) }
                    </button>
                }) }
            </div>
        </div>
    }
}
