//! What is printed: a line for each scenario and a sum, as `cargo test` prints them, and the departures.

use std::collections::HashMap;
use std::process::ExitCode;

use cucumber::event::{self, Event, Hook, Source};
use cucumber::gherkin::{Feature, Scenario, Step};
use cucumber::{Writer, cli, parser, writer};

use crate::plan::{Plan, name_of};
use crate::world::World;

/// How the scenarios went.
#[derive(Default)]
pub(crate) struct Report {
    troubles: HashMap<Source<Scenario>, Vec<String>>,
    passed: usize,
    /// What failed, and why.
    failed: Vec<String>,
}

impl Writer<World> for Report {
    type Cli = cli::Empty;

    async fn handle_event(&mut self, event: parser::Result<Event<event::Cucumber<World>>>, _: &cli::Empty) {
        match event.map(Event::into_inner) {
            Ok(event::Cucumber::Feature(feature, event::Feature::Scenario(scenario, event))) => {
                self.hear(&feature, scenario, event.event);
            }
            Ok(event::Cucumber::Feature(feature, event::Feature::Rule(_, event::Rule::Scenario(scenario, event)))) => {
                self.hear(&feature, scenario, event.event);
            }
            Ok(_) => {}
            Err(error) => self.failed.push(error.to_string()),
        }
    }
}

// What is printed comes with a scenario's end, and so in order.
impl writer::Normalized for Report {}

impl Report {
    fn hear(&mut self, feature: &Feature, scenario: Source<Scenario>, event: event::Scenario<World>) {
        match event {
            event::Scenario::Background(step, event) | event::Scenario::Step(step, event) => {
                if let Some(trouble) = trouble(&step, event) {
                    self.troubles.entry(scenario).or_default().push(trouble);
                }
            }
            event::Scenario::Hook(_, Hook::Failed(_, why)) => {
                let why = why.downcast_ref::<String>().cloned().unwrap_or_else(|| "the hook failed".to_owned());
                self.troubles.entry(scenario).or_default().push(why);
            }
            event::Scenario::Finished => self.finish(&name_of(feature, &scenario), &scenario),
            event::Scenario::Started | event::Scenario::Hook(..) | event::Scenario::Log(_) => {}
        }
    }

    fn finish(&mut self, name: &str, scenario: &Source<Scenario>) {
        match self.troubles.remove(scenario) {
            None => self.pass(name),
            Some(troubles) => self.fail(name, &troubles),
        }
    }

    fn pass(&mut self, name: &str) {
        self.passed += 1;
        println!("test {name} ... ok");
    }

    fn fail(&mut self, name: &str, troubles: &[String]) {
        println!("test {name} ... FAILED");
        self.failed.push(format!("{name}\n    {}", troubles.join("\n    ")));
    }

    /// Prints the sum, and whether all is well.
    pub(crate) fn conclude(mut self, plan: &Plan) -> ExitCode {
        if plan.needless.is_empty() {
            self.pass("every_departure_is_needed");
        } else {
            self.fail("every_departure_is_needed", &plan.needless);
        }
        println!("\n{}", plan.departures.join("\n"));
        if !self.failed.is_empty() {
            println!("\nfailures:\n\n{}", self.failed.join("\n\n"));
        }
        let how = if self.failed.is_empty() { "ok" } else { "FAILED" };
        let (passed, failed, skipped) = (self.passed, self.failed.len(), plan.skipped);
        println!(
            "\ntest result: {how}. {passed} passed; {failed} failed; {skipped} ignored; 0 measured; 0 filtered out"
        );
        if self.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// Why a step did not pass, if it did not.
fn trouble(step: &Step, event: event::Step<World>) -> Option<String> {
    let Step { keyword, value, .. } = step;
    let at = format!("line {}: {} {value}", step.position.line, keyword.trim());
    match event {
        event::Step::Started | event::Step::Passed(..) => None,
        event::Step::Skipped => Some(format!("{at}: nobody knows this step")),
        event::Step::Failed(_, _, _, error) => Some(format!("{at}: {error}")),
    }
}
