//! Prints the inputs that were kept, with what is made of them on this machine: `npm run generate` writes it down, and
//! the tests in the browser feed them to the mounted widget.

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let kept = carrier_checkout_fuzz::kept(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"))?;
    println!("{}", serde_json::to_string_pretty(&kept)?);
    Ok(())
}
