//! Prints what the loader says, in every language: `www/sdk/src/texts.ts`, by `npm run generate`.
#![expect(clippy::print_stdout, reason = "this is what it is for")]

use carrier_checkout::locale::texts;
use carrier_checkout_protocol::Locale;
use serde_json::json;

const HEAD: &str = "// Made from src/reasons by `npm run generate`. Do not edit.

import type { Locale } from \"./protocol\";

interface Texts {
readonly title: string;
readonly unavailable: string;
readonly retry: string;
readonly order: string;
/** How high the first screen is at most, in CSS pixels: in the narrowest frames, in wider ones, and so on. */
readonly room: readonly number[];
}

/** Everything that the loader itself shows, by language. */
export const texts: Record<Locale, Texts> = {";

fn main() {
    println!("{HEAD}");
    for locale in Locale::ALL {
        let page = &texts(*locale).page;
        let (title, unavailable, retry) = (json!(page.title), json!(page.unavailable), json!(page.retry));
        let (order, room) = (json!(page.order), json!(page.room));
        println!("{}: {{ title: {title}, unavailable: {unavailable},", json!(locale));
        println!("retry: {retry}, order: {order}, room: {room} }},");
    }
    println!("}};");
}
