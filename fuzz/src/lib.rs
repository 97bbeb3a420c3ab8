//! The laws that whatever comes from outside is held to. A target of cargo-fuzz calls one of them with bytes; each
//! asserts more than that nothing panics: that what was read is read again, that it agrees with a second, simpler way to
//! the same answer, that nothing private is shown.
//!
//! The gateway's own files are compiled in as they are (`mapping`, `camara`, `request`): the gateway as a whole, with its
//! databases and TLS, takes minutes to build with coverage.
#![forbid(unsafe_code)]

mod bodies;
mod camara;
mod code;
mod kept;
mod key;
mod locale;
#[path = "../../crates/gateway/src/mapping/mod.rs"]
mod mapping;
mod phone;
mod port;
mod private;
mod request;
mod tables;
mod typing;

pub use bodies::bodies;
pub use code::code;
pub use kept::kept;
pub use key::key;
pub use locale::locale;
pub use phone::{birth, phone};
pub use port::port;
pub use tables::mapping;
pub use typing::typing;

/// Stands between the parts of an input that has several; no text has this byte in it.
const APART: u8 = 0xff;

/// The parts of an input, as texts.
fn texts(data: &[u8]) -> impl Iterator<Item = String> + '_ {
    data.split(|byte| *byte == APART).map(|part| String::from_utf8_lossy(part).into_owned())
}
