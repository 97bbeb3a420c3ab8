//! A call or a request in the PASS app, which the shopper answers on the phone:
//! OpenID CIBA (Client-Initiated Backchannel Authentication) in its poll mode,
//! which is what CAMARA's security profile has for it.

use carrier_checkout_protocol::Channel;
use serde::Deserialize;

use super::call::Call;
use super::operation::Operation;
use super::refusal::Refusal;
use super::transport::Carriers;
use super::wire::{ErrorInfo, TokenGranted};

const GRANT: &str = "urn:openid:params:grant-type:ciba";

/// CIBA's interval where the carrier names none, in seconds.
const INTERVAL: u32 = 5;

/// A request that the shopper has got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approving {
    /// The carrier's name of it.
    pub id: String,
    /// How long it may be answered, in milliseconds.
    pub lives_ms: i64,
    /// How often the carrier may be asked about it, in milliseconds.
    pub interval_ms: i64,
}

/// What has become of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApprovalState {
    /// Not answered yet.
    Pending,
    /// The same, and the carrier wants to be asked less often.
    SlowDown,
    /// Approved.
    Approved,
    /// The shopper said no.
    Rejected,
    /// Its time is over.
    Expired,
}

#[derive(Deserialize)]
struct Asked {
    auth_req_id: String,
    expires_in: u32,
    interval: Option<u32>,
}

impl Carriers {
    /// Has the carrier call the line, or ask in its app. `message` is what the
    /// shopper hears or reads: seller and amount.
    ///
    /// # Errors
    /// When it was refused, or may not have been asked.
    pub async fn ask_approval(
        &self,
        call: &Call<'_>,
        channel: Channel,
        message: &str,
        lives_s: i64,
    ) -> Result<Approving, Refusal> {
        let operation = Operation::RequestApproval;
        let (hint, expiry) = (format!("tel:{}", call.phone.e164()), lives_s.to_string());
        let form = [
            ("scope", "openid"),
            ("login_hint", &hint),
            ("acr_values", channel.as_str()),
            ("binding_message", message),
            ("requested_expiry", &expiry),
        ];
        let answer = self.ask_as_client(call, operation, &["bc-authorize"], &form).await?;
        match answer.read::<Asked>(200) {
            Some(asked) => Ok(Approving {
                id: asked.auth_req_id,
                lives_ms: i64::from(asked.expires_in) * 1_000,
                interval_ms: i64::from(asked.interval.unwrap_or(INTERVAL).max(1)) * 1_000,
            }),
            None => Err(self.refusal(call, operation, &answer)),
        }
    }

    /// What has become of a request.
    ///
    /// # Errors
    /// When the carrier does not say.
    pub async fn approval_state(&self, call: &Call<'_>, id: &str) -> Result<ApprovalState, Refusal> {
        let operation = Operation::PollApproval;
        let form = [("grant_type", GRANT), ("auth_req_id", id)];
        let answer = self.ask_as_client(call, operation, &["oauth2", "token"], &form).await?;
        // The token itself is for a user's data, of which nothing is asked here.
        if answer.read::<TokenGranted>(200).is_some() {
            return Ok(ApprovalState::Approved);
        }
        match ErrorInfo::read(&answer.body).code.as_str() {
            "authorization_pending" => Ok(ApprovalState::Pending),
            "slow_down" => Ok(ApprovalState::SlowDown),
            "access_denied" => Ok(ApprovalState::Rejected),
            "expired_token" => Ok(ApprovalState::Expired),
            _ => Err(self.refusal(call, operation, &answer)),
        }
    }
}
