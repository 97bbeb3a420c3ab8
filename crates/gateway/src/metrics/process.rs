//! What the system says of this process, by the names that Prometheus' own clients use. Only Linux says it.

use std::fs;
use std::sync::atomic::AtomicU64;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

use crate::clock::{Clock as _, SystemClock};

/// In which `/proc/self/stat` counts: a hundredth of a second, whatever the kernel's own is.
const TICKS_PER_SECOND: f64 = 100.0;

pub(super) struct Process {
    resident: Gauge,
    open: Gauge,
    max_open: Gauge,
    cpu: Counter<f64, AtomicU64>,
}

impl Process {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let (resident, open, max_open, cpu, start) =
            (Gauge::default(), Gauge::default(), Gauge::default(), Counter::default(), Gauge::<i64>::default());
        start.set(SystemClock.now().millis() / 1_000);
        registry.register("process_resident_memory_bytes", "Memory that is in use", resident.clone());
        registry.register("process_open_fds", "Open files and connections", open.clone());
        registry.register("process_max_fds", "As many as may be open", max_open.clone());
        registry.register("process_cpu_seconds", "Processor time that was used", cpu.clone());
        registry.register("process_start_time_seconds", "When the gateway was started", start);
        Self { resident, open, max_open, cpu }
    }

    pub(super) fn look(&self) {
        if let Some(bytes) = resident_bytes() {
            self.resident.set(bytes);
        }
        if let Some(open) = fs::read_dir("/proc/self/fd").ok().and_then(|open| i64::try_from(open.count()).ok()) {
            self.open.set(open);
        }
        if let Some(max) = max_open_files() {
            self.max_open.set(i64::try_from(max).unwrap_or(i64::MAX));
        }
        if let Some(seconds) = cpu_seconds() {
            self.cpu.inner().store(seconds.to_bits(), std::sync::atomic::Ordering::Relaxed);
        }
    }
}

fn resident_bytes() -> Option<i64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(kilobytes.trim().strip_suffix(" kB")?.trim().parse::<i64>().ok()? * 1_024)
}

/// How many files and connections this process may have open.
pub(crate) fn max_open_files() -> Option<u64> {
    let limits = fs::read_to_string("/proc/self/limits").ok()?;
    let soft = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    soft.split_whitespace().next()?.parse().ok()
}

fn cpu_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The program's name stands between brackets and may hold spaces.
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks = fields.split_whitespace().skip(11).take(2).map(|field| field.parse::<f64>().ok());
    Some(ticks.sum::<Option<f64>>()? / TICKS_PER_SECOND)
}
