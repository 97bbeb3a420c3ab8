//! The code: typed or read from the message, with the tick that says what is
//! paid has been looked at.

mod answers;
mod notice;
mod screen;

pub use notice::{Announcement, CodeError};
pub use screen::Code;
