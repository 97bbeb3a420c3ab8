//! What processes use of the machine, as Linux tells it.

use std::time::Duration;

use anyhow::Context as _;

/// Of each second of the clock that `/proc` counts by there are so many ticks, on every Linux that we know.
const TICKS: u64 = 100;

/// What processes have used so far, and hold now.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Usage {
    pub(crate) cpu: Duration,
    /// In bytes.
    pub(crate) memory: u64,
}

/// Of one process that runs: one that has ended, and that nobody has waited for, has a `stat` and holds nothing.
pub(crate) fn usage(process: u32) -> anyhow::Result<Usage> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let memory: Option<u64> =
        status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse().ok());
    let memory = memory.context("it has ended: it holds no memory")?;
    Ok(Usage { cpu: cpu(&stat, 11, 2).context("no CPU time")?, memory: memory * 1024 })
}

/// The CPU time of a process and all that it has started, also of those that have ended.
pub(crate) fn family(process: u32) -> anyhow::Result<Duration> {
    let mut all = Duration::ZERO;
    for entry in std::fs::read_dir("/proc")? {
        let entry = entry?.path();
        let Some(id) = entry.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok()) else { continue };
        // Who ends meanwhile is counted by its parent.
        let Ok(stat) = std::fs::read_to_string(entry.join("stat")) else { continue };
        let parent = fields(&stat).and_then(|mut fields| fields.nth(1)?.parse::<u32>().ok());
        if id == process {
            all += cpu(&stat, 11, 4).unwrap_or_default();
        } else if parent == Some(process) {
            all += cpu(&stat, 11, 2).unwrap_or_default();
        }
    }
    Ok(all)
}

/// What follows the name, which may have spaces: the first is the state.
fn fields(stat: &str) -> Option<impl Iterator<Item = &str>> {
    Some(stat.rsplit_once(')')?.1.split_whitespace())
}

fn cpu(stat: &str, first: usize, count: usize) -> Option<Duration> {
    let ticks: u64 = fields(stat)?.skip(first).take(count).filter_map(|field| field.parse::<u64>().ok()).sum();
    Some(Duration::from_millis(ticks * 1000 / TICKS))
}
