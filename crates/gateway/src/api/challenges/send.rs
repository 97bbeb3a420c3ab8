//! Has the carrier send a code, call, or ask in its app.

use carrier_checkout_protocol::{Carrier, Channel, ErrorCode, PhoneNumber, Private};
use url::Url;

use crate::app::App;
use crate::approvals::INTERVAL_MS;
use crate::camara::{Call, Refusal};
use crate::message::{approval_message, code_message};
use crate::problem::Refused;
use crate::store::{MerchantRecord, SentCode, SessionRecord};

/// Whose line a code goes to, and on whose page it will be typed.
pub(super) struct Line {
    pub(super) carrier: Carrier,
    pub(super) phone: Private<PhoneNumber>,
    /// The host of the page around the frame.
    pub(super) embedder: Option<String>,
}

impl Line {
    /// A call about this line.
    pub(super) fn call<'a>(&'a self, correlator: &'a str) -> Call<'a> {
        Call { carrier: self.carrier, phone: self.phone.reveal(), correlator }
    }
}

/// Has the carrier send a code, call, or ask in its app; the shopper can answer from now on.
pub(super) async fn send(
    app: &App,
    session: &SessionRecord,
    merchant: &MerchantRecord,
    line: &Line,
    channel: Channel,
    correlator: &str,
) -> Result<SentCode, Refusal> {
    match channel {
        Channel::Sms => send_code(app, session, merchant, line, correlator).await,
        Channel::Ars | Channel::Pass => ask_approval(app, session, merchant, line, channel, correlator).await,
    }
}

async fn ask_approval(
    app: &App,
    session: &SessionRecord,
    merchant: &MerchantRecord,
    line: &Line,
    channel: Channel,
    correlator: &str,
) -> Result<SentCode, Refusal> {
    let message = approval_message(&merchant.seller.name, session.amount);
    let lives_s = app.limits.code_ttl_ms / 1_000;
    let asked = app.carriers.ask_approval(&line.call(correlator), channel, &message, lives_s).await?;
    let now = app.now();
    app.wake.approvals.notify_one();
    Ok(SentCode {
        authentication: asked.id,
        poll_at: Some(now + asked.interval_ms.max(INTERVAL_MS)),
        expires_at: now + asked.lives_ms.min(app.limits.code_ttl_ms),
        resend_at: now + app.limits.resend_after_ms,
    })
}

async fn send_code(
    app: &App,
    session: &SessionRecord,
    merchant: &MerchantRecord,
    line: &Line,
    correlator: &str,
) -> Result<SentCode, Refusal> {
    let gateway = app.public_url.host_str().unwrap_or_default();
    let message = code_message(&merchant.seller.name, session.amount, line.embedder.as_deref(), gateway);
    let authentication = app.carriers.send_code(&line.call(correlator), &message).await?;
    let now = app.now();
    Ok(SentCode {
        authentication,
        poll_at: None,
        expires_at: now + app.limits.code_ttl_ms,
        resend_at: now + app.limits.resend_after_ms,
    })
}

/// The host of the page around the frame, which must be one of the merchant's.
pub(super) fn embedder_host(merchant: &MerchantRecord, embedder: Option<&str>) -> Result<Option<String>, Refused> {
    let Some(origin) = embedder else { return Ok(None) };
    let known = merchant.origins.iter().find(|known| *known == origin);
    let host = known.and_then(|known| Some(Url::parse(known).ok()?.host_str()?.to_owned()));
    match host {
        Some(host) => Ok(Some(host)),
        None => Err(Refused::because(ErrorCode::InvalidRequest, "embedder is not one of the merchant's origins")),
    }
}
