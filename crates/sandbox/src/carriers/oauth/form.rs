//! The form of a request, and who sent it.

use axum::extract::{Form, FromRequest, Request};
use axum::http::{HeaderValue, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use subtle::ConstantTimeEq;

use super::refusal::Refusal;
use super::{CLIENT_ID, CLIENT_SECRET};

/// A form that a known client sent (RFC 6749, section 2.3).
pub(super) struct ClientForm(Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for ClientForm {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let credentials = request.headers().get(header::AUTHORIZATION).cloned();
        let form = Form::from_request(request, state).await;
        let Form(fields) = form.map_err(|_| Refusal::InvalidRequest("the body is not a form"))?;
        let form = Self(fields);
        form.authenticate(credentials.as_ref())?;
        Ok(form)
    }
}

impl ClientForm {
    /// A field, which may come once. An empty one is as good as none.
    pub(super) fn one(&self, name: &str) -> Result<Option<&str>, Refusal> {
        let mut values = self.0.iter().filter(|(key, value)| key == name && !value.is_empty());
        match (values.next(), values.next()) {
            (Some(_), Some(_)) => Err(Refusal::InvalidRequest("a parameter is repeated")),
            (value, _) => Ok(value.map(|(_, value)| value.as_str())),
        }
    }

    /// By HTTP Basic or by the form, but not by both at once.
    fn authenticate(&self, credentials: Option<&HeaderValue>) -> Result<(), Refusal> {
        let by_form = (self.one("client_id")?, self.one("client_secret")?);
        let (id, secret) = match (credentials, by_form) {
            (Some(_), (_, Some(_))) => return Err(Refusal::InvalidRequest("the client is named twice")),
            (Some(value), (_, None)) => basic(value).ok_or(Refusal::InvalidClient)?,
            (None, (Some(id), Some(secret))) => (id.to_owned(), secret.to_owned()),
            (None, (_, None) | (None, _)) => return Err(Refusal::InvalidClient),
        };
        let known = id.as_bytes().ct_eq(CLIENT_ID.as_bytes()) & secret.as_bytes().ct_eq(CLIENT_SECRET.as_bytes());
        if known.into() { Ok(()) } else { Err(Refusal::InvalidClient) }
    }
}

fn basic(value: &HeaderValue) -> Option<(String, String)> {
    let (scheme, encoded) = value.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    decoded.split_once(':').map(|(id, secret)| (id.to_owned(), secret.to_owned()))
}
