//! `POST /v1/checkout/challenges`

use axum::extract::State;
use axum::response::Response;
use carrier_checkout_protocol::checkout::CreateChallenge;

use super::super::checkout::merchant_of;
use super::super::session_scope;
use super::attempt::Attempt;
use super::must_be_usable;
use super::send::embedder_host;
use crate::address::Address;
use crate::app::App;
use crate::auth::Frame;
use crate::consents;
use crate::idempotency::Answer;
use crate::problem::Refused;
use crate::request::Post;
use crate::store::SessionRecord;

/// `POST /v1/checkout/challenges`
pub(crate) async fn create_challenge(
    State(app): State<App>,
    Frame(session): Frame,
    address: Address,
    post: Post,
) -> Result<Response, Refused> {
    let asked: CreateChallenge = post.json()?;
    let correlator = post.id.to_string();
    app.once(session_scope(&session.id), post, async move |app| {
        challenge(&app, &session, asked, &address, &correlator).await
    })
    .await
}

async fn challenge(
    app: &App,
    session: &SessionRecord,
    asked: CreateChallenge,
    address: &Address,
    correlator: &str,
) -> Result<Answer, Refused> {
    must_be_usable(session.status)?;
    let merchant = merchant_of(app, session).await?;
    let attempt = Attempt {
        app,
        session,
        channel: asked.channel,
        carrier: asked.carrier,
        embedder: embedder_host(app, &merchant, asked.embedder.as_deref())?,
        consents: consents::given_before_code(session.billing, &asked.consents)?,
        birth: Some(&asked.birth),
        phone: asked.phone,
        address,
        correlator,
    };
    attempt.begin().await
}
