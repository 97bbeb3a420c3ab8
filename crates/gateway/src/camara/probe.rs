//! Whether a carrier can be spoken to, for whoever operates the gateway. Nothing is sent of any line or bill.

use carrier_checkout_protocol::Carrier;
use http::header::DATE;
use jiff::fmt::rfc2822;
use reqwest::Method;

use super::billing::API;
use super::scope::Scope;
use super::transport::Carriers;
use super::wire::TokenGranted;
use crate::clock::{Clock as _, SystemClock};
use crate::random;

/// What a carrier answered.
#[derive(Debug, Clone)]
pub struct Probe {
    /// Which one.
    pub carrier: Carrier,
    /// What it does not do as it has to, in words for the operator; nothing when all is well.
    pub trouble: Vec<String>,
    /// What time it is by the carrier's clock, when it says so.
    pub clock: Option<ClockRead>,
}

/// Another's clock, and ours when it was asked and when it had answered, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct ClockRead {
    /// What the answer's `Date` said.
    pub date: i64,
    /// Ours, before.
    pub asked: i64,
    /// Ours, after.
    pub heard: i64,
}

impl Carriers {
    /// The carriers that bill lines: those that are asked.
    pub fn billers() -> impl Iterator<Item = Carrier> {
        Carrier::ALL.iter().copied().filter(|carrier| carrier.billed_by() == *carrier)
    }

    /// Asks a carrier for a token of every scope, and then for a payment that there cannot be.
    pub async fn probe(&self, carrier: Carrier) -> Probe {
        let mut probe = Probe { carrier, trouble: Vec::new(), clock: None };
        let mut token = None;
        for scope in Scope::ALL {
            match self.probe_token(carrier, scope, &mut probe.clock).await {
                Ok(granted) if scope == Scope::PaymentsRead => token = Some(granted),
                Ok(_) => {}
                Err(trouble) => probe.trouble.push(trouble),
            }
            // One that does not answer would not do so for the other scopes either.
            if probe.clock.is_none() && !probe.trouble.is_empty() {
                return probe;
            }
        }
        if let Some(token) = token {
            probe.trouble.extend(self.probe_billing(carrier, &token).await.err());
        }
        probe
    }

    async fn probe_token(
        &self,
        carrier: Carrier,
        scope: Scope,
        clock: &mut Option<ClockRead>,
    ) -> Result<String, String> {
        let form = [("grant_type", "client_credentials"), ("scope", scope.name())];
        let request = self.http().request(Method::POST, self.url(carrier, &["oauth2", "token"], &[]));
        let request = request.basic_auth(&self.config().client_id, Some(&self.config().client_secret)).form(&form);
        let asked = SystemClock.now().millis();
        let answer = request.send().await.map_err(|error| reason(&error))?;
        let heard = SystemClock.now().millis();
        let said = answer.headers().get(DATE).and_then(|date| date.to_str().ok());
        let date = said.and_then(|date| rfc2822::parse(date).ok()).map(|date| date.timestamp().as_millisecond());
        *clock = date.map(|date| ClockRead { date, asked, heard }).or(*clock);
        let status = answer.status().as_u16();
        match answer.json::<TokenGranted>().await {
            Ok(granted) if status == 200 => Ok(granted.access_token),
            _ if status == 401 => Err("the token endpoint refuses the client id and secret (401)".to_owned()),
            _ => Err(format!("the token endpoint gives no token for {} ({status})", scope.name())),
        }
    }

    async fn probe_billing(&self, carrier: Carrier, token: &str) -> Result<(), String> {
        let url = self.url(carrier, &[API[0], API[1], API[2], &random::hex()], &[]);
        let answer = self.http().get(url).header("accept", "application/json").bearer_auth(token).send().await;
        match answer.map_err(|error| reason(&error))?.status().as_u16() {
            401 => Err("carrier billing does not take the token that it has just been given (401)".to_owned()),
            status @ (300..=399 | 500..) => Err(format!("carrier billing answers {status}")),
            _ => Ok(()),
        }
    }
}

/// Why there was no answer, without the address: the proxy's password may stand in it.
fn reason(error: &reqwest::Error) -> String {
    let why = if error.is_timeout() {
        "does not answer in time"
    } else if error.is_connect() {
        "cannot be reached: its name, the network or its certificate"
    } else {
        "ends the connection without an answer"
    };
    why.to_owned()
}
