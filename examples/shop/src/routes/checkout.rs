//! `GET /checkout/{good}`: an order for the good, and the page to pay it on.
//!
//! The page's address names its order (`?order=…`), so that a reload, the back
//! button or an app switch comes back to the same session, even to its
//! receipt. A cookie leads from the list of goods to an order that is still
//! under way, instead of to a second one, and says whose order it is: a link
//! to somebody else's order must not be paid by whoever opens it. A shop whose
//! customers sign in compares the order's customer instead. Served over HTTPS,
//! the cookie is to be `Secure`, too.
//!
//! The link to the hosted page is another matter: its shopper hands it over on
//! purpose, and it says whose order it is and not to pay a stranger's.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use carrier_checkout_protocol::embed::Theme;
use carrier_checkout_protocol::session::{Session, SessionStatus};
use carrier_checkout_protocol::{Locale, OrderId};
use serde::Deserialize;

use super::OwnWindow;
use crate::goods::Good;
use crate::orders::Order;
use crate::pages::{self, Embedding, Look};
use crate::problem::PageError;
use crate::state::Shop;

const COOKIE: &str = "order";

/// Longer than a session and its last token live.
const COOKIE_SECONDS: u32 = 3_600;

#[derive(Deserialize)]
pub(super) struct Asked {
    order: Option<String>,
    locale: Option<String>,
    theme: Option<String>,
    embed: Option<String>,
}

pub(super) async fn show_checkout(
    State(shop): State<Arc<Shop>>,
    Path(number): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let good = number.parse().ok().and_then(Good::numbered).ok_or(PageError::NotFound)?;
    let look = Look {
        locale: asked.locale.as_deref().and_then(Locale::from_tag).unwrap_or(Locale::Ko),
        theme: asked.theme.as_deref().and_then(Theme::from_wire).unwrap_or(Theme::Auto),
        embedding: match asked.embed.as_deref() {
            Some("script") => Embedding::Script,
            Some("yew") => Embedding::Component,
            Some(_) | None => Embedding::Declared,
        },
    };
    let own = cookie(&headers);
    if let Some((order, session)) = named(&shop, good, asked.order.as_deref()).await?
        && !is_over(session.status)
    {
        if own == Some(order.id.as_str()) || !pages::can_be_paid(session.status) {
            let gateway = shop.gateway.origin();
            let page = pages::checkout(&order, &session, &gateway, look, shop.sandbox.as_ref());
            return Ok(match look.embedding {
                Embedding::Component => (Extension(OwnWindow), page).into_response(),
                Embedding::Declared | Embedding::Script => page.into_response(),
            });
        }
        // Without any cookie a new order would lead here again, for ever.
        if own.is_none() {
            return Err(PageError::NotYours);
        }
    }
    if let Some((order, session)) = named(&shop, good, own).await?
        && session.status != SessionStatus::Paid
        && !is_over(session.status)
    {
        return Ok(redirect(good, &order.id, look).into_response());
    }
    let id = new_order_id()?;
    let session = shop.gateway.create_session(&id, good).await?;
    shop.orders.add(&id, good, &session.id).await?;
    let cookie = |path: String| format!("{COOKIE}={id}; Path={path}; Max-Age={COOKIE_SECONDS}; HttpOnly; SameSite=Lax");
    let cookies = AppendHeaders([
        (header::SET_COOKIE, cookie(format!("/checkout/{}", good.number))),
        (header::SET_COOKIE, cookie(format!("/orders/{id}"))),
    ]);
    Ok((cookies, redirect(good, &id, look)).into_response())
}

/// The order of that number, if it is for this good, and its session.
async fn named(shop: &Shop, good: &Good, id: Option<&str>) -> Result<Option<(Order, Session)>, PageError> {
    let Some(id) = id.and_then(|id| OrderId::parse(id).ok()) else { return Ok(None) };
    let Some(order) = shop.orders.find(&id).await?.filter(|order| order.good == good) else { return Ok(None) };
    let session = shop.gateway.session(&order.session).await?;
    Ok(Some((order, session)))
}

/// Whether nobody can pay in it, and nobody has.
const fn is_over(status: SessionStatus) -> bool {
    match status {
        SessionStatus::Cancelled | SessionStatus::Expired => true,
        SessionStatus::Open
        | SessionStatus::Challenged
        | SessionStatus::Verified
        | SessionStatus::Processing
        | SessionStatus::Paid => false,
    }
}

fn redirect(good: &Good, order: &OrderId, look: Look) -> Redirect {
    let mut target = format!("/checkout/{}?order={order}", good.number);
    if look.locale != Locale::Ko {
        target.push_str(&format!("&locale={}", look.locale));
    }
    if look.theme != Theme::Auto {
        target.push_str(&format!("&theme={}", look.theme));
    }
    target.push_str(match look.embedding {
        Embedding::Declared => "",
        Embedding::Script => "&embed=script",
        Embedding::Component => "&embed=yew",
    });
    Redirect::to(&target)
}

/// The order that this browser has begun.
pub(super) fn cookie(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    cookies.split(';').find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))
}

/// `M-7K2Q-…`: easy to read out, and with 80 random bits hard to guess, for
/// whoever knows it sees the order.
pub(super) fn new_order_id() -> Result<OrderId, PageError> {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut random = [0; 16];
    getrandom::fill(&mut random)?;
    let letters = random.map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    OrderId::parse(&format!("M-{}", groups.join("-"))).map_err(|_| PageError::NotFound)
}
