//! `POST /v1/checkout/challenges`

use axum::extract::State;
use axum::response::Response;
use carrier_checkout_protocol::checkout::CreateChallenge;
use carrier_checkout_protocol::session::SessionStatus;
use carrier_checkout_protocol::{ChallengeId, ErrorCode, Failure, Reason};
use http::StatusCode;

use super::super::checkout::{CHANNELS, expired, merchant_of};
use super::super::session_scope;
use super::send::{Line, embedder_host, send_code};
use super::{line_sends, must_be_usable, sends_exhausted};
use crate::app::App;
use crate::auth::Frame;
use crate::camara::Refusal;
use crate::consents;
use crate::idempotency::Answer;
use crate::problem::Refused;
use crate::random;
use crate::request::Post;
use crate::store::{BeginChallenge, Begun, MerchantRecord, SentCode, SessionRecord};

/// A line whose SIM was changed within so many hours may be a stolen one.
const SIM_CHANGE_HOURS: u16 = 72;

/// `POST /v1/checkout/challenges`
pub(crate) async fn create_challenge(
    State(app): State<App>,
    Frame(session): Frame,
    post: Post,
) -> Result<Response, Refused> {
    let asked: CreateChallenge = post.json()?;
    let correlator = post.id.to_string();
    app.once(session_scope(&session.id), post, async move |app| challenge(&app, &session, asked, &correlator).await)
        .await
}

async fn challenge(
    app: &App,
    session: &SessionRecord,
    asked: CreateChallenge,
    correlator: &str,
) -> Result<Answer, Refused> {
    must_be_usable(session.status)?;
    if !CHANNELS.contains(&asked.channel) {
        return Err(ErrorCode::ChannelNotAllowed.into());
    }
    let merchant = merchant_of(app, session).await?;
    let embedder = embedder_host(&merchant, asked.embedder.as_deref())?;
    let id = begin(app, session, &asked, embedder.clone()).await?;
    let line = Line { carrier: asked.carrier, phone: asked.phone, embedder };
    let sent = match first_code(app, session, &merchant, &line, correlator).await {
        Ok(sent) => sent,
        // Nothing was sent, as far as anybody knows: the shopper begins again.
        Err(failure) => {
            app.end_challenge(&id, Some(&failure)).await?;
            return Err(Refused::declined(failure));
        }
    };
    if !app.store.code_sent(&id, &sent).await? {
        return Err(ErrorCode::ChallengeClosed.into());
    }
    let session = app.store.session(&session.id).await?.ok_or(ErrorCode::SessionNotFound)?;
    let challenge = app.store.challenge(&id).await?.ok_or(ErrorCode::ChallengeNotFound)?;
    Answer::new(StatusCode::CREATED, &app.show_challenge(&session, &challenge)?)
}

/// Makes it the session's challenge. The birth date ends here: it is not
/// stored, and the carriers' APIs do not ask for it.
async fn begin(
    app: &App,
    session: &SessionRecord,
    asked: &CreateChallenge,
    embedder: Option<String>,
) -> Result<ChallengeId, Refused> {
    let id = ChallengeId::from_random(random::bits());
    let begin = BeginChallenge {
        session: session.id.clone(),
        channel: asked.channel,
        carrier: asked.carrier,
        phone: app.sealer.seal_phone(id.as_str(), &asked.phone),
        embedder,
        consents: consents::given_before_code(session.billing, &asked.consents)?,
        at: app.now(),
        max_sends: app.limits.code_sends,
        line: line_sends(app, &asked.phone),
        id: id.clone(),
    };
    match app.store.begin_challenge(&begin).await? {
        Begun::Yes => {
            // The challenge before it may have left a reservation.
            app.wake.carriers.notify_one();
            Ok(id)
        }
        Begun::SendsExhausted => Err(sends_exhausted()),
        Begun::LineExhausted => Err(Refused::declined(Reason::TooManyRequests.into())),
        Begun::Closed(SessionStatus::Expired) => Err(expired()),
        Begun::Closed(_) => Err(ErrorCode::SessionClosed.into()),
    }
}

async fn first_code(
    app: &App,
    session: &SessionRecord,
    merchant: &MerchantRecord,
    line: &Line,
    correlator: &str,
) -> Result<SentCode, Failure> {
    match app.carriers.sim_changed(&line.call(correlator), SIM_CHANGE_HOURS).await {
        Ok(false) => {}
        Ok(true) => return Err(Reason::SimChanged.into()),
        Err(Refusal { failure, .. }) => return Err(failure),
    }
    send_code(app, session, merchant, line, correlator).await.map_err(|refusal| refusal.failure)
}
