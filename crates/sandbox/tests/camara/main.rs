//! CAMARA's own feature files, run against the sandbox over HTTP.
//!
//! Every `camara/*/features/*.feature` runs, each scenario against a sandbox of its own. The steps
//! know HTTP, JSON and OpenAPI and no operation: what a file leaves to whoever runs it is in
//! `environment.toml`, and where the files contradict the OpenAPI files is in `departures.toml`,
//! each with its reason. A departure that no step needs any more fails the test, as does a step that
//! nobody understands.
//!
//! Reading order: `plan` (what runs), `sandbox` (against what), `world` (what a scenario knows),
//! `given`, `phrases`, `lists` and `then` (the steps), `report` (what is printed). `api` has the OpenAPI files and
//! `sample` makes values that comply with them.
//!
//! `cargo test -p carrier-checkout-sandbox --test camara prepare_payment_09` runs the scenarios
//! whose file, line or tag has that in it.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "the report of a test that has no harness")]

mod api;
mod environment;
mod fixtures;
mod given;
mod lists;
mod phrases;
mod plan;
mod property;
mod report;
mod sample;
mod sandbox;
mod then;
mod world;

use std::process::ExitCode;

use cucumber::World as _;
use futures_util::FutureExt;

use crate::plan::{Plan, Planned};
use crate::report::Report;
use crate::world::World;

#[tokio::main]
async fn main() -> ExitCode {
    let wanted = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let plan = Plan::read(wanted.as_deref());
    let report = World::cucumber::<&str>()
        .with_parser(Planned)
        .with_writer(Report::default())
        .before(|feature, _, scenario, world| world.begin(feature, scenario).boxed_local())
        .with_default_cli()
        .run(plan.features.clone())
        .await;
    report.conclude(&plan)
}
