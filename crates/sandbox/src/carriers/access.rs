//! Who may call which operation.

use std::marker::PhantomData;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use carrier_checkout_protocol::Carrier;

use super::{Code, Fault};
use crate::state::SandboxState;

/// What an access token must be for.
pub(super) trait Scope {
    /// Any one of these is enough.
    const ANY_OF: &'static [&'static str];
}

/// Declares a type for each scope that an operation can ask for.
macro_rules! scopes {
    ($( $name:ident = $($wire:literal)|+; )+) => {
        $(
            pub(super) struct $name;
            impl Scope for $name {
                const ANY_OF: &'static [&'static str] = &[$($wire),+];
            }
        )+

        /// Every scope that a token can have.
        pub(super) fn all() -> impl Iterator<Item = &'static str> {
            let mut seen = Vec::new();
            for scope in [$($name::ANY_OF),+].concat() {
                if !seen.contains(&scope) {
                    seen.push(scope);
                }
            }
            seen.into_iter()
        }
    };
}

scopes! {
    SendAndValidate = "one-time-password-sms:send-validate";
    CreatePayments = "carrier-billing:payments:create";
    ReadPayments = "carrier-billing:payments:read";
    WritePayments = "carrier-billing:payments:write";
    CreateRefunds = "carrier-billing-refund:refunds:create";
    ReadRefunds = "carrier-billing-refund:refunds:read";
    CheckSim = "sim-swap:check" | "sim-swap";
    RetrieveSimDate = "sim-swap:retrieve-date" | "sim-swap";
}

/// The carrier of the path.
pub(super) struct At(pub(super) Carrier);

impl<S: Send + Sync> FromRequestParts<S> for At {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let params = RawPathParams::from_request_parts(parts, state).await.map_err(|_| Code::NotFound)?;
        let name = params.iter().find(|(key, _)| *key == "carrier").map(|(_, name)| name);
        let carrier = Carrier::ALL.iter().copied().find(|carrier| {
            carrier.billed_by() == *carrier && name.is_some_and(|name| name == carrier.as_str().to_ascii_lowercase())
        });
        carrier.map(Self).ok_or_else(|| Fault::saying(Code::NotFound, "There is no such carrier."))
    }
}

/// The carrier of the path, and proof that the caller may do `S` there.
pub(super) struct Allowed<S> {
    pub(super) carrier: Carrier,
    scope: PhantomData<S>,
}

impl<S: Scope> FromRequestParts<SandboxState> for Allowed<S> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &SandboxState) -> Result<Self, Fault> {
        let At(carrier) = At::from_request_parts(parts, state).await?;
        let token = bearer(&parts.headers).ok_or(Code::Unauthenticated)?;
        let granted = state.store.scope_of(token, carrier, state.now()).await?.ok_or(Code::Unauthenticated)?;
        if !state.takes_another(carrier) {
            return Err(Code::TooManyRequests.into());
        }
        if !granted.split(' ').any(|scope| S::ANY_OF.contains(&scope)) {
            return Err(Code::PermissionDenied.into());
        }
        Ok(Self { carrier, scope: PhantomData })
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
