//! From what others answer to a reason, by data.
//!
//! A table in `mappings/` has a row for each meaning: what it is keyed by, a
//! part of the message, the reason. One code often stands for many meanings,
//! which only the message tells apart, and the public code tables are years
//! old: so it is data, and what no row fits is told with the code to quote.
//!
//! `camara.tsv` is read for the carriers ([`crate::camara`]); the others for
//! the payment gateways whose codes reach an adapter: [`Mappings`].

mod error;
mod gateways;
mod quotable;
mod table;

pub use error::{MappingError, MappingFault};
pub use gateways::{Mappings, Source};
pub(crate) use quotable::quotable;
pub(crate) use table::{Column, Table};
