//! A shop, and what a browser does with it.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use carrier_checkout_protocol::{OrderId, SessionId};
use carrier_checkout_shop::{Config, ShopState, config, router};
use serde_json::Value;
use tower::ServiceExt;

use crate::gateway::FakeGateway;

pub(crate) const WEBHOOK_SECRET: &str = "whsec_c2hvcC10ZXN0LXdlYmhvb2stc2VjcmV0LTMyYnl0ZXM=";

pub(crate) struct World {
    pub(crate) shop: Router,
    pub(crate) gateway: FakeGateway,
    pub(crate) gateway_url: String,
}

/// An answer that has been read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

/// An order with its page open.
pub(crate) struct Open {
    pub(crate) order: OrderId,
    pub(crate) session: SessionId,
    pub(crate) cookie: String,
    pub(crate) location: String,
}

impl World {
    pub(crate) async fn new() -> Self {
        let (gateway, gateway_url) = FakeGateway::start().await;
        Self { shop: shop(&gateway_url).await, gateway, gateway_url }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn get_with_cookie(&self, path: &str, cookie: &str) -> Answer {
        self.send(Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.shop.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let text = String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, text }
    }

    /// Posts a form from no page of the shop's.
    pub(crate) async fn post_form(&self, path: &str, form: &str) -> Answer {
        self.press(path, form, "").await
    }

    /// Presses a button of a form, with that cookie.
    pub(crate) async fn press(&self, path: &str, form: &str, cookie: &str) -> Answer {
        let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        let request = request.header(header::COOKIE, cookie);
        self.send(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    /// Goes to a good's checkout as a new shopper.
    pub(crate) async fn open(&self, good: u8) -> Open {
        let redirect = self.get(&format!("/checkout/{good}")).await;
        assert_eq!(redirect.status, StatusCode::SEE_OTHER, "{}", redirect.text);
        let location = redirect.header("location");
        let order = OrderId::parse(location.split("order=").nth(1).unwrap()).unwrap();
        let cookie = redirect.header("set-cookie").split(';').next().unwrap().to_owned();
        let page = self.get_with_cookie(&location, &cookie).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        let session = page.text.split("session=\"").nth(1).and_then(|rest| rest.split('"').next());
        Open { order, session: SessionId::parse(session.unwrap()).unwrap(), cookie, location }
    }

    pub(crate) async fn order(&self, order: &OrderId) -> Value {
        let answer = self.get(&format!("/orders/{order}.json")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        serde_json::from_str(&answer.text).unwrap()
    }
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> String {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name}")).to_str().unwrap().to_owned()
    }
}

pub(crate) async fn shop(gateway_url: &str) -> Router {
    shop_with(gateway_url, ":memory:").await
}

pub(crate) async fn shop_with(gateway_url: &str, database: &str) -> Router {
    let config = Config::read(|name| match name {
        config::DATABASE => Some(database.to_owned()),
        config::GATEWAY_URL => Some(gateway_url.to_owned()),
        config::WEBHOOK_SECRET => Some(WEBHOOK_SECRET.to_owned()),
        _ => None,
    });
    router(ShopState::open(config.unwrap()).await.unwrap())
}
