//! While something is found out.

use yew::{Html, html};

use super::{dispatch::Press, part::spinner, screen::Screen};

/// Nothing is here yet.
pub(super) fn loading(screen: &Screen<'_>) -> Html {
    html! {
        <div class="waiting" role="status" aria-busy="true" key="loading">
            { spinner() }<p>{ screen.texts.checking.loading }</p>
        </div>
    }
}

/// "확인 중".
pub(super) fn view(screen: &Screen<'_>, offline: bool) -> Html {
    let texts = &screen.texts.checking;
    html! {
        <div class="waiting" key="checking">
            { spinner() }
            <h2 id="heading" tabindex="-1">{ texts.heading }</h2>
            <p role="status">{ if offline { texts.offline } else { texts.text } }</p>
            if offline {
                <button type="button" class="secondary" onclick={screen.dispatch.click(Press::Retry)}>
                    { texts.ask_now }
                </button>
            }
        </div>
    }
}
