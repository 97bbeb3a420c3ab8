//! What a flow is made of, told piece by piece: two flows that tell the same do the same from now on.
//!
//! Only with the feature `imprint`, which the explorer of every state (`crates/explore`) asks for; no widget has it.
//! A field that is added to a type and not to its [`crate::imprint!`] does not compile.

use carrier_checkout_protocol::{
    Approval, Carrier, ChallengeId, Channel, DisputeId, ErrorCode, Failure, Locale, OneTimeCode, PaymentId, Private,
    Problem, Reason, Timestamp, TokenId,
    checkout::{Challenge, Checkout, CreateChallenge, Receipt, Stage, SwitchChannel, Verified, VerifyCode},
    consent::{Consent, ConsentKind},
    embed::ConfirmOutcome,
    phone::typing::Typed,
};

use crate::{
    effect::{Remedy, Request, Ticket},
    input::{Reply, Trouble},
    terms::{Reading, Terms},
};

/// Takes the pieces. It may see times, keys and tickets as it likes: what they are counted from says nothing.
pub trait Sink {
    /// A number, or which of several things it is.
    fn number(&mut self, number: u64);
    /// A text.
    fn text(&mut self, text: &str);
    /// A time.
    fn time(&mut self, time: Timestamp);
    /// An `Idempotency-Key`.
    fn key(&mut self, key: &str);
    /// The number of a request.
    fn ticket(&mut self, ticket: Ticket);
}

/// Something that tells what it is made of.
pub trait Imprint {
    /// Tells it.
    fn imprint<S: Sink>(&self, sink: &mut S);
}

/// Has a type tell all of its fields, or each variant its name and what is in it.
#[macro_export]
macro_rules! imprint {
    ($type:ident { $($field:ident),* $(,)? } $(but { $($left:ident),* })?) => {
        impl $crate::imprint::Imprint for $type {
            fn imprint<S: $crate::imprint::Sink>(&self, sink: &mut S) {
                let Self { $($field,)* $($($left: _,)*)? } = self;
                // A type without fields has nothing to tell.
                let _ = &sink;
                $( $crate::imprint::Imprint::imprint($field, sink); )*
            }
        }
    };
    (enum $type:ident {
        $( $variant:ident $( ( $($item:ident),* ) )? $( { $($field:ident),* } )? ),* $(,)?
    }) => {
        impl $crate::imprint::Imprint for $type {
            fn imprint<S: $crate::imprint::Sink>(&self, sink: &mut S) {
                match self {
                    $( Self::$variant $( ( $($item),* ) )? $( { $($field),* } )? => {
                        sink.text(stringify!($variant));
                        $( $( $crate::imprint::Imprint::imprint($item, sink); )* )?
                        $( $( $crate::imprint::Imprint::imprint($field, sink); )* )?
                    } )*
                }
            }
        }
    };
}

macro_rules! plain {
    ($($type:ty),*) => {
        $( impl Imprint for $type {
            fn imprint<S: Sink>(&self, sink: &mut S) {
                sink.number(*self as u64);
            }
        } )*
    };
}

plain!(bool, u8, u16, u32, u64, i64, usize);
plain!(Approval, Carrier, Channel, ConfirmOutcome, ConsentKind, ErrorCode, Locale, Reason);

macro_rules! id {
    ($($type:ty),*) => {
        $( impl Imprint for $type {
            fn imprint<S: Sink>(&self, sink: &mut S) {
                sink.text(self.as_str());
            }
        } )*
    };
}

id!(String, ChallengeId, DisputeId, PaymentId, TokenId);

impl Imprint for Timestamp {
    fn imprint<S: Sink>(&self, sink: &mut S) {
        sink.time(*self);
    }
}

impl Imprint for Ticket {
    fn imprint<S: Sink>(&self, sink: &mut S) {
        sink.ticket(*self);
    }
}

impl<T: Imprint> Imprint for Option<T> {
    fn imprint<S: Sink>(&self, sink: &mut S) {
        sink.number(u64::from(self.is_some()));
        if let Some(inner) = self {
            inner.imprint(sink);
        }
    }
}

impl<T: Imprint> Imprint for Vec<T> {
    fn imprint<S: Sink>(&self, sink: &mut S) {
        sink.number(self.len() as u64);
        self.iter().for_each(|item| item.imprint(sink));
    }
}

impl<T: Imprint> Imprint for Box<T> {
    fn imprint<S: Sink>(&self, sink: &mut S) {
        (**self).imprint(sink);
    }
}

impl<A: Imprint, B: Imprint> Imprint for (A, B) {
    fn imprint<S: Sink>(&self, sink: &mut S) {
        self.0.imprint(sink);
        self.1.imprint(sink);
    }
}

impl Imprint for Private<OneTimeCode> {
    fn imprint<S: Sink>(&self, sink: &mut S) {
        sink.text(&self.reveal().digits());
    }
}

imprint!(Typed { text, caret });
imprint!(Consent { kind, version });
imprint!(Failure { reason, quote } but { words });
imprint!(SwitchChannel { channel });
imprint!(VerifyCode { code, content });
imprint!(Verified { token, challenge, expires_at } but { phone });
imprint!(Receipt { payment, dispute } but { paid_at, carrier, phone, cancel_until, monthly, carrier_page });
imprint!(Challenge { id, channel, approval, expires_at, tries_left, sends_left, resend_at }
    but { page, carrier, phone, server_time });
// The stage is what a state has taken out of it; the order and its words are the same for all of a session.
imprint!(Checkout { channels, consents }
    but { session, server_time, expires_at, order, provider, carriers, hints, consent_names, stage });
imprint!(enum Stage {
    Open { last_failure }, Challenged { challenge }, Verified(verified), Processing, Paid { receipt }, Cancelled, Expired,
});
imprint!(Problem { code, reason, quote, tries_left } but { type_uri, title, status, detail, words, retryable, request_id });
imprint!(
    enum Trouble {
        Problem(problem),
        Lost,
        Offline,
    }
);
imprint!(
    enum Remedy {
        Dispute,
        Stop,
    }
);
imprint!(
    enum Reading {
        Loading,
        Text(text),
        Unavailable,
    }
);

/// Also the stage, which is news as long as nobody has read it.
impl Imprint for Reply {
    fn imprint<S: Sink>(&self, sink: &mut S) {
        match self {
            Self::Checkout(Ok(checkout)) => (checkout.imprint(sink), checkout.stage.imprint(sink)).0,
            Self::Challenge(Ok(challenge)) => challenge.imprint(sink),
            Self::Verified(Ok(verified)) => verified.imprint(sink),
            Self::Checkout(Err(trouble)) | Self::Challenge(Err(trouble)) | Self::Verified(Err(trouble)) => {
                trouble.imprint(sink);
            }
        }
    }
}

impl Imprint for CreateChallenge {
    fn imprint<S: Sink>(&self, sink: &mut S) {
        let Self { channel, carrier, phone, birth: _, consents, embedder } = self;
        channel.imprint(sink);
        carrier.imprint(sink);
        sink.text(&phone.reveal().national());
        consents.imprint(sink);
        embedder.imprint(sink);
    }
}

impl Imprint for Request {
    fn imprint<S: Sink>(&self, sink: &mut S) {
        if let Some(key) = self.key() {
            sink.key(key);
        }
        match self {
            Self::Load => sink.number(0),
            Self::Challenge { key: _, body } => body.imprint(sink),
            Self::Resend { key: _, challenge } => challenge.imprint(sink),
            Self::Verify { key: _, challenge, body } => (challenge.imprint(sink), body.imprint(sink)).0,
            Self::Switch { key: _, challenge, body } => (challenge.imprint(sink), body.imprint(sink)).0,
            Self::Cancel { key: _ } => sink.number(1),
            Self::Remedy { key: _, remedy } => remedy.imprint(sink),
        }
        sink.number(match self {
            Self::Load => 0,
            Self::Challenge { .. } => 1,
            Self::Resend { .. } => 2,
            Self::Verify { .. } => 3,
            Self::Switch { .. } => 4,
            Self::Cancel { .. } => 5,
            Self::Remedy { .. } => 6,
        });
    }
}

impl Imprint for Terms {
    fn imprint<S: Sink>(&self, sink: &mut S) {
        for kind in ConsentKind::ALL {
            if let Some(reading) = self.of(*kind) {
                kind.imprint(sink);
                reading.imprint(sink);
            }
        }
    }
}
