//! `carrier-checkout`: what an operator runs. `carrier-checkout --help` lists the commands, and docs/operate.md says when.
//!
//! Reading order: one module for each command. What they tell people goes to standard output; what went wrong goes to
//! standard error, and the exit code is then 2, or 1 where a command was asked for a verdict.

mod dispute;
mod doctor;
mod keys;
mod merchant;
mod migrate;
mod sandbox;
mod serve;
mod time;

use std::io::{Write as _, stderr, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use carrier_checkout_gateway::config::{ConfigError, Settings};
use carrier_checkout_gateway::random;
use carrier_checkout_gateway::seal::Sealer;
use clap::{Parser, Subcommand};

/// The checkout for Korean carrier billing: the gateway, and what an operator needs around it.
#[derive(Debug, Parser)]
#[command(name = "carrier-checkout", version, arg_required_else_help = true)]
struct Arguments {
    /// The file with the settings; else that of CARRIER_CHECKOUT_CONFIG, or the environment alone
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the gateway until it is told to stop
    Serve,
    /// Runs the sandbox: carriers, and the shopper's phone. SANDBOX_LISTEN and SANDBOX_DATABASE say where
    Sandbox,
    /// Brings the database up to date; the gateway also does it by itself when it starts
    Migrate {
        /// Only say what is due, and exit with 1 if anything is
        #[arg(long)]
        check: bool,
    },
    /// Checks settings, files, database, carriers, mail server and clock
    Doctor(doctor::Options),
    /// Registers merchants, changes them and gives them new keys
    #[command(subcommand)]
    Merchant(merchant::Command),
    /// Shows what shoppers say not to have paid, and records what is decided
    #[command(subcommand)]
    Dispute(dispute::Command),
    /// Makes the key that data is sealed with, and puts it in the place of another
    #[command(subcommand)]
    SealKey(SealKey),
}

#[derive(Debug, Subcommand)]
enum SealKey {
    /// Prints a fresh sealing key
    New,
    /// Says how many values each of the keys that are set has sealed, and which may go
    Status,
    /// Seals by the current key what an old one has sealed, beside gateways that run; goes on where it was cut off
    Apply,
}

/// Where the settings are.
struct Place(Option<PathBuf>);

impl Place {
    fn settings(&self) -> Result<Settings, ConfigError> {
        Settings::open(self.0.as_deref(), |name| std::env::var(name).ok())
    }
}

/// What opens and seals the data of the gateway that these settings are for.
fn sealer(settings: &Settings) -> Result<Sealer, ConfigError> {
    let old = settings.sealing_keys_old()?;
    Ok(Sealer::new(&settings.sealing_key()?.0, old.iter().map(|key| &key.0)))
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(code) => code,
        Err(error) => {
            // There is nobody left to tell when standard error is closed.
            let _ = writeln!(stderr(), "error: {error:#}");
            ExitCode::from(2)
        }
    }
}

#[tokio::main]
async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let place = Place(arguments.config);
    match arguments.command {
        Command::Serve => serve::serve(&place.settings()?).await,
        Command::Sandbox => sandbox::sandbox().await,
        Command::Migrate { check } => migrate::migrate(&place.settings()?, check).await,
        Command::Doctor(options) => doctor::doctor(&place, &options).await,
        Command::Merchant(command) => merchant::run(&place.settings()?, command).await,
        Command::Dispute(command) => dispute::run(&place.settings()?, command).await,
        Command::SealKey(SealKey::New) => say(&STANDARD.encode(random::bytes::<32>())),
        Command::SealKey(SealKey::Status) => keys::status(&place.settings()?).await,
        Command::SealKey(SealKey::Apply) => keys::apply(&place.settings()?).await,
    }
}

/// Tells whoever runs the command.
fn say(text: &str) -> anyhow::Result<ExitCode> {
    writeln!(stdout(), "{text}")?;
    Ok(ExitCode::SUCCESS)
}
