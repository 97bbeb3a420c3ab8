//! Prints what the loader says, in every language: `www/sdk/src/texts.ts`, by `npm run generate`.
#![expect(clippy::print_stdout, reason = "this is what it is for")]

use carrier_checkout::locale::texts;
use carrier_checkout_protocol::Locale;
use serde_json::json;

const HEAD: &str = "// Made from src/reasons by `npm run generate`. Do not edit.

import type { Locale } from \"./protocol\";

/** Without names, which would stand in the loader once for each language. `room` is how high the first screen is at most, in
 * tens of CSS pixels: in the narrowest frames, in wider ones, and so on. */
type Texts = readonly [title: string, unavailable: string, retry: string, order: string, room: readonly number[]];

/** Everything that the loader itself shows, by language. */
export const texts: Record<Locale, Texts> = {";

fn main() {
    println!("{HEAD}");
    for locale in Locale::ALL {
        let page = &texts(*locale).page;
        let (title, unavailable, retry) = (json!(page.title), json!(page.unavailable), json!(page.retry));
        let (order, room) = (json!(page.order), json!(page.room.map(|height| height / 10)));
        println!("{}: [{title}, {unavailable}, {retry}, {order}, {room}],", json!(locale));
    }
    println!("}};");
}
