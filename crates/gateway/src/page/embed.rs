//! What a merchant puts into its page: the frame, which begins to load before
//! any script does, and the loader, which takes it over.

use carrier_checkout::locale::texts;
use carrier_checkout_protocol::embed::Theme;
use carrier_checkout_protocol::session::Embed;
use carrier_checkout_protocol::{Locale, SessionId};
use maud::{Markup, html};
use url::Url;

/// The address of a session's window.
pub(crate) fn frame_url(gateway: &Url, session: &SessionId, embed: &Embed) -> String {
    let mut url = format!("{}/v1/checkout/{session}", gateway.origin().ascii_serialization());
    let locale = embed.locale.map(|locale| format!("locale={locale}"));
    let theme = (embed.theme != Theme::Auto).then(|| format!("theme={}", embed.theme));
    for (part, mark) in [locale, theme].into_iter().flatten().zip(['?', '&']) {
        url.push(mark);
        url.push_str(&part);
    }
    url
}

/// The session's window as HTML, to be inserted into the page as it is.
pub(crate) fn embed_html(gateway: &Url, session: &SessionId, embed: &Embed) -> String {
    let page = &texts(embed.locale.unwrap_or(Locale::Ko)).page;
    // As high as its first screen is on most phones.
    let [.., height, _] = page.room;
    let theme = (embed.theme != Theme::Auto).then_some(embed.theme);
    let markup: Markup = html! {
        carrier-checkout
            session=(session)
            confirm-url=[&embed.confirm_url]
            success-url=[&embed.success_url]
            locale=[embed.locale]
            theme=[theme] {
            // No inline style, which the page's policy may forbid: these attributes keep the page still as well.
            iframe
                src=(frame_url(gateway, session, embed))
                title=(page.title)
                width="100%"
                height=(height)
                frameborder="0"
                align="top"
                allow="otp-credentials"
                referrerpolicy="no-referrer" {}
        }
        script async src={ (gateway.origin().ascii_serialization()) "/checkout.js" } {}
    };
    markup.into_string()
}
