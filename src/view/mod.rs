//! What is shown: pure functions of the flow's state. None keeps a state of its
//! own, reads the DOM or asks the network.

mod alert;
mod approval;
mod checking;
mod code;
mod details;
mod dispatch;
mod ended;
mod field;
mod order;
mod part;
mod receipt;
mod remedy;
mod screen;
mod window;

pub use dispatch::Dispatch;
pub use field::element_id;
#[cfg(feature = "ssr")]
pub(crate) use order::contact;
pub use window::{Draw, Props, Window};
