//! What the address of a page asks for.

use core::convert::Infallible;

use axum::extract::FromRequestParts;
use http::request::Parts;
use url::form_urlencoded;

/// The query of a page. What nobody understands asks for nothing.
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    /// A value, unless it is left empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let value = self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim());
        value.filter(|value| !value.is_empty())
    }

    /// The same page with another value, such as another cursor.
    pub(super) fn with(&self, path: &str, name: &str, value: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (known, kept) in self.0.iter().filter(|(known, kept)| known != name && !kept.is_empty()) {
            query.append_pair(known, kept);
        }
        query.append_pair(name, value);
        format!("{path}?{}", query.finish())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect()))
    }
}
