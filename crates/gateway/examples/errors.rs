//! Prints docs/errors.md, for `npm run generate`.
#![expect(clippy::print_stdout, reason = "this is what it is for")]

use carrier_checkout_gateway::catalogue::{PAGE, PageEntry, codes, reasons, who};
use carrier_checkout_protocol::{ErrorCode, Reason, reason::ReasonClass};
use carrier_checkout_sandbox::magic;

const HEAD: &str = "<!-- Made from the catalogue in crates/protocol by `npm run generate`. Do not edit. -->

# Errors

Whatever goes wrong has a `code` or a `reason` for programs, words for people, and says whether the same request may be sent
again. A gateway serves this list, too, at `/errors`; each has its own address there: `/errors#token_used`.

- **Codes** answer HTTP requests, as [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457) problem documents with `code`,
  `retryable`, `request_id` and, where there is one, `reason`.
- **Reasons** say why a payment did not happen: to the shopper in words, to programs by name, in the problem document, in the
  `failed` event of the page, and in the `payment.failed` webhook. New reasons may come: treat those that you do not know as
  `unknown`.

## Codes

`retryable`: the same request, sent again unchanged with the same `Idempotency-Key`, may succeed.

| code | status | retryable | meaning |
|---|---|---|---|";

const PAGE_CODES: &str = "
## Codes on the page

`error` events and what `update()` and `load()` reject with have a `code`: a reason, or one of these. `docs` links here.

| code | retryable | meaning |
|---|---|---|";

const REASONS: &str = "
## Reasons

The words are the window's, in English and in Korean; it speaks more [languages](languages.md). *Try it* names a number of
the [sandbox](sandbox.md) that replays the reason.";

fn main() {
    println!("{HEAD}");
    for entry in codes() {
        let retryable = if entry.code.retryable() { "yes" } else { "" };
        let code = entry.code;
        println!("| <a id=\"{code}\"></a>`{code}` | {} | {retryable} | {} |", code.status(), capital(entry.meaning));
    }
    println!("{PAGE_CODES}");
    for PageEntry { code, meaning, retryable } in &PAGE {
        println!("| <a id=\"{code}\"></a>`{code}` | {} | {meaning} |", if *retryable { "yes" } else { "" });
    }
    println!("{REASONS}");
    for class in ReasonClass::ALL {
        println!("\n### {} (`{class}`)\n", who(*class));
        println!("| reason | meaning | the shopper reads | try it |\n|---|---|---|---|");
        for entry in reasons(*class) {
            let reason = entry.reason;
            let told = entry.told.map(|(happened, next)| format!("**{happened}.** {next}")).join("<br>");
            // A name that is a code, too, leads to the code.
            let is_code = ErrorCode::from_wire(reason.as_str()).is_some();
            let anchor = if is_code { String::new() } else { format!("<a id=\"{reason}\"></a>") };
            println!("| {anchor}`{reason}` | {} | {told} | {} |", entry.meaning, numbers(reason));
        }
    }
}

/// The sandbox's numbers that replay a reason.
fn numbers(reason: Reason) -> String {
    let lines = magic::TABLE.iter().filter(|magic| magic.reason == Some(reason));
    lines.map(|magic| format!("`010-0000-{:04}`", magic.line)).collect::<Vec<_>>().join(", ")
}

fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}
