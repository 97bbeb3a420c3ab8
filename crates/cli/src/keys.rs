//! `carrier-checkout seal-key status` and `apply`: from one sealing key to the next.

use std::fmt::Write as _;
use std::process::ExitCode;

use carrier_checkout_gateway::config::Settings;
use carrier_checkout_gateway::keyring::{Keyring, KeysInUse};
use carrier_checkout_gateway::seal::KeyId;

use crate::{migrate, say, sealer};

pub(crate) async fn status(settings: &Settings) -> anyhow::Result<ExitCode> {
    let (store, sealer) = (migrate::open(settings).await?, sealer(settings)?);
    say(&told(&Keyring::of(&store, &sealer).in_use().await?))
}

pub(crate) async fn apply(settings: &Settings) -> anyhow::Result<ExitCode> {
    let (store, sealer) = (migrate::open(settings).await?, sealer(settings)?);
    let ring = Keyring::of(&store, &sealer);
    let done = ring.reseal(|_| ()).await?;
    let mut text = format!("{} values are sealed anew.\n", done.resealed);
    if done.unreadable > 0 {
        writeln!(text, "{} values are opened by no key that is set: they are left as they are.", done.unreadable)?;
    }
    text += &told(&ring.in_use().await?);
    say(&text)?;
    Ok(if done.unreadable == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn told(keys: &KeysInUse) -> String {
    let unused = keys.unused();
    let line = |(id, values): &(KeyId, u64), what: &str| format!("{id}  {values} values  {what}");
    let may_go = |id: &KeyId| if unused.contains(id) { "old: may go" } else { "old" };
    let mut lines = vec![line(&keys.current, "current")];
    lines.extend(keys.old.iter().map(|key| line(key, may_go(&key.0))));
    if keys.others > 0 {
        lines.push(format!("{} values by a key that is not set, or from before keys had ids", keys.others));
    }
    lines.join("\n")
}
