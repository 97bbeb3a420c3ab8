//! Prints what scripts say by themselves, in every language, for `npm run generate`: without an argument what the
//! loader says (`www/sdk/src/texts.ts`), with `more` what its second part does (`www/sdk/src/more/texts.ts`), with
//! `later` what the frame says once a payment is under way (`www/frame/later/texts.ts`).
#![expect(clippy::print_stdout, reason = "this is what it is for")]

use carrier_checkout::{
    locale::texts,
    reasons::{PageTexts, Question},
};
use carrier_checkout_protocol::Locale;
use serde_json::{Value, json};

const LOADER: &str = "// Made from src/reasons by `npm run generate`. Do not edit.

import type { Locale } from \"./protocol\";

/** Without names, which would stand in the loader once for each language. `room` is how high the first screen is at most, in
 * tens of CSS pixels: in the narrowest frames, in wider ones, and so on. */
type Texts = readonly [title: string, room: readonly number[]];

/** What the loader itself shows, by language. */
export const texts: Record<Locale, Texts> = {";

/// In two languages only: the loader is small, and the others come with its second part.
const UNAVAILABLE: &str = "
/** That there is no window, and what tries again: in Korean, else in English until the second part has come. */
export const unavailable: Record<\"ko\" | \"en\", readonly [text: string, retry: string]> = {";

const MORE: &str = "// Made from src/reasons by `npm run generate`. Do not edit.

import type { Locale } from \"../protocol\";

/** What few pages say: without a window, before a session is there, when a form has not been sent, under the receipt. */
export interface Words {
  readonly failed: readonly [unavailable: string, retry: string];
  readonly waiting: string;
  readonly unsent: string;
  readonly send: string;
  readonly order: string;
}

/** By language. */
export const words: Record<Locale, Words> = {";

const LATER: &str = "// Made from src/reasons by `npm run generate`. Do not edit.

import type { Locale } from \"../../sdk/src/protocol\";

/** What is asked before a payment is left, what follows from it, and both answers. */
export type Question = readonly [title: string, text: string, stay: string, go: string];

/** Of a payment that can be stopped, and of one that may be on its way to the carrier; the way to a copy by mail; and why
 * a press was not carried out. */
export interface Words {
  readonly stop: Question;
  readonly moves: Question;
  readonly mail: readonly [send: string, failed: string];
  readonly refused: readonly [covered: string, early: string, all: string];
}

/** By language. */
export const words: Record<Locale, Words> = {";

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("later") => print(LATER, Locale::ALL, |page| {
            json!({
                "stop": answers(&page.stop),
                "moves": answers(&page.moves),
                "mail": [page.mail.send, page.mail.failed],
                "refused": [page.refused.covered, page.refused.early, page.refused.all],
            })
        }),
        Some("more") => print(MORE, Locale::ALL, |page| {
            json!({
                "failed": [page.unavailable, page.retry],
                "waiting": page.waiting,
                "unsent": page.unsent,
                "send": page.send,
                "order": page.order,
            })
        }),
        _ => {
            print(LOADER, Locale::ALL, |page| json!([page.title, page.room.map(|height| height / 10)]));
            print(UNAVAILABLE, &[Locale::Ko, Locale::En], |page| json!([page.unavailable, page.retry]));
        }
    }
}

fn print(head: &str, locales: &[Locale], said: impl Fn(&PageTexts) -> Value) {
    println!("{head}");
    for locale in locales {
        println!("{}: {},", json!(locale), said(&texts(*locale).page));
    }
    println!("}};");
}

fn answers(question: &Question) -> [&'static str; 4] {
    [question.title, question.text, question.stay, question.go]
}
