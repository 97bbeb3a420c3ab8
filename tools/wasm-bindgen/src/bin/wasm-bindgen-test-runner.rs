//! Runs `#[wasm_bindgen_test]` tests in a headless browser; `wasm-pack test` looks for it by this name.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
}
