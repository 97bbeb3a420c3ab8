//! OAuth2 tokens, one for each carrier and scope, kept until shortly before they expire.

use std::collections::HashMap;
use std::time::Duration;

use carrier_checkout_protocol::Carrier;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::scope::Scope;

/// A token and until when it is used. No `Debug`: it is a secret.
#[derive(Clone)]
pub(super) struct Token {
    pub(super) secret: String,
    used_until: Instant,
}

impl Token {
    /// A request that is sent with the last second of a token arrives without one.
    const MARGIN: Duration = Duration::from_secs(30);

    /// A token that was asked for at `asked` and lives so many seconds.
    pub(super) fn granted(secret: String, asked: Instant, expires_in: u64) -> Self {
        let lives = Duration::from_secs(expires_in.min(24 * 60 * 60));
        Self { secret, used_until: asked + lives.saturating_sub(Self::MARGIN) }
    }

    fn usable(&self, now: Instant) -> bool {
        now < self.used_until
    }
}

/// Where the tokens are kept. Each place has its own lock, so that requests
/// that need the same new token wait for one and do not ask for many.
pub(super) struct Tokens(HashMap<(Carrier, Scope), Mutex<Option<Token>>>);

impl Tokens {
    pub(super) fn new() -> Self {
        let billers = Carrier::ALL.iter().filter(|carrier| carrier.billed_by() == **carrier);
        let places = billers.flat_map(|carrier| Scope::ALL.map(|scope| (*carrier, scope)));
        Self(places.map(|place| (place, Mutex::new(None))).collect())
    }

    /// The kept token, or the one that `grant` gets. `refused` is one that the
    /// carrier no longer takes.
    pub(super) async fn get<E>(
        &self,
        carrier: Carrier,
        scope: Scope,
        refused: Option<&str>,
        grant: impl AsyncFnOnce() -> Result<Token, E>,
    ) -> Result<String, E> {
        let Some(place) = self.0.get(&(carrier.billed_by(), scope)) else {
            return Ok(grant().await?.secret);
        };
        let mut kept = place.lock().await;
        match &*kept {
            Some(token) if token.usable(Instant::now()) && Some(token.secret.as_str()) != refused => {
                Ok(token.secret.clone())
            }
            Some(_) | None => {
                *kept = None;
                Ok(kept.insert(grant().await?).secret.clone())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[test]
    fn a_token_is_used_until_shortly_before_it_expires() {
        let asked = Instant::now();
        let token = Token::granted("secret".to_owned(), asked, 100);
        assert!(token.usable(asked + Duration::from_secs(69)));
        assert!(!token.usable(asked + Duration::from_secs(70)));
        assert!(!Token::granted("secret".to_owned(), asked, 30).usable(asked));
    }

    #[tokio::test]
    async fn one_token_is_had_for_each_carrier_and_scope() {
        let (tokens, granted) = (Tokens::new(), AtomicU32::new(0));
        let get = async |carrier, scope, refused: Option<&str>| {
            let grant = async || {
                let number = granted.fetch_add(1, Ordering::SeqCst);
                Ok::<_, ()>(Token::granted(format!("t{number}"), Instant::now(), 3600))
            };
            tokens.get(carrier, scope, refused, grant).await.unwrap()
        };
        assert_eq!(get(Carrier::Skt, Scope::PaymentsRead, None).await, "t0");
        assert_eq!(get(Carrier::MvnoSkt, Scope::PaymentsRead, None).await, "t0");
        assert_eq!(get(Carrier::Skt, Scope::PaymentsWrite, None).await, "t1");
        assert_eq!(get(Carrier::Kt, Scope::PaymentsRead, None).await, "t2");
        assert_eq!(get(Carrier::Skt, Scope::PaymentsRead, Some("t0")).await, "t3");
        // Another request that was refused with the old token takes the new one.
        assert_eq!(get(Carrier::Skt, Scope::PaymentsRead, Some("t0")).await, "t3");
    }
}
