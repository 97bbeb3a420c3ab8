//! Where a request comes from, for counting only.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use http::request::Parts;

use crate::app::App;

/// The address of whoever sent the request, as far as it is known. No `Debug`: it is personal data.
pub(crate) struct Address(Option<IpAddr>);

impl Address {
    /// Whether it is of a network that nobody on the internet is in.
    pub(crate) fn is_private(&self) -> bool {
        self.0.is_some_and(|address| match address.to_canonical() {
            IpAddr::V4(address) => address.is_loopback() || address.is_private() || address.is_link_local(),
            IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
        })
    }

    /// What is counted: an address, or the network that one household has in IPv6.
    pub(crate) fn network(&self) -> Option<Vec<u8>> {
        match self.0?.to_canonical() {
            IpAddr::V4(address) => Some(address.octets().to_vec()),
            IpAddr::V6(address) => Some(address.octets()[..8].to_vec()),
        }
    }
}

impl FromRequestParts<App> for Address {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self(if app.behind_proxy { forwarded_for(parts) } else { peer(parts) }))
    }
}

fn peer(parts: &Parts) -> Option<IpAddr> {
    parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip())
}

/// The last one: it is what our own proxy saw. Whatever stands before it, anybody can write.
fn forwarded_for(parts: &Parts) -> Option<IpAddr> {
    let last = parts.headers.get_all("x-forwarded-for").into_iter().next_back()?;
    let last = last.to_str().ok()?.rsplit(',').next()?.trim();
    // Some proxies write the port, too, or brackets.
    let address = last.parse().or_else(|_| last.parse().map(|at: SocketAddr| at.ip()));
    address.or_else(|_| last.trim_matches(['[', ']']).parse()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Request;

    fn forwarded(headers: &[&str]) -> Option<IpAddr> {
        let request =
            headers.iter().fold(Request::builder(), |request, value| request.header("x-forwarded-for", *value));
        forwarded_for(&request.body(()).unwrap().into_parts().0)
    }

    #[test]
    fn only_what_our_proxy_wrote_is_believed() {
        assert_eq!(forwarded(&["203.0.113.9, 198.51.100.7"]), Some("198.51.100.7".parse().unwrap()));
        assert_eq!(forwarded(&["203.0.113.9", "198.51.100.7"]), Some("198.51.100.7".parse().unwrap()));
        for written in ["198.51.100.7:5123", "::ffff:198.51.100.7", "[2001:db8::1]:443", "[2001:db8::1]"] {
            assert!(forwarded(&[written]).is_some(), "{written}");
        }
        assert_eq!(forwarded(&["203.0.113.9, unknown"]), None);
        assert_eq!(forwarded(&[]), None);
    }

    #[test]
    fn a_household_is_one_network() {
        let network = |address: &str| Address(address.parse().ok()).network();
        assert_eq!(network("2001:db8:1:2:3::1"), network("2001:db8:1:2:4::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:198.51.100.7"), network("198.51.100.7"));
    }
}
