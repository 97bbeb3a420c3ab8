//! Somebody who tries codes, has codes sent, and asks for more than anybody needs: on one number from many sessions and
//! addresses, in one session, and from one address.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Context as _;
use futures_util::future::join_all;
use futures_util::{StreamExt as _, TryStreamExt as _};
use http::StatusCode;
use serde::Serialize;
use serde_json::json;
use tokio::time::Instant;

use super::watch::Broken;
use crate::checkout::{CONSENTS, KEY, VERSION};
use crate::gateway::Gateway;
use crate::http::{Answer, Ask};

/// A line's codes in an hour, a session's codes, and the tries of each: what the gateway is set to.
pub(crate) const LINE_SENDS: usize = 10;
const SESSION_SENDS: usize = 5;
const TRIES: usize = 5;

/// In so many waves a code is guessed: of those at the same moment only one is judged.
const WAVES: usize = 10;

/// So many resends at once, and so many times: some are turned away because another is under way.
const RESENDS: (usize, usize) = (20, 5);

/// So many requests of one address at the same time: more would be turned away for there being too many of anybody's.
const AT_ONCE: usize = 100;

#[derive(Debug, Serialize)]
pub(crate) struct Found {
    /// Of one line: sessions that asked for a code, and codes that were sent.
    line: (usize, usize),
    /// Of one session: guesses that were made, and those that reached the carrier.
    session: (usize, usize),
    /// Of another session: resends that were asked for, and codes that were sent with the first one.
    resends: (usize, usize),
    /// Of one address: requests that were made, and those that were answered.
    address: (usize, usize),
    /// How often which status was answered.
    answers: BTreeMap<u16, usize>,
}

/// Whom the shoppers of elsewhere are not.
struct Attack<'a> {
    gateway: &'a Gateway,
    broken: Broken,
    answers: std::sync::Mutex<BTreeMap<u16, usize>>,
}

pub(crate) async fn guess(
    gateway: &Gateway,
    tries: usize,
    address_rate: usize,
    broken: &mut Vec<String>,
) -> anyhow::Result<Found> {
    let attack = Attack { gateway, broken: Broken::default(), answers: std::sync::Mutex::default() };
    let line = attack.one_line(3 * LINE_SENDS).await?;
    let session = attack.one_session(tries).await?;
    let resends = attack.resends().await?;
    let address = attack.one_address(tries * 10, address_rate).await?;
    broken.extend(attack.broken.told());
    let answers = attack.answers.into_inner().unwrap_or_default();
    Ok(Found { line, session, resends, address, answers })
}

impl Attack<'_> {
    /// Many sessions, each from an address of its own, have codes sent to one line at the same time.
    async fn one_line(&self, times: usize) -> anyhow::Result<(usize, usize)> {
        let phone = "01098765432";
        self.gateway.outside.watch(phone);
        let sessions = self.sessions(times).await?;
        let asked = sessions.iter().enumerate().map(async |(number, session)| {
            let address = format!("203.0.113.{}", number % 250);
            self.challenge(session, phone, &address, number).await
        });
        join_all(asked).await.into_iter().collect::<Result<Vec<_>, _>>()?;
        let (sent, _) = self.gateway.outside.asked_about(phone);
        // Fewer would say that something else has kept them away.
        if sent != LINE_SENDS {
            self.broken.note(format!("one line got {sent} codes, not {LINE_SENDS}, from {times} sessions at once"));
        }
        Ok((times, sent))
    }

    /// One session is asked for codes again and again, and each is guessed many times at once.
    async fn one_session(&self, times: usize) -> anyhow::Result<(usize, usize)> {
        let phone = "01098765433";
        self.gateway.outside.watch(phone);
        let session = self.sessions(1).await?.remove(0);
        let mut guesses = 0;
        for round in 0..SESSION_SENDS * 2 {
            let challenge = self.challenge(&session, phone, "203.0.113.251", round).await?;
            let Some(id) = challenge.text("/id") else { continue };
            for wave in 0..WAVES {
                let guessed = (0..times / WAVES).map(|number| self.guess(&session, &id, (round, wave, number)));
                guesses += join_all(guessed).await.into_iter().collect::<Result<Vec<_>, _>>()?.len();
            }
        }
        let (sent, tried) = self.gateway.outside.asked_about(phone);
        if sent != SESSION_SENDS {
            self.broken.note(format!("one session had {sent} codes sent, not {SESSION_SENDS}"));
        }
        if tried > SESSION_SENDS * TRIES {
            self.broken.note(format!("one session tried {tried} codes at the carrier, of {guesses} guesses"));
        }
        if tried == 0 {
            self.broken.note("no guess reached the carrier: nothing was found out".to_owned());
        }
        Ok((guesses, tried))
    }

    /// One session's code is sent again, many times at once: they compete for the few that are left.
    async fn resends(&self) -> anyhow::Result<(usize, usize)> {
        let phone = "01098765434";
        self.gateway.outside.watch(phone);
        let session = self.sessions(1).await?.remove(0);
        let challenge = self.challenge(&session, phone, "203.0.113.251", 0).await?;
        let id = challenge.text("/id").context("no code was sent: there is none to be sent again")?;
        let resend = format!("/v1/checkout/challenges/{id}/resend");
        let (at_once, times) = RESENDS;
        let mut resent = 0;
        for round in 0..times {
            let asked = (0..at_once).map(async |number| {
                let (key, address) = (format!("resend-{round}-{number}"), format!("192.0.2.{number}"));
                let body = Some((key.as_str(), "{}".to_owned()));
                self.ask(Ask { bearer: Some(&session), address: &address, body, ..Ask::get(&resend) }).await
            });
            let answers = join_all(asked).await.into_iter().collect::<Result<Vec<_>, _>>()?;
            resent += answers.iter().filter(|answer| answer.status == StatusCode::OK).count();
        }
        let (sent, _) = self.gateway.outside.asked_about(phone);
        let asked = at_once * times;
        if sent != SESSION_SENDS {
            self.broken.note(format!("one session had {sent} codes sent, not {SESSION_SENDS}, by {asked} resends"));
        }
        if resent + 1 != sent {
            self.broken.note(format!("{resent} resends were told of a code, and {sent} were sent with the first"));
        }
        Ok((asked, sent))
    }

    /// From everywhere, so that no address is counted.
    async fn guess(
        &self,
        session: &str,
        challenge: &str,
        (round, wave, number): (usize, usize, usize),
    ) -> anyhow::Result<Answer> {
        let typed = json!({
            "code": format!("{:06}", wave * 1_000 + number),
            "content": { "kind": "payment_content", "version": VERSION },
        });
        let path = format!("/v1/checkout/challenges/{challenge}/verify");
        let (key, address) = (format!("guess-{round}-{wave}-{number}"), format!("198.51.{wave}.{}", number % 250));
        let body = Some((key.as_str(), typed.to_string()));
        self.ask(Ask { bearer: Some(session), address: &address, body, ..Ask::get(&path) }).await
    }

    /// One address asks for all it can, with a session that is real and with those that are made up.
    async fn one_address(&self, times: usize, rate: usize) -> anyhow::Result<(usize, usize)> {
        let session = &self.sessions(1).await?.remove(0);
        let asked = futures_util::stream::iter(0..times).map(async |number| {
            let made_up = format!("cs_{number:022}");
            let bearer = if number % 4 == 0 { &made_up } else { session };
            let (key, body) = (format!("cancel-{number}"), "{\"no\":".to_owned());
            let body = Some((key.as_str(), body));
            self.ask(Ask { bearer: Some(bearer), address: "203.0.113.253", body, ..Ask::get("/v1/checkout/cancel") })
                .await
        });
        let since = Instant::now();
        let answers: Vec<_> = asked.buffer_unordered(AT_ONCE).try_collect().await?;
        let most = most_answers(rate, since.elapsed());
        // Keys and sessions that nobody knows are another limit.
        let policy =
            |answer: &Answer| answer.header("ratelimit-policy").is_some_and(|it| it.starts_with("\"address\""));
        let limited = answers.iter().filter(|answer| answer.status == StatusCode::TOO_MANY_REQUESTS && policy(answer));
        let limited = limited.count();
        let shed = answers.iter().filter(|answer| answer.status == StatusCode::SERVICE_UNAVAILABLE).count();
        let answered = times - limited - shed;
        if answered > most {
            self.broken.note(format!("one address was answered {answered} times of {times}, and may be {most}"));
        }
        if limited == 0 {
            self.broken.note(format!("one address asked {times} times and met no limit: nothing was found out"));
        }
        Ok((times, answered))
    }

    async fn sessions(&self, count: usize) -> anyhow::Result<Vec<String>> {
        let goods = json!({ "name": "이모티콘", "kind": "digital", "offer_period": { "unit": "unlimited" } });
        let made = (0..count).map(async |_| {
            let order = format!("storm-{:016x}", fastrand::u64(..));
            let body = json!({ "order_id": order, "amount": 9_900, "goods": goods }).to_string();
            let ask = Ask { bearer: Some(KEY), body: Some((&order, body)), ..Ask::get("/v1/sessions") };
            crate::http::text(&self.gateway.client.json(ask, StatusCode::CREATED).await?, "/id")
        });
        join_all(made).await.into_iter().collect()
    }

    async fn challenge(&self, session: &str, phone: &str, address: &str, number: usize) -> anyhow::Result<Answer> {
        let consents = CONSENTS.map(|kind| json!({ "kind": kind, "version": VERSION }));
        let body =
            json!({ "channel": "sms", "carrier": "SKT", "phone": phone, "birth": "9001011", "consents": consents });
        let key = format!("challenge-{number}");
        let body = Some((key.as_str(), body.to_string()));
        self.ask(Ask { bearer: Some(session), address, body, ..Ask::get("/v1/checkout/challenges") }).await
    }

    /// Whatever is answered is a refusal with a code, or what was asked for: nothing breaks.
    async fn ask(&self, ask: Ask<'_>) -> anyhow::Result<Answer> {
        let path = ask.path.to_owned();
        let answer = self.gateway.client.send(ask).await?;
        let status = answer.status.as_u16();
        *self.answers.lock().unwrap_or_else(std::sync::PoisonError::into_inner).entry(status).or_default() += 1;
        let code = answer.text("/code");
        if status >= 500 && code.as_deref() != Some("overloaded") {
            self.broken.note(format!("{path} answered {status} {code:?}"));
        } else if status >= 400 && code.is_none() {
            self.broken.note(format!("{path} answered {status} without a code"));
        }
        Ok(answer)
    }
}

/// The law of a limit: a minute's worth at once, what comes meanwhile, and a tenth on credit in each minute begun.
fn most_answers(rate: usize, within: Duration) -> usize {
    let seconds = usize::try_from(within.as_secs()).unwrap_or(usize::MAX) + 1;
    rate + (rate * seconds).div_ceil(60) + rate.div_ceil(10) * (seconds / 60 + 2)
}
