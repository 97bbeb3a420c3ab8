//! What the gateway calls, and what calls it.

use std::time::Duration;

use carrier_checkout_gateway::camara::{Carriers, ClockRead, Probe};
use carrier_checkout_gateway::config::Config;
use carrier_checkout_gateway::mail;
use futures_util::future::join_all;

use super::finding::Finding;

const CARRIERS: &str = "carriers";
const CLOCK: &str = "clock";
const PUBLIC_URL: &str = "public URL";
const MAIL: &str = "mail";

/// How long whatever is asked may take.
const WITHIN: Duration = Duration::from_secs(10);

/// What two clocks may be apart, in seconds: a `Date` has whole ones, and answers take some time.
const FINE: i64 = 5;
/// Beyond it, tokens and signatures are taken for old ones.
const TOO_MUCH: i64 = 60;

/// Every carrier's token endpoint and billing, and what time it is there.
pub(super) async fn carriers(config: &Config) -> Vec<Finding> {
    let mut asked = config.carriers.clone();
    asked.timeout = asked.timeout.min(WITHIN);
    let carriers = match Carriers::new(asked) {
        Ok(carriers) => carriers,
        Err(error) => return vec![Finding::error(CARRIERS, error.to_string(), "set carriers.url right")],
    };
    let probes = join_all(Carriers::billers().map(|carrier| carriers.probe(carrier))).await;
    let mut findings: Vec<_> = probes.iter().flat_map(trouble).collect();
    findings.extend(clock(&probes.iter().filter_map(|probe| probe.clock).map(apart).collect::<Vec<_>>()));
    findings
}

fn trouble(probe: &Probe) -> Vec<Finding> {
    if probe.trouble.is_empty() {
        return vec![Finding::ok(CARRIERS, format!("{} gives tokens and answers", probe.carrier))];
    }
    let finding = |trouble: &String| {
        let todo = "compare carriers.url, client_id and client_secret with what was agreed with the carrier";
        Finding::error(CARRIERS, format!("{}: {trouble}", probe.carrier), todo)
    };
    probe.trouble.iter().map(finding).collect()
}

/// How many seconds another clock is away from ours: it was read at some time between asking and hearing, and a `Date`
/// leaves the part of the second open.
fn apart(ClockRead { date, asked, heard }: ClockRead) -> i64 {
    let late = (asked - date - 999).max(0);
    let early = (date - heard).max(0);
    (late + early) / 1_000
}

fn clock(apart: &[i64]) -> Option<Finding> {
    let most = *apart.iter().max()?;
    let found = format!("the carriers' clocks are {most} s away from this one");
    let todo = "let NTP set this machine's clock";
    if most <= FINE {
        return Some(Finding::ok(CLOCK, "agrees with the carriers'"));
    }
    Some(if most <= TOO_MUCH { Finding::warning(CLOCK, found, todo) } else { Finding::error(CLOCK, found, todo) })
}

/// Whether browsers reach a gateway by the address that they are given.
pub(super) async fn public_url(config: &Config) -> Finding {
    let shown = &config.public_url;
    let todo = "start the gateway, and look at the proxy, its certificate and the name";
    let (Ok(http), Ok(url)) = (client(WITHIN), shown.join("/healthz")) else {
        return Finding::error(PUBLIC_URL, format!("{shown} cannot be asked"), todo);
    };
    match http.get(url).send().await.map(|answer| answer.status().as_u16()) {
        Ok(200) if shown.scheme() == "https" => Finding::ok(PUBLIC_URL, format!("{shown} answers")),
        Ok(200) => {
            Finding::warning(PUBLIC_URL, format!("{shown} answers, unencrypted"), "only a sandbox can do with it")
        }
        Ok(status) => Finding::warning(PUBLIC_URL, format!("{shown} answers {status} to /healthz"), todo),
        Err(_) => Finding::warning(PUBLIC_URL, format!("{shown} does not answer"), todo),
    }
}

/// Whether receipts can be mailed.
pub(super) async fn mail(config: &Config) -> Finding {
    let Some(mail) = &config.mail else { return Finding::ok(MAIL, "receipts are not mailed: none is set") };
    let todo = "compare mail.smtp_url with what the server's operator says";
    match mail::trouble(mail).await {
        Ok(None) => Finding::ok(MAIL, "receipts can be mailed"),
        Ok(Some(trouble)) => Finding::error(MAIL, format!("the mail server cannot be used: {trouble}"), todo),
        Err(error) => Finding::error(MAIL, error.to_string(), todo),
    }
}

/// A client that follows nobody elsewhere.
pub(super) fn client(within: Duration) -> reqwest::Result<reqwest::Client> {
    // Only one part of the process can have set it before, and all want the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().timeout(within).redirect(reqwest::redirect::Policy::none()).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_agree_within_the_second_that_a_date_leaves_open() {
        let apart = |date, asked, heard| apart(ClockRead { date, asked, heard });
        assert_eq!(apart(10_000, 10_999, 11_100), 0);
        assert_eq!(apart(10_000, 9_000, 9_500), 0, "half a second is not shown");
        assert_eq!(apart(100_000, 10_000, 10_500), 89);
        assert_eq!(apart(10_000, 100_000, 100_200), 89);
    }
}
