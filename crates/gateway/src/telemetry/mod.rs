//! What the gateway says about itself: one line for each request, without
//! bodies, headers, queries or anything personal.

mod init;
mod personal;
mod privacy;
mod request;

pub use init::{TelemetryError, init};
pub use privacy::{Leak, PrivacyLayer};
pub use request::{RequestId, traced};
