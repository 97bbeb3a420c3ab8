//! `carrier-checkout-explore`.
use carrier_checkout_explore::{enabled::Mischief, rules::Rules, search::{Bounds, explore}};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let has = |name: &str| args[1].contains(name);
    let mischief = Mischief { network: has("network"), offline: has("offline"), crashes: has("crashes"), servers: has("servers"), merchant: has("merchant"), reloads: has("reloads"), tabs: has("tabs"), wishes: has("wishes"), presses: has("presses"), delays: has("delays") };
    let rules = Rules { alone: !has("shared"), ..Rules::new() };
    let bounds = Bounds { rules, mischief, times: args[2].parse().unwrap(), most: args[3].parse().unwrap(), stop: || false, threads: 2 };
    let began = std::time::Instant::now();
    let found = explore(&bounds);
    println!("{:?} states {} transitions {} by {:?} complete {} depth {} end {}", began.elapsed(), found.states, found.transitions, found.by_times, found.complete, found.depth, found.longest_end);
    for v in &found.violations { println!("{:?}\n{}", v.broken, v.transcript); }
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    println!("{}", status.lines().find(|l| l.starts_with("VmHWM")).unwrap());
}
