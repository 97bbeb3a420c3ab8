//! `GET /console/funnel`: how far shoppers come, and what stops them.

use std::collections::BTreeMap;

use axum::extract::State;
use carrier_checkout::server::words;
use carrier_checkout_protocol::Reason;
use maud::{Markup, html};

use super::failed::Failed;
use super::guard::Visitor;
use super::language::Language;
use super::layout::{Place, inside};
use super::payments::field;
use super::period::Period;
use super::plot::{Tone, bar};
use super::query::Query;
use super::show;
use crate::app::App;
use crate::store::{FailureCount, Funnel, Reached, Step};

/// The times that one click shows.
const DAYS: [i64; 3] = [7, 28, 90];

/// `GET /console/funnel`
pub(super) async fn show_funnel(State(app): State<App>, visitor: Visitor, query: Query) -> Result<Markup, Failed> {
    let days = query.get("days").and_then(|days| days.parse().ok()).filter(|days| DAYS.contains(days));
    let asked = Period::asked(&query);
    let period = asked.unwrap_or_else(|| Period::last(days.unwrap_or(DAYS[0]), app.now()));
    let funnel = app.store.funnel(&visitor.merchant.id, period.span()).await?;
    let failures = app.store.failure_counts(&visitor.merchant.id, period.span()).await?;
    let language = visitor.language;
    let texts = &language.texts().funnel;
    let main = html! {
        h1 { (texts.title) }
        p.quiet { (texts.lead) }
        (times(&visitor, &query, asked.is_none().then_some(days.unwrap_or(DAYS[0]))))
        section.card aria-labelledby="steps" {
            h2 id="steps" { (period.from) " – " (period.to) }
            @if funnel.made == 0 { p.quiet { (texts.none) } } @else { (steps(language, &funnel)) }
        }
        @if !funnel.lines.is_empty() { (by_lines(language, &funnel)) }
        section.card aria-labelledby="reasons" {
            h2 id="reasons" { (texts.reasons) }
            @if failures.is_empty() { p.quiet { (texts.no_reasons) } } @else {
                p.quiet { (texts.reasons_lead) }
                (reasons(language, &failures, funnel.made))
            }
        }
    };
    Ok(inside(&visitor, Place::Funnel, texts.title, &main))
}

fn times(visitor: &Visitor, query: &Query, shown: Option<i64>) -> Markup {
    let (texts, words) = (&visitor.language.texts().funnel, &visitor.language.texts().words);
    html! {
        form.filters.card method="get" action=(Place::Funnel.path()) role="search" aria-label=(words.filter) {
            div.times {
                @for days in DAYS {
                    a href=(format!("{}?days={days}", Place::Funnel.path()))
                        aria-current=[(shown == Some(days)).then_some("true")] { ((texts.days)(days)) }
                }
            }
            (field("from", "date", words.from, query))
            (field("to", "date", words.to, query))
            div.act { button.primary type="submit" { (words.apply) } }
        }
    }
}

/// The steps with their numbers; each bar is a part of all.
pub(super) fn steps(language: Language, funnel: &Funnel) -> Markup {
    let texts = &language.texts().funnel;
    let mut before = funnel.made;
    let mut rows = vec![(texts.made, funnel.made, funnel.made)];
    for step in Step::ALL {
        let sessions = reached(&funnel.all, step);
        rows.push(((texts.step)(step), sessions, before));
        before = sessions;
    }
    html! {
        table.plot {
            thead {
                tr {
                    th scope="col" { (texts.step_label) }
                    th.number scope="col" { (texts.sessions) }
                    td.picture {}
                    th.number scope="col" { (texts.of_made) }
                    th.number scope="col" { (texts.of_before) }
                }
            }
            tbody {
                @for (name, sessions, before) in &rows {
                    tr {
                        th scope="row" { (name) }
                        td.number data-label=(texts.sessions) { (show::grouped(*sessions)) }
                        td.picture { (bar(*sessions, funnel.made, Tone::Accent)) }
                        td.number data-label=(texts.of_made) { (show::share(*sessions, funnel.made)) }
                        td.number data-label=(texts.of_before) { (show::share(*sessions, *before)) }
                    }
                }
            }
        }
    }
}

const fn reached(reached: &Reached, step: Step) -> u64 {
    match step {
        Step::Opened => reached.opened,
        Step::CodeSent => reached.code_sent,
        Step::Verified => reached.verified,
        Step::Paid => reached.paid,
    }
}

fn by_lines(language: Language, funnel: &Funnel) -> Markup {
    let texts = &language.texts().funnel;
    let (mut carriers, mut channels) = (BTreeMap::new(), BTreeMap::new());
    for (carrier, channel, line) in &funnel.lines {
        add(carriers.entry(*carrier).or_default(), line);
        add(channels.entry(*channel).or_default(), line);
    }
    let carriers = carriers.iter().map(|(carrier, sum)| (show::carrier(language, *carrier).to_owned(), *sum)).collect();
    let channels = channels.iter().map(|(channel, sum)| (show::channel(language, *channel).to_owned(), *sum)).collect();
    let both = funnel.lines.iter().map(|(carrier, channel, line)| {
        (format!("{} · {}", show::carrier(language, *carrier), show::channel(language, *channel)), *line)
    });
    html! {
        div.pair {
            section.card aria-labelledby="by-carrier" {
                h2 id="by-carrier" { (texts.by_carrier) }
                (lines(language, language.texts().words.carrier, carriers))
            }
            section.card aria-labelledby="by-channel" {
                h2 id="by-channel" { (texts.by_channel) }
                (lines(language, language.texts().words.channel, channels))
            }
        }
        p.quiet { (texts.twice) }
        details.card {
            summary { (texts.by_line) }
            (lines(language, texts.by_line, both.collect()))
        }
    }
}

fn add(sum: &mut Reached, line: &Reached) {
    sum.code_sent += line.code_sent;
    sum.verified += line.verified;
    sum.paid += line.paid;
}

fn lines(language: Language, heading: &str, lines: Vec<(String, Reached)>) -> Markup {
    let texts = &language.texts().funnel;
    html! {
        div.scroll tabindex="0" role="region" aria-label=(heading) {
            table.plot {
                thead {
                    tr {
                        th scope="col" { (heading) }
                        @for step in [Step::CodeSent, Step::Verified, Step::Paid] {
                            th.number scope="col" { ((texts.step)(step)) }
                        }
                        th.number scope="col" { (texts.paid_of_sent) }
                        td.picture {}
                    }
                }
                tbody {
                    @for (name, line) in &lines {
                        tr {
                            th scope="row" { (name) }
                            @for step in [Step::CodeSent, Step::Verified, Step::Paid] {
                                td.number data-label=((texts.step)(step)) { (show::grouped(reached(line, step))) }
                            }
                            td.number data-label=(texts.paid_of_sent) { (show::share(line.paid, line.code_sent)) }
                            td.picture { (bar(line.paid, line.code_sent, Tone::Done)) }
                        }
                    }
                }
            }
        }
    }
}

/// The most frequent first, each with the codes that came with it and the carriers that it came from.
fn reasons(language: Language, failures: &[FailureCount], made: u64) -> Markup {
    let (texts, all) = (&language.texts().funnel, language.texts());
    let rows = by_reason(failures);
    let most = rows.first().map_or(0, |(_, sum, _)| *sum);
    html! {
        div.scroll tabindex="0" role="region" aria-label=(texts.reasons) {
            table.plot.reasons {
                thead {
                    tr {
                        th scope="col" { (texts.reason) }
                        th.number scope="col" { (texts.sessions) }
                        td.picture {}
                        th.number scope="col" { (texts.of_made) }
                        th scope="col" { (texts.helper) }
                        th scope="col" { (texts.codes) }
                    }
                }
                tbody {
                    @for (reason, sessions, counts) in &rows {
                        tr {
                            th scope="row" {
                                (words(*reason, language.locale()).happened)
                                br; code.quiet { (reason.as_str()) }
                            }
                            td.number data-label=(texts.sessions) { (show::grouped(*sessions)) }
                            td.picture { (bar(*sessions, most, Tone::Danger)) }
                            td.number data-label=(texts.of_made) { (show::share(*sessions, made)) }
                            td.wide data-label=(texts.helper) { ((all.words.class)(reason.class())) }
                            td.wide {
                                ul.plainly {
                                    @for count in counts {
                                        li {
                                            @match count.carrier {
                                                Some(carrier) => (show::carrier(language, carrier)),
                                                None => (all.words.no_line),
                                            }
                                            @if let Some(quote) = &count.quote { " " code { (quote) } }
                                            " × " (count.sessions)
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

type Row<'a> = (Reason, u64, Vec<&'a FailureCount>);

fn by_reason(failures: &[FailureCount]) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for count in failures {
        match rows.iter_mut().find(|(reason, ..)| *reason == count.reason) {
            Some((_, sum, counts)) => {
                *sum += count.sessions;
                counts.push(count);
            }
            None => rows.push((count.reason, count.sessions, vec![count])),
        }
    }
    rows.sort_by_key(|(_, sum, _)| std::cmp::Reverse(*sum));
    rows
}
