//! The hosted page's ways to the merchant, and when it is what is asked for.

use carrier_checkout_protocol::session::Embed;
use http::HeaderMap;
use url::Url;

/// In the address of the hosted page.
pub(super) const HOSTED: &str = "hosted";

/// Where the hosted page leads. Each is of one of the merchant's registered origins: else a session could be made
/// into a redirect to anywhere, or its token be sent there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ways {
    /// The token is posted there.
    pub confirm: Url,
    /// For whoever has paid.
    pub success: Url,
    /// For whoever has not.
    pub cancel: Url,
}

impl Ways {
    /// None when the merchant wants no hosted page.
    ///
    /// # Errors
    /// The name of the first one that cannot be used.
    pub fn of(embed: &Embed, origins: &[String]) -> Result<Option<Self>, &'static str> {
        if embed.cancel_url.is_none() {
            return Ok(None);
        }
        let way = |url: &Option<String>, name| url.as_deref().and_then(|url| registered(url, origins)).ok_or(name);
        Ok(Some(Self {
            confirm: way(&embed.confirm_url, "confirm_url")?,
            success: way(&embed.success_url, "success_url")?,
            cancel: way(&embed.cancel_url, "cancel_url")?,
        }))
    }

    /// Where the page may post, and where the merchant's answer may lead, which Chromium holds to the same rule: back
    /// here, or on to the order.
    pub(super) fn form_action(&self) -> String {
        let [confirm, success] = [&self.confirm, &self.success].map(|url| url.origin().ascii_serialization());
        let other = if success == confirm { String::new() } else { format!(" {success}") };
        format!("'self' {confirm}{other}")
    }
}

fn registered(url: &str, origins: &[String]) -> Option<Url> {
    let url = Url::parse(url).ok()?;
    let of_the_web = matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
    let origin = url.origin().ascii_serialization();
    (of_the_web && origins.contains(&origin)).then_some(url)
}

/// Whether a page of its own is asked for. Browsers before 2023 do not say what they want a document for, and the
/// page's own script wants another language of it: for both there is the word in the address. A frame is a frame,
/// whatever its address.
#[must_use]
pub fn is_hosted(headers: &HeaderMap, word: bool) -> bool {
    match headers.get("sec-fetch-dest").map(http::HeaderValue::as_bytes) {
        Some(b"document") => true,
        Some(b"empty") | None => word,
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOP: &str = "https://shop.example/cart";

    fn ways(confirm: &str, success: &str, cancel: &str) -> Result<Option<Ways>, &'static str> {
        let [confirm_url, success_url, cancel_url] = [confirm, success, cancel].map(|url| Some(url.to_owned()));
        let embed = Embed { confirm_url, success_url, cancel_url, ..Embed::default() };
        Ways::of(&embed, &["https://shop.example".to_owned(), "https://www.shop.example".to_owned()])
    }

    #[test]
    fn a_way_leads_to_a_registered_origin_and_nowhere_else() {
        for bad in [
            "/confirm",
            "//shop.example/confirm",
            "http://shop.example/confirm",
            "https://shop.example:8443/confirm",
            "https://evil.example/?https://shop.example",
            "https://shop.example@evil.example/",
            "https://someone@shop.example/",
            "https://shop.example.evil.example/",
            "javascript:alert(1)//https://shop.example",
            "data:text/html,https://shop.example",
        ] {
            assert_eq!(ways(bad, SHOP, SHOP), Err("confirm_url"), "{bad}");
            assert_eq!(ways(SHOP, bad, SHOP), Err("success_url"), "{bad}");
            assert_eq!(ways(SHOP, SHOP, bad), Err("cancel_url"), "{bad}");
        }
        assert!(matches!(ways(SHOP, "HTTPS://SHOP.example/주문?a=1", "https://www.shop.example"), Ok(Some(_))));
    }

    #[test]
    fn without_a_way_back_nobody_wants_the_page() {
        let embed = Embed { confirm_url: Some("/confirm".to_owned()), ..Embed::default() };
        assert_eq!(Ways::of(&embed, &[]), Ok(None));
    }

    #[test]
    fn the_form_may_be_posted_to_the_origins_that_it_needs() {
        let action = |success| ways(SHOP, success, SHOP).unwrap().unwrap().form_action();
        assert_eq!(action(SHOP), "'self' https://shop.example");
        assert_eq!(action("https://www.shop.example/1"), "'self' https://shop.example https://www.shop.example");
    }

    #[test]
    fn a_frame_never_gets_the_page() {
        let asks = |dest: Option<&str>, word| {
            let mut headers = HeaderMap::new();
            if let Some(dest) = dest {
                headers.insert("sec-fetch-dest", dest.parse().unwrap());
            }
            is_hosted(&headers, word)
        };
        for dest in ["iframe", "frame", "embed", "object", "fencedframe"] {
            assert!(!asks(Some(dest), true), "{dest}");
        }
        assert!(asks(Some("document"), false) && asks(None, true) && asks(Some("empty"), true));
        assert!(!asks(None, false) && !asks(Some("empty"), false));
    }
}
