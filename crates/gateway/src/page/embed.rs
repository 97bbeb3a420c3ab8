//! What a merchant puts into its page: the frame, which begins to load before
//! any script does, and the loader, which takes it over.

use carrier_checkout::locale::texts;
use carrier_checkout_protocol::embed::Theme;
use carrier_checkout_protocol::session::Embed;
use carrier_checkout_protocol::{Locale, SessionId};
use maud::{Markup, html};
use url::Url;

use super::ways::{HOSTED, Ways};

/// The address of a session's window.
pub(crate) fn frame_url(gateway: &Url, session: &SessionId, embed: &Embed) -> String {
    address(gateway, session, embed, None)
}

/// The address of its hosted page; none where the merchant does not want one, or could not be handed the token any more.
pub(crate) fn hosted_url(gateway: &Url, session: &SessionId, embed: &Embed, origins: &[String]) -> Option<String> {
    Ways::of(embed, origins).ok().flatten()?;
    // By the word even a browser gets the page that does not say what it wants it for.
    Some(address(gateway, session, embed, Some(HOSTED)))
}

fn address(gateway: &Url, session: &SessionId, embed: &Embed, word: Option<&str>) -> String {
    let mut url = format!("{}/v1/checkout/{session}", gateway.origin().ascii_serialization());
    let locale = embed.locale.map(|locale| format!("locale={locale}"));
    let theme = (embed.theme != Theme::Auto).then(|| format!("theme={}", embed.theme));
    let parts = [word.map(str::to_owned), locale, theme].into_iter().flatten();
    for (part, mark) in parts.zip(['?', '&', '&']) {
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
