//! Has the carrier send a code, call, or ask in its app.

use carrier_checkout_protocol::{Carrier, ChallengeId, Channel, ErrorCode, PhoneNumber, Private};
use url::Url;

use crate::app::App;
use crate::approvals::INTERVAL_MS;
use crate::camara::{Call, Prepared, Refusal, Reservation};
use crate::message::{approval_message, code_message};
use crate::problem::Refused;
use crate::store::{CarriersOwn, MerchantRecord, SentCode, SessionRecord};

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

/// What is to be sent, and for whom.
pub(super) struct Sending<'a> {
    pub(super) app: &'a App,
    pub(super) session: &'a SessionRecord,
    pub(super) merchant: &'a MerchantRecord,
    pub(super) challenge: &'a ChallengeId,
    pub(super) line: &'a Line,
    pub(super) correlator: &'a str,
}

impl Sending<'_> {
    /// Has the carrier send a code, call, or ask in its app; the shopper can answer from now on.
    pub(super) async fn send(&self, channel: Channel) -> Result<SentCode, Refusal> {
        let sent = self.ask(channel).await;
        self.app.metrics.challenged(self.line.carrier, channel, sent.is_ok());
        sent
    }

    async fn ask(&self, channel: Channel) -> Result<SentCode, Refusal> {
        match channel {
            Channel::Sms if self.app.own_code.contains(&self.line.carrier.billed_by()) => self.let_carrier_ask().await,
            Channel::Sms => self.send_code(None).await,
            Channel::Ars | Channel::Pass => self.ask_approval(channel).await,
        }
    }

    /// A carrier that makes its own code sends it when the amount is to be
    /// reserved. One that reserves without asking gets a code from us first.
    async fn let_carrier_ask(&self) -> Result<SentCode, Refusal> {
        match self.prepare().await? {
            Prepared::Reserved { payment } => match self.send_code(Some(payment.clone())).await {
                Ok(sent) => Ok(sent),
                Err(refusal) => Err(self.let_go(&payment, refusal).await),
            },
            Prepared::AsksInVain { payment, refusal } => Err(self.let_go(&payment, refusal).await),
            asks @ (Prepared::AsksForCode { .. } | Prepared::AsksOnPage { .. }) => Ok(asked(self.app, asks)),
        }
    }

    /// Nobody can use what the carrier holds: it is given back with the challenge, which the refusal ends.
    async fn let_go(&self, payment: &str, refusal: Refusal) -> Refusal {
        // If that cannot be noted, which has been logged, the carrier's own limit ends it.
        let _ = self.app.store.hold(self.challenge, payment).await.map_err(Refused::from);
        refusal
    }

    async fn send_code(&self, reservation: Option<String>) -> Result<SentCode, Refusal> {
        let gateway = self.app.public_url.host_str().unwrap_or_default();
        let seller = &self.merchant.seller.name;
        let message = code_message(seller, self.session.amount, self.line.embedder.as_deref(), gateway);
        let authentication = self.app.carriers.send_code(&self.line.call(self.correlator), &message).await?;
        Ok(SentCode { authentication, reservation, ..sent(self.app) })
    }

    async fn ask_approval(&self, channel: Channel) -> Result<SentCode, Refusal> {
        let message = approval_message(&self.merchant.seller.name, self.session.amount);
        let (call, limit) = (self.line.call(self.correlator), self.app.limits.code_ttl_ms);
        let asked = self.app.carriers.ask_approval(&call, channel, &message, limit / 1_000).await?;
        let now = self.app.now();
        self.app.wake.approvals.notify_one();
        Ok(SentCode {
            authentication: asked.id,
            poll_at: Some(now + asked.interval_ms.max(INTERVAL_MS)),
            poll_every: Some(asked.interval_ms.max(INTERVAL_MS)),
            expires_at: now + asked.lives_ms.min(limit),
            ..sent(self.app)
        })
    }

    /// Reserves the amount, or learns what the carrier wants of the shopper first.
    pub(super) async fn prepare(&self) -> Result<Prepared, Refusal> {
        let reservation = Reservation {
            amount: self.session.amount,
            client_correlator: self.challenge.as_str(),
            order: &self.session.order,
            goods: &self.session.goods.name,
            merchant: &self.merchant.seller.name,
            merchant_id: &self.merchant.id.0,
        };
        self.app.carriers.prepare(&self.line.call(self.correlator), &reservation).await
    }
}

/// What the carrier asks the shopper by itself.
pub(super) fn asked(app: &App, prepared: Prepared) -> SentCode {
    match prepared {
        Prepared::Reserved { payment } | Prepared::AsksInVain { payment, .. } => {
            SentCode { reservation: Some(payment), ..sent(app) }
        }
        Prepared::AsksForCode { payment, authorization } => SentCode {
            authentication: authorization,
            own: Some(CarriersOwn::Code),
            reservation: Some(payment),
            ..sent(app)
        },
        Prepared::AsksOnPage { payment, url } => {
            app.wake.approvals.notify_one();
            SentCode {
                authentication: payment.clone(),
                poll_at: Some(app.now() + INTERVAL_MS),
                own: Some(CarriersOwn::Page(url)),
                reservation: Some(payment),
                ..sent(app)
            }
        }
    }
}

fn sent(app: &App) -> SentCode {
    let now = app.now();
    SentCode {
        authentication: String::new(),
        poll_at: None,
        poll_every: None,
        own: None,
        reservation: None,
        at: now,
        expires_at: now + app.limits.code_ttl_ms,
        resend_at: now + app.limits.resend_after_ms,
    }
}

/// The host of the page around the frame, which must be one of the merchant's. The hosted page has none around: it
/// stands at the gateway's own origin.
pub(super) fn embedder_host(
    app: &App,
    merchant: &MerchantRecord,
    embedder: Option<&str>,
) -> Result<Option<String>, Refused> {
    let own = app.public_url.origin().ascii_serialization();
    let Some(origin) = embedder.filter(|origin| *origin != own) else { return Ok(None) };
    let known = merchant.origins.iter().find(|known| *known == origin);
    let host = known.and_then(|known| Some(Url::parse(known).ok()?.host_str()?.to_owned()));
    match host {
        Some(host) => Ok(Some(host)),
        None => Err(Refused::because(ErrorCode::InvalidRequest, "embedder is not one of the merchant's origins")),
    }
}
