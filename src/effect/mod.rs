//! One file per browser power. Each is a value that gives its power back when
//! it is dropped: no listener, timer or request outlives the window.

pub mod clock;
pub mod focus;
pub mod hearing;
pub mod http;
pub mod port;
pub mod reader;
pub mod writer;
