//! What a merchant puts into its page: the frame, which begins to load before
//! any script does, and the loader, which takes it over.

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
    let (title, height) = words_and_room(embed.locale.unwrap_or(Locale::Ko));
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
                title=(title)
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

/// The frame's title, and how high its first screen is on a phone, as the
/// loader has them in `texts.ts` and `frame.ts`.
const fn words_and_room(locale: Locale) -> (&'static str, u32) {
    match locale {
        Locale::Ko => ("휴대폰 결제", 1_260),
        Locale::En => ("Carrier billing checkout", 1_450),
    }
}
