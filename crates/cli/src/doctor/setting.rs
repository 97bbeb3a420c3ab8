//! The settings and files that are on this machine.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use carrier_checkout_gateway::config::{Config, Settings, unknown_variables};
use carrier_checkout_gateway::page::Assets;
use carrier_checkout_gateway::store::is_postgres;

use super::finding::Finding;

/// Every setting that is missing, wrong or misspelt.
pub(super) fn settings(settings: &Settings) -> Vec<Finding> {
    let check = "settings";
    let set_right = "set it right, and ask again";
    let mut findings: Vec<_> =
        Config::problems(settings).iter().map(|error| Finding::error(check, error.to_string(), set_right)).collect();
    let variables: Vec<String> = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()).collect();
    for (name, meant) in unknown_variables(variables.iter().map(String::as_str)) {
        let todo = meant.map_or_else(|| "take it away".to_owned(), |meant| format!("{meant} is one"));
        findings.push(Finding::warning(check, format!("the variable {name} is not a setting"), todo));
    }
    if findings.is_empty() {
        let mode = if settings.sandbox() { "sandbox" } else { "live" };
        let from = settings.file().map_or("the environment".to_owned(), |file| file.display().to_string());
        findings.push(Finding::ok(check, format!("{mode} mode, from {from}")));
    }
    findings
}

/// Who else on this machine can read what they should not.
pub(super) fn files(settings: &Settings) -> Vec<Finding> {
    let check = "files";
    let mut findings = Vec::new();
    let secrets: Vec<_> = settings.secrets_in_file().collect();
    if let Some(file) = settings.file().filter(|file| !secrets.is_empty() && read_by_others(file)) {
        let found = format!("others can read {}, and it has {}", file.display(), secrets.join(", "));
        findings.push(Finding::warning(check, found, "chmod 600, or put them into files of their own (…_file)"));
    }
    for file in settings.secret_files().filter(|file| read_by_others(file)) {
        let file = file.display();
        findings.push(Finding::warning(check, format!("others can read {file}"), format!("chmod 600 {file}")));
    }
    if let Ok(database) = settings.database()
        && !is_postgres(&database)
    {
        for file in [database.clone(), format!("{database}-wal")] {
            if read_by_others(Path::new(&file)) {
                findings.push(Finding::warning(check, format!("others can read {file}"), format!("chmod 600 {file}")));
            }
        }
    }
    if findings.is_empty() {
        findings.push(Finding::ok(check, "others can read no secret and no data"));
    }
    findings
}

/// By which rules the gateway decides; that they can be read, the settings have shown.
pub(super) fn rules(settings: &Settings) -> Finding {
    let own: Vec<_> = settings.rules().collect();
    Finding::ok("rules", if own.is_empty() { "the gateway's policy and refunds".to_owned() } else { own.join(", ") })
}

/// Whether the built window is there.
pub(super) fn assets(config: &Config) -> Finding {
    match Assets::load(&config.assets) {
        Ok(_) => Finding::ok("assets", format!("the window is in {}", config.assets.display())),
        Err(error) => Finding::error("assets", error.to_string(), "shoppers see no window without it"),
    }
}

fn read_by_others(file: &Path) -> bool {
    std::fs::metadata(file).is_ok_and(|metadata| metadata.permissions().mode() & 0o007 != 0)
}
