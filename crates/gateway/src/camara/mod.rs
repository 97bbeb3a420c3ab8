//! The carriers, as CAMARA's APIs show them: text messages with a one-time
//! code, calls and app requests, SIM changes, and carrier billing in two steps, in one for a month
//! that is charged again, and refunds of both.
//!
//! Every carrier has its own root below [`CarriersConfig::base_url`], with its
//! own tokens. What a carrier answers is turned into a reason by the data in
//! `mappings/camara.tsv`; its messages go no further than that.

mod approval;
mod billing;
mod call;
mod config;
mod create;
mod line;
mod mapping;
mod operation;
mod prepare;
mod probe;
mod refund;
mod refusal;
mod scope;
mod token;
mod transport;
mod wire;

pub use approval::{ApprovalState, Approving};
pub use call::{Call, ChargeState, CodeVerdict, Prepared, Reservation};
pub use config::{CarriersConfig, CarriersConfigError};
pub use create::Charged;
pub use probe::{ClockRead, Probe};
pub use refund::{RefundState, Refunded, Refunding};
pub use refusal::Refusal;
pub use transport::Carriers;
