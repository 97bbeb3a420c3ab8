//! What needs a browser: the DOM that the views make, caret and focus, the port,
//! and that nothing is left behind. Run by `wasm-pack test --headless --chrome`.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

mod approval_screen;
mod code_screen;
#[cfg(feature = "component")]
mod component;
mod details_screen;
mod kept;
mod keys;
mod leftovers;
mod locales;
mod months;
mod port;
mod reader;
mod receipt;
mod stage;
mod takeover;
mod writer;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
