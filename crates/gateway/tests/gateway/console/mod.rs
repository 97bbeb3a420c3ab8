//! The merchant's console, as a browser sees it.

mod events;
mod funnel;
mod login;
mod pages;
mod refunds;

use axum::body::Body;
use axum::http::Request;
use url::form_urlencoded;

use super::support::{Answer, Gateway, KEY};

/// The origin of the gateway's own pages.
const OWN: &str = "http://localhost:8081";

/// Somebody's browser at the console.
pub(crate) struct Browser<'a> {
    gateway: &'a Gateway,
    cookie: String,
    language: &'static str,
}

impl<'a> Browser<'a> {
    const fn new(gateway: &'a Gateway) -> Self {
        Self { gateway, cookie: String::new(), language: "en" }
    }

    /// Logged in with the sandbox's key.
    async fn inside(gateway: &'a Gateway) -> Self {
        Self::inside_with(gateway, KEY).await
    }

    pub(crate) async fn inside_with(gateway: &'a Gateway, key: &str) -> Self {
        let mut browser = Self::new(gateway);
        let answer = browser.log_in(key).await;
        assert_eq!((answer.status, answer.headers["location"].to_str().unwrap()), (303, "/console"));
        browser
    }

    async fn log_in(&mut self, key: &str) -> Answer {
        let answer = self.post("/console/login", &[("key", key)]).await;
        if let Some(cookie) = answer.headers.get("set-cookie") {
            self.cookie = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        }
        answer
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).header("cookie", &self.cookie).header("accept-language", self.language);
        self.gateway.send(request.body(Body::empty()).unwrap()).await
    }

    /// A page that is there.
    async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.body.as_str().unwrap().to_owned()
    }

    /// A form of a page of ours.
    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_from(Some(OWN), path, fields).await
    }

    async fn post_from(&self, origin: Option<&str>, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let builder = Request::post(path)
            .header("cookie", &self.cookie)
            .header("accept-language", self.language)
            .header("x-forwarded-for", "203.0.113.7")
            .header("content-type", "application/x-www-form-urlencoded");
        let builder = match origin {
            Some(origin) => builder.header("origin", origin),
            None => builder,
        };
        self.gateway.send(builder.body(Body::from(body)).unwrap()).await
    }

    /// The token that goes with the forms of a page.
    async fn token(&self, path: &str) -> String {
        hidden(&self.page(path).await, "token")
    }
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let field = format!(r#"name="{name}" value=""#);
    let (_, rest) = page.split_once(&field).unwrap_or_else(|| panic!("no {name} in {page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// The text of a page, without its marks.
fn text(page: &str) -> String {
    let mut text = String::new();
    for part in page.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
        text.push(' ');
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
