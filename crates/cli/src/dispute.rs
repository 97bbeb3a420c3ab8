//! `carrier-checkout dispute …`: what shoppers say not to have paid, and what the operator decides.

use std::process::ExitCode;
use std::sync::Arc;

use carrier_checkout_gateway::App;
use carrier_checkout_gateway::clock::SystemClock;
use carrier_checkout_gateway::config::{Config, Settings};
use carrier_checkout_gateway::disputes::{Decided, Decision, OpenDispute};
use carrier_checkout_protocol::DisputeId;
use carrier_checkout_protocol::refund::RefundStatus;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::time::shown;
use crate::{migrate, say};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// The disputes that wait for a decision, the longest waiting first; each is to be answered within two weeks
    List {
        /// For machines
        #[arg(long)]
        json: bool,
    },
    /// Records the decision and has the merchant told
    Close(Close),
}

#[derive(Debug, Args)]
pub(crate) struct Close {
    /// The dispute: dp_…
    #[arg(value_parser = |text: &str| DisputeId::parse(text).map_err(|_| "not the id of a dispute: dp_…"))]
    id: DisputeId,
    #[command(flatten)]
    decision: Decisions,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Decisions {
    /// The shopper has not paid: whatever is left is given back, within the payment's month at once
    #[arg(long)]
    upheld: bool,
    /// The shopper has paid: everything goes on
    #[arg(long)]
    rejected: bool,
}

pub(crate) async fn run(settings: &Settings, command: Command) -> anyhow::Result<ExitCode> {
    let config = Config::of(settings)?;
    // Beside a gateway that runs: what that one has leased stays leased.
    let store = Arc::new(migrate::open(settings).await?);
    let app = App::with_store(&config, Arc::new(SystemClock), store).await?;
    match command {
        Command::List { json } => list(&app.open_disputes().await.map_err(|refused| failed(&refused))?, json),
        Command::Close(close) => {
            let decision = if close.decision.upheld { Decision::Uphold } else { Decision::Reject };
            let decided = app.close_dispute(&close.id, decision).await?;
            say(&told(&decided))?;
            let refused = matches!(&decided, Decided::GivenBack(refund) if refund.status == RefundStatus::Failed);
            Ok(if refused { ExitCode::FAILURE } else { ExitCode::SUCCESS })
        }
    }
}

fn failed(refused: &carrier_checkout_gateway::problem::Refused) -> anyhow::Error {
    anyhow::anyhow!("{}", refused.code)
}

fn list(disputes: &[OpenDispute], as_json: bool) -> anyhow::Result<ExitCode> {
    if as_json {
        return say(&serde_json::to_string_pretty(&disputes.iter().map(machine_readable).collect::<Vec<_>>())?);
    }
    if disputes.is_empty() {
        return say("No dispute is open.");
    }
    say(&disputes.iter().map(readable).collect::<Vec<_>>().join("\n"))
}

fn machine_readable(open: &OpenDispute) -> Value {
    json!({
        "id": open.dispute.id,
        "opened_at": shown(open.dispute.opened_at),
        "payment": open.payment,
        "merchant": open.merchant,
        "order_id": open.order,
        "amount": open.amount,
    })
}

fn readable(open: &OpenDispute) -> String {
    let OpenDispute { dispute, payment, merchant, order, amount } = open;
    format!("{}  since {}  {payment}  {amount} won  order {order} of {merchant}", dispute.id, shown(dispute.opened_at))
}

fn told(decided: &Decided) -> String {
    match decided {
        Decided::Rejected => "Rejected: the payment is no longer frozen.".to_owned(),
        Decided::Upheld => "Upheld. All of it was given back before.".to_owned(),
        Decided::GivenBack(refund) => {
            let amount = refund.amount.get();
            match refund.status {
                RefundStatus::Succeeded => format!("Upheld: {amount} won are taken off the bill."),
                RefundStatus::Pending => {
                    format!(
                        "Upheld. Taking {amount} won off the bill is under way; a gateway that runs goes on with it."
                    )
                }
                RefundStatus::Failed => {
                    let why = refund.failure.as_ref().map_or("unknown", |failure| failure.reason.as_str());
                    format!(
                        "Upheld, but the carrier has refused to take {amount} won off the bill: {why}. The same command \
                         tries again."
                    )
                }
            }
        }
        Decided::UnderWay => "Upheld. What is left is being given back already.".to_owned(),
        Decided::NeedsAccount => {
            "Upheld. The payment's month is over, so the money has to be paid out: ask the shopper \
                                  for an account, and refund it by the console or POST /v1/payments/{id}/refunds."
                .to_owned()
        }
    }
}
