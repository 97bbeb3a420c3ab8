//! "본인이 결제하지 않았어요" and "월자동결제 해지": asked once more in place, and then what has come of it.

use carrier_checkout_flow::{Field, Remedy, state::Paid};
use carrier_checkout_protocol::DisputeId;
use yew::{Html, html};

use super::{
    alert,
    dispatch::Press,
    element_id,
    part::{icon_warning, spinner},
    screen::Screen,
};

pub(super) fn dispute(screen: &Screen<'_>, state: &Paid) -> Html {
    match &state.receipt().dispute {
        Some(dispute) => reported(screen, dispute),
        None => question(screen, state, Remedy::Dispute),
    }
}

/// How it stands with the months to come. Once nothing is left to press, this has the focus.
pub(super) fn standing(state: &Paid) -> Html {
    let Some(monthly) = &state.receipt().monthly else { return html! {} };
    html! { <p role="status" id={(!monthly.active).then_some("stop")} tabindex="-1">{ &monthly.text }</p> }
}

/// Stopping is as easy as it was to begin: no detour, and nothing in between but the question.
pub(super) fn stop(screen: &Screen<'_>, state: &Paid) -> Html {
    match &state.receipt().monthly {
        Some(monthly) if monthly.active => question(screen, state, Remedy::Stop),
        _ => html! {},
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

/// It needs the widget: without one there are the numbers to call.
fn question(screen: &Screen<'_>, state: &Paid, remedy: Remedy) -> Html {
    if !screen.shown {
        return html! {};
    }
    let (texts, busy) = (&screen.texts.receipt, screen.flow.desk().busy());
    let (name, text, now) = match remedy {
        Remedy::Dispute => (texts.not_me, texts.not_me_text, texts.report),
        Remedy::Stop => (texts.stop, texts.stop_text, texts.stop_now),
    };
    let disabled = busy.then_some("true");
    let asking = state.asking() == Some(remedy);
    let expanded = if asking { "true" } else { "false" };
    let toggle = screen.dispatch.click(Press::Toggle(remedy));
    html! {
        <div class="remedy">
            <button type="button" class="quiet" id={element_id(Field::Remedy(remedy))} aria-expanded={expanded}
                onclick={toggle.clone()}>{ name }</button>
            if asking {
                <p class="small">{ text }</p>
                if let Some(failure) = state.failure() {
                    { alert::view(screen, failure) }
                }
                <div class="row">
                    <button type="button" class="secondary" aria-disabled={disabled}
                        onclick={screen.dispatch.click(Press::Remedy)}>
                        if busy { { spinner() } }
                        { now }
                    </button>
                    <button type="button" class="secondary" aria-disabled={disabled}
                        onclick={toggle}>{ texts.close }</button>
                </div>
            }
        </div>
    }
}
