//! Which steps run: the feature files, with the departures from them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use cucumber::feature::Ext as _;
use cucumber::gherkin::{Feature, GherkinEnv, Scenario, Step};
use cucumber::{Parser, cli, parser};
use futures_util::stream;

use crate::api::camara_files;
use crate::environment::{DEPARTURES, Skip};

/// What runs, and what does not.
pub(crate) struct Plan {
    pub(crate) features: Vec<Feature>,
    /// Lines for the report.
    pub(crate) departures: Vec<String>,
    /// How many scenarios are left out.
    pub(crate) skipped: usize,
    /// Departures that nothing needs.
    pub(crate) needless: Vec<String>,
}

/// The departures that were needed, by their place in the file.
#[derive(Default)]
struct Needed {
    reads: BTreeSet<(usize, String)>,
    skips: BTreeSet<(usize, String)>,
}

impl Plan {
    /// The plan for all scenarios, or for those that have `wanted` in their name.
    pub(crate) fn read(wanted: Option<&str>) -> Self {
        let mut plan = Self { features: Vec::new(), departures: Vec::new(), skipped: 0, needless: Vec::new() };
        let mut needed = Needed::default();
        for path in camara_files("features", "feature") {
            let mut feature = parse(&path);
            plan.edit(&mut feature, &mut needed);
            if let Some(wanted) = wanted {
                let file = stem(&feature).to_owned();
                feature.scenarios.retain(|scenario| name_in(&file, scenario).contains(wanted));
            }
            if !feature.scenarios.is_empty() {
                plan.features.push(feature);
            }
        }
        plan.needless = needed.missing();
        plan
    }

    fn edit(&mut self, feature: &mut Feature, needed: &mut Needed) {
        let file = stem(feature).to_owned();
        let background = feature.background.iter_mut().flat_map(|background| &mut background.steps);
        for step in background.chain(feature.scenarios.iter_mut().flat_map(|scenario| &mut scenario.steps)) {
            self.reword(&file, step, needed);
        }
        let scenarios = std::mem::take(&mut feature.scenarios);
        feature.scenarios = scenarios.into_iter().filter_map(|scenario| self.left(&file, scenario, needed)).collect();
    }

    fn reword(&mut self, file: &str, step: &mut Step, needed: &mut Needed) {
        step.value = step.value.split_whitespace().collect::<Vec<_>>().join(" ");
        for (place, read) in DEPARTURES.read.iter().enumerate() {
            let Some(name) = read.files.iter().find(|name| file.ends_with(&format!("-{name}"))) else { continue };
            // A longer form of what is meant may hold what is written.
            if step.value.contains(&read.written) && !step.value.contains(&read.meant) {
                step.value = step.value.replace(&read.written, &read.meant);
                if needed.reads.insert((place, name.clone())) {
                    let (written, meant, reason) = (&read.written, &read.meant, &read.reason);
                    self.departures.push(format!("read otherwise: {file}: {written} as {meant} ({reason})"));
                }
            }
        }
    }

    /// What is left of a scenario, if anything is.
    fn left(&mut self, file: &str, mut scenario: Scenario, needed: &mut Needed) -> Option<Scenario> {
        let name = name_in(file, &scenario);
        for (place, skip) in DEPARTURES.skip.iter().enumerate() {
            let Some(tag) = skip.tags.iter().find(|tag| scenario.tags.contains(tag)) else { continue };
            let Skip { step, reason, .. } = skip;
            let Some(step) = step else {
                needed.skips.insert((place, tag.clone()));
                self.skipped += 1;
                self.departures.push(format!("skipped: {name} ({reason})"));
                return None;
            };
            let before = scenario.steps.len();
            scenario.steps.retain(|own| own.value != *step);
            if scenario.steps.len() < before {
                needed.skips.insert((place, tag.clone()));
                self.departures.push(format!("skipped: a step of {name}: {step} ({reason})"));
            }
        }
        Some(scenario)
    }
}

impl Needed {
    fn missing(&self) -> Vec<String> {
        let reads = DEPARTURES.read.iter().enumerate().flat_map(|(place, read)| {
            let unneeded = read.files.iter().filter(move |file| !self.reads.contains(&(place, (*file).clone())));
            unneeded.map(|file| format!("{file} does not have {}", read.written))
        });
        let skips = DEPARTURES.skip.iter().enumerate().flat_map(|(place, skip)| {
            let unneeded = skip.tags.iter().filter(move |tag| !self.skips.contains(&(place, (*tag).clone())));
            unneeded.map(|tag| format!("there is nothing to skip in {tag}"))
        });
        reads.chain(skips).collect()
    }
}

/// The parser stumbles over a comment at a file's end. Comments are left out; their lines stay, to be counted.
fn parse(path: &Path) -> Feature {
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().map(|line| if line.trim_start().starts_with('#') { "" } else { line.trim_end() });
    let text = lines.collect::<Vec<_>>().join("\n") + "\n";
    let feature = Feature::parse(text, GherkinEnv::default());
    let mut feature = feature.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    feature.path = Some(path.to_owned());
    feature.expand_examples().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The name of the file that a feature is in.
fn stem(feature: &Feature) -> &str {
    feature.path.as_deref().and_then(Path::file_stem).and_then(|stem| stem.to_str()).expect("a feature of a file")
}

/// File, line and tag: what a scenario is called in the report.
pub(crate) fn name_of(feature: &Feature, scenario: &Scenario) -> String {
    name_in(stem(feature), scenario)
}

fn name_in(file: &str, scenario: &Scenario) -> String {
    let tag = scenario.tags.first().map_or("", String::as_str);
    format!("{file}:{}:{tag}", scenario.position.line)
}

/// Hands out what was read already.
pub(crate) struct Planned;

impl Parser<Vec<Feature>> for Planned {
    type Cli = cli::Empty;
    type Output = stream::Iter<std::vec::IntoIter<parser::Result<Feature>>>;

    fn parse(self, features: Vec<Feature>, _: cli::Empty) -> Self::Output {
        stream::iter(features.into_iter().map(Ok).collect::<Vec<_>>())
    }
}
