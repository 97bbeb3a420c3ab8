//! Over without a payment, or stuck until the shopper tries again.

use carrier_checkout_flow::state::Ended;
use yew::{Html, html};

use super::{
    alert,
    dispatch::Press,
    part::{cancel, spinner},
    screen::Screen,
};

pub(super) fn view(screen: &Screen<'_>, state: &Ended) -> Html {
    let busy = screen.flow.desk().busy();
    html! {
        <div class="ended" key="ended">
            { alert::view(screen, state.failure()) }
            if state.can_retry() {
                <button type="button" class="primary" aria-disabled={busy.then_some("true")}
                    onclick={screen.dispatch.click(Press::Retry)}>
                    if busy { { spinner() } }
                    { screen.texts.failure.retry }
                </button>
            }
            if state.can_cancel() {
                <div class="actions">{ cancel(screen) }</div>
            }
        </div>
    }
}
