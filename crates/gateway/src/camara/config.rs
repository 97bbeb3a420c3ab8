//! Where the carriers are and how the gateway identifies itself.

use core::fmt;
use std::time::Duration;

use url::Url;

use crate::mapping::MappingError;

/// Where the carriers are and how the gateway identifies itself.
#[derive(Clone)]
pub struct CarriersConfig {
    /// Every carrier's root is below it: `{base_url}/skt`, `{base_url}/kt` and so on.
    pub base_url: Url,
    /// OAuth2 client credentials.
    pub client_id: String,
    /// Never shown by `Debug`.
    pub client_secret: String,
    /// After so long an answer is taken for lost. A confirm may take some ten
    /// seconds on a busy day, so it is to be longer than that.
    pub timeout: Duration,
}

impl fmt::Debug for CarriersConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CarriersConfig")
            .field("base_url", &self.base_url.as_str())
            .field("client_id", &self.client_id)
            .field("client_secret", &"[secret]")
            .field("timeout", &self.timeout)
            .finish()
    }
}

/// Why the carriers cannot be reached with this configuration.
#[derive(Debug, thiserror::Error)]
pub enum CarriersConfigError {
    /// The address is not one that paths can be put below.
    #[error("the carriers' address must begin with http:// or https:// and have no user, query or fragment")]
    BaseUrl,
    /// The table of answers is wrong.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// The machine has no certificates, for instance.
    #[error("no HTTP client can be made: {0}")]
    Client(#[source] reqwest::Error),
}

/// The address without a slash at its end, if paths can be put below it.
pub(super) fn checked_base(url: &Url) -> Result<Url, CarriersConfigError> {
    let plain = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none()
        && matches!(url.scheme(), "http" | "https");
    let mut base = url.clone();
    base.path_segments_mut().map_err(|()| CarriersConfigError::BaseUrl)?.pop_if_empty();
    if plain { Ok(base) } else { Err(CarriersConfigError::BaseUrl) }
}
