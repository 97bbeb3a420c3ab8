//! What the gateway makes of a carrier's answer, from its own files.

#[path = "../../crates/gateway/src/camara/mapping.rs"]
mod mapping;
#[expect(dead_code, reason = "which scope a request needs is not asked here")]
#[path = "../../crates/gateway/src/camara/operation.rs"]
mod operation;
#[expect(dead_code, reason = "the gateway makes refusals of states and of silence, too")]
#[path = "../../crates/gateway/src/camara/refusal.rs"]
mod refusal;
#[expect(dead_code, reason = "as `operation`")]
#[path = "../../crates/gateway/src/camara/scope.rs"]
mod scope;
#[expect(dead_code, reason = "what a good answer holds is not looked at here")]
#[path = "../../crates/gateway/src/camara/wire.rs"]
mod wire;

use carrier_checkout_protocol::{Carrier, Reason};

use crate::mapping::MappingError;
use mapping::Mapping;
use operation::Operation;
pub(crate) use refusal::Refusal;
use wire::{Answer, ErrorInfo};

/// A table of the carriers' answers.
pub(crate) struct Answers(Mapping);

/// An answer of a carrier to the operation of that place in the list.
pub(crate) struct Given<'a> {
    pub(crate) operation: usize,
    pub(crate) carrier: Carrier,
    pub(crate) status: u16,
    pub(crate) body: &'a [u8],
}

impl Given<'_> {
    fn operation(&self) -> Operation {
        Operation::ALL[self.operation % Operation::ALL.len()]
    }

    /// Its operation's name, and code and message as far as there are any.
    pub(crate) fn read(&self) -> (&'static str, String, String) {
        let ErrorInfo { code, message } = ErrorInfo::read(self.body);
        (self.operation().name(), code, message)
    }
}

impl Answers {
    pub(crate) fn built_in() -> Self {
        Self(Mapping::built_in().expect("the table is good"))
    }

    pub(crate) fn parse(text: &str) -> Result<Self, MappingError> {
        Mapping::parse(text).map(Self)
    }

    pub(crate) fn reason(&self, given: &Given<'_>) -> Option<Reason> {
        self.0.reason(given.operation(), given.status, &ErrorInfo::read(given.body))
    }

    pub(crate) fn refusal(&self, given: &Given<'_>) -> Refusal {
        let answer = Answer { status: given.status, body: given.body.to_vec() };
        Refusal::answered(&self.0, given.carrier, given.operation(), &answer)
    }
}
