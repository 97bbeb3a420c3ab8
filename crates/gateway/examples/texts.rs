//! Prints what scripts say by themselves, in every language, for `npm run generate`: without an argument what the
//! loader says (`www/sdk/src/texts.ts`), with `later` what the frame says once a
//! payment is under way (`www/frame/later/texts.ts`).
#![expect(clippy::print_stdout, reason = "this is what it is for")]

use carrier_checkout::{locale::texts, reasons::Question};
use carrier_checkout_protocol::Locale;
use serde_json::json;

const LOADER: &str = "// Made from src/reasons by `npm run generate`. Do not edit.

import type { Locale } from \"./protocol\";

/** Without names, which would stand in the loader once for each language. `room` is how high the first screen is at most, in
 * tens of CSS pixels: in the narrowest frames, in wider ones, and so on. */
type Texts = readonly [title: string, unavailable: string, retry: string, order: string, room: readonly number[]];

/** Everything that the loader itself shows, by language. */
export const texts: Record<Locale, Texts> = {";

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
    let later = std::env::args().nth(1).as_deref() == Some("later");
    println!("{}", if later { LATER } else { LOADER });
    for locale in Locale::ALL {
        let page = &texts(*locale).page;
        let said = if later {
            json!({
                "stop": answers(&page.stop),
                "moves": answers(&page.moves),
                "mail": [page.mail.send, page.mail.failed],
                "refused": [page.refused.covered, page.refused.early, page.refused.all],
            })
        } else {
            json!([page.title, page.unavailable, page.retry, page.order, page.room.map(|height| height / 10)])
        };
        println!("{}: {said},", json!(locale));
    }
    println!("}};");
}

fn answers(question: &Question) -> [&'static str; 4] {
    [question.title, question.text, question.stay, question.go]
}
