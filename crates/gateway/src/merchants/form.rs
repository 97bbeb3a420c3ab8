//! What is said of a merchant, and what it has to be.

use carrier_checkout_protocol::EmailAddress;
use carrier_checkout_protocol::goods::Seller;
use url::Url;

use crate::config::{is_confidential, origin, shown_phone};
use crate::store::MerchantRecord;

/// The longest name that the window and a message show well, in characters.
const LONGEST_NAME: usize = 40;

/// A merchant to register.
#[derive(Debug, Clone)]
pub struct NewMerchant {
    /// Who sells, as the window and the message show it.
    pub seller: Seller,
    /// The origins whose pages may hold the frame.
    pub origins: Vec<String>,
    /// Those of them whose pages may show the checkout without the frame.
    pub direct_origins: Vec<String>,
    /// Where its events go.
    pub webhook_url: Option<String>,
}

/// What is to be another of a merchant.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// Its name.
    pub name: Option<String>,
    /// Its phone number, as shown.
    pub phone: Option<String>,
    /// Its e-mail address; an empty one takes it away.
    pub email: Option<String>,
    /// All origins whose pages may hold the frame.
    pub origins: Option<Vec<String>>,
    /// All of those whose pages may show the checkout without the frame.
    pub direct_origins: Option<Vec<String>>,
    /// Where its events go.
    pub webhook_url: Option<String>,
}

/// It is not as a merchant has to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WrongMerchant {
    /// Nobody would see who it is.
    #[error("--name is not a name of 1 to 40 characters")]
    Name,
    /// Nobody could call it.
    #[error("--phone is not a phone number, such as 02-1234-5678")]
    Phone,
    /// Nobody could write to it.
    #[error("--email is not an e-mail address")]
    Email,
    /// No page has such an origin.
    #[error("{0} is not an origin, such as https://shop.example")]
    Origin(String),
    /// Pages could be changed on their way, and with them what they say is paid.
    #[error("{0} does not begin with https://; only the sandbox takes such an origin")]
    ClearOrigin(String),
    /// Its pages could show nothing.
    #[error("--origin: a merchant needs one at least")]
    NoOrigin,
    /// A direct origin is one of its origins.
    #[error("--direct-origin {0} is not among the merchant's origins")]
    DirectOrigin(String),
    /// Nothing can be sent there.
    #[error("--webhook-url is not a URL that begins with https://; only the sandbox and this machine take http://")]
    WebhookUrl,
}

impl Change {
    /// Changes the record, without its webhook.
    pub(super) fn apply(&self, merchant: &mut MerchantRecord, sandbox: bool) -> Result<(), WrongMerchant> {
        let seller = &mut merchant.seller;
        seller.name = self.name.as_deref().unwrap_or(&seller.name).trim().to_owned();
        seller.phone = self.phone.as_deref().unwrap_or(&seller.phone).trim().to_owned();
        match self.email.as_deref().map(str::trim) {
            None => {}
            Some("") => seller.email = None,
            Some(email) => seller.email = Some(email.to_owned()),
        }
        if let Some(origins) = &self.origins {
            merchant.origins = checked_origins(origins, sandbox)?;
        }
        if let Some(origins) = &self.direct_origins {
            merchant.direct_origins = checked_origins(origins, sandbox)?;
        }
        check(merchant)
    }
}

fn check(merchant: &MerchantRecord) -> Result<(), WrongMerchant> {
    let seller = &merchant.seller;
    let length = seller.name.chars().count();
    if !(1..=LONGEST_NAME).contains(&length) || seller.name.chars().any(char::is_control) {
        return Err(WrongMerchant::Name);
    }
    if !shown_phone(&seller.phone) {
        return Err(WrongMerchant::Phone);
    }
    if seller.email.as_deref().is_some_and(|email| EmailAddress::parse(email).is_err()) {
        return Err(WrongMerchant::Email);
    }
    if merchant.origins.is_empty() {
        return Err(WrongMerchant::NoOrigin);
    }
    let elsewhere = merchant.direct_origins.iter().find(|direct| !merchant.origins.contains(direct));
    elsewhere.map_or(Ok(()), |direct| Err(WrongMerchant::DirectOrigin(direct.clone())))
}

fn checked_origins(texts: &[String], sandbox: bool) -> Result<Vec<String>, WrongMerchant> {
    let checked = |text: &String| {
        let origin = origin(text).filter(|_| is_bare(text)).ok_or_else(|| WrongMerchant::Origin(text.clone()))?;
        if sandbox || origin.starts_with("https://") { Ok(origin) } else { Err(WrongMerchant::ClearOrigin(origin)) }
    };
    // On the command line an empty text is how to say that there are none.
    let said = texts.iter().filter(|text| !text.trim().is_empty());
    let mut origins = said.map(checked).collect::<Result<Vec<_>, _>>()?;
    origins.dedup();
    Ok(origins)
}

/// Whether it has no path, which would make somebody believe that only pages below it are meant.
fn is_bare(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
    })
}

pub(super) fn webhook_url(text: &str, sandbox: bool) -> Result<String, WrongMerchant> {
    let url = Url::parse(text.trim()).map_err(|_| WrongMerchant::WebhookUrl)?;
    let fine = matches!(url.scheme(), "https" | "http") && (sandbox || is_confidential(&url));
    if fine { Ok(url.into()) } else { Err(WrongMerchant::WebhookUrl) }
}
