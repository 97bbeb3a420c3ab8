//! What a form of ours sends.

use axum::extract::{FromRequest, Request};
use http::header::{CONTENT_TYPE, ORIGIN};
use url::form_urlencoded;

use super::failed::Failed;
use crate::app::App;
use crate::request::{BODY_WITHIN, read};

/// The fields of a form that was sent by a page of ours.
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// A field; empty when there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

impl FromRequest<App> for Form {
    type Rejection = Failed;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failed> {
        let (parts, body) = request.into_parts();
        let header = |name| parts.headers.get(name).map(http::HeaderValue::as_bytes);
        // Every browser says where a form comes from.
        let ours = header(ORIGIN) == Some(app.public_url.origin().ascii_serialization().as_bytes());
        let is_form = header(CONTENT_TYPE).is_some_and(|media| media.starts_with(b"application/x-www-form-urlencoded"));
        if !ours || !is_form {
            return Err(Failed::NotOurs);
        }
        let body = read(&parts.headers, body, BODY_WITHIN).await?;
        Ok(Self(form_urlencoded::parse(&body).into_owned().collect()))
    }
}
