//! "본인이 결제하지 않았어요": asked once more in place, and then what has come of it.

use carrier_checkout_flow::state::Paid;
use carrier_checkout_protocol::DisputeId;
use yew::{Html, html};

use super::{
    alert,
    dispatch::Press,
    part::{icon_warning, spinner},
    screen::Screen,
};

pub(super) fn view(screen: &Screen<'_>, state: &Paid) -> Html {
    match &state.receipt().dispute {
        Some(dispute) => reported(screen, dispute),
        None if screen.shown => question(screen, state),
        // It needs the widget: without one there are the numbers to call.
        None => html! {},
    }
}

fn reported(screen: &Screen<'_>, dispute: &DisputeId) -> Html {
    let texts = &screen.texts.receipt;
    html! {
        <div class="alert" role="status" id="dispute" tabindex="-1">
            { icon_warning() }
            <div>
                <p class="alert-title">{ texts.reported }</p>
                <p>{ texts.reported_text }</p>
                <p class="small">{ texts.report_number }{ " " }<code>{ dispute.as_str() }</code></p>
            </div>
        </div>
    }
}

fn question(screen: &Screen<'_>, state: &Paid) -> Html {
    let (texts, busy) = (&screen.texts.receipt, screen.flow.desk().busy());
    let disabled = busy.then_some("true");
    let expanded = if state.asking() { "true" } else { "false" };
    let toggle = screen.dispatch.click(Press::DisputeToggle);
    html! {
        <div class="not-me">
            <button type="button" class="quiet" id="dispute" aria-expanded={expanded} onclick={toggle.clone()}>
                { texts.not_me }
            </button>
            if state.asking() {
                <p class="small">{ texts.not_me_text }</p>
                if let Some(failure) = state.failure() {
                    { alert::view(screen, failure) }
                }
                <div class="row">
                    <button type="button" class="secondary" aria-disabled={disabled}
                        onclick={screen.dispatch.click(Press::Dispute)}>
                        if busy { { spinner() } }
                        { texts.report }
                    </button>
                    <button type="button" class="secondary" aria-disabled={disabled}
                        onclick={toggle}>{ texts.close }</button>
                </div>
            }
        </div>
    }
}
