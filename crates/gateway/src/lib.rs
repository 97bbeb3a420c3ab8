//! The operator's server: it keeps sessions, consents and payments, speaks to
//! the carriers, and tells the merchants what happened.

pub mod camara;
pub mod clock;
pub mod page;
pub mod random;
pub mod telemetry;
