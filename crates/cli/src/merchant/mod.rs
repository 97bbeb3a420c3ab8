//! `carrier-checkout merchant …`: what an operator does with merchants. A gateway that runs heeds it at once.

mod arguments;
mod list;

use std::process::ExitCode;

use carrier_checkout_gateway::clock::{Clock as _, SystemClock};
use carrier_checkout_gateway::config::Settings;
use carrier_checkout_gateway::merchants::{Change, Credentials, NewMerchant, Register};
use carrier_checkout_protocol::goods::Seller;

pub(crate) use arguments::Command;

use crate::{migrate, say, sealer};

pub(crate) async fn run(settings: &Settings, command: Command) -> anyhow::Result<ExitCode> {
    let register = register(settings).await?;
    let now = SystemClock.now();
    match command {
        Command::Add(new) => {
            let new = NewMerchant {
                seller: Seller { name: new.name, phone: new.phone, email: new.email },
                origins: new.origin,
                direct_origins: new.direct_origin,
                webhook_url: new.webhook_url,
            };
            tell(&register.add(&new, now).await?, "")
        }
        Command::List { json } => list::list(&register.list().await?, json),
        Command::RotateKey(rotate) => {
            let credentials = register.rotate_key(&rotate.id, now, rotate.keep_old_for.0).await?;
            tell(&credentials, &format!("The old key ends {}.", rotate.keep_old_for.words(now)))
        }
        Command::RotateWebhookSecret(rotate) => {
            let credentials = register.rotate_webhook_secret(&rotate.id, now, rotate.keep_old_for.0).await?;
            tell(&credentials, &format!("The old secret signs, too: it ends {}.", rotate.keep_old_for.words(now)))
        }
        Command::Update(update) => {
            let change = Change {
                name: update.name,
                phone: update.phone,
                email: update.email,
                origins: update.origin,
                direct_origins: update.direct_origin,
                webhook_url: update.webhook_url,
            };
            tell(&register.update(&update.id, &change).await?, "Changed.")
        }
        Command::Disable { id } => {
            register.disable(&id, Some(now)).await?;
            say("Its keys are refused from now on; events of before are still delivered.")
        }
        Command::Enable { id } => {
            register.disable(&id, None).await?;
            say("Its keys are taken again.")
        }
    }
}

/// The merchants of the gateway that these settings are for.
pub(crate) async fn register(settings: &Settings) -> anyhow::Result<Register> {
    let sealer = sealer(settings)?;
    Ok(Register::new(migrate::open(settings).await?, sealer, settings.sandbox()))
}

/// Says what the merchant has to be told, one to a line, for people and scripts.
fn tell(credentials: &Credentials, remark: &str) -> anyhow::Result<ExitCode> {
    let mut lines = vec![format!("merchant        {}", credentials.id.0)];
    lines.extend(credentials.key.as_ref().map(|key| format!("secret key      {key}")));
    lines.extend(credentials.webhook_secret.as_ref().map(|secret| format!("webhook secret  {secret}")));
    if credentials.key.is_some() || credentials.webhook_secret.is_some() {
        lines.push("Hand it over by a safe way: it is not shown again.".to_owned());
    }
    lines.extend((!remark.is_empty()).then(|| remark.to_owned()));
    say(&lines.join("\n"))
}
