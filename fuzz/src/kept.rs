//! The inputs that were kept, as far as a mounted widget can be fed them, with what is made of each here.

use std::path::Path;

use carrier_checkout_protocol::embed::{FrameMessage, LoaderMessage};
use carrier_checkout_protocol::phone::typing::format;
use carrier_checkout_protocol::{BirthDate, Locale, OneTimeCode, PhoneNumber};
use serde_json::{Value, json};

use crate::port::heard;
use crate::texts;

/// How many of each target: a browser paints a frame for each.
const MOST: usize = 50;

/// All of it, as JSON.
///
/// # Errors
/// When a corpus cannot be read.
pub fn kept(corpus: &Path) -> std::io::Result<Value> {
    let of = |target: &str, made: fn(&[u8]) -> Option<Value>| {
        let inputs = inputs(&corpus.join(target))?;
        Ok::<_, std::io::Error>(inputs.iter().filter_map(|data| made(data)).collect::<Vec<_>>())
    };
    // Few take the window away: all of those, and of the others as many as of every target.
    let (leave, stay): (Vec<_>, Vec<_>) =
        of("port", port)?.into_iter().partition(|message| message["unmounts"] == true);
    let messages = [leave, cross_section(stay)].concat();
    Ok(json!({
        "phone": cross_section(of("phone", phone)?),
        "birth": cross_section(of("birth", birth)?),
        "code": cross_section(of("code", code)?),
        "port": messages,
        "locale": cross_section(of("locale", locale)?),
    }))
}

/// A target's inputs, always in the same order.
fn inputs(folder: &Path) -> std::io::Result<Vec<Vec<u8>>> {
    let mut files = std::fs::read_dir(folder)?.map(|file| Ok(file?.path())).collect::<std::io::Result<Vec<_>>>()?;
    files.sort();
    files.iter().map(std::fs::read).collect()
}

/// From all over the list, always the same ones.
fn cross_section(all: Vec<Value>) -> Vec<Value> {
    let every = all.len().div_ceil(MOST).max(1);
    all.into_iter().step_by(every).collect()
}

/// A field takes no line breaks: a browser leaves them out before anybody hears of it.
fn one_line(text: &str) -> String {
    text.replace(['\r', '\n'], "")
}

fn phone(data: &[u8]) -> Option<Value> {
    let text = one_line(&String::from_utf8_lossy(data));
    let typed = format(&text, text.encode_utf16().count());
    let fault = PhoneNumber::parse(&typed.text).err().map(|error| error.as_str());
    Some(json!({ "text": text, "shown": typed.text, "caret": typed.caret, "fault": fault }))
}

fn birth(data: &[u8]) -> Option<Value> {
    let mut fields = texts(data).map(|text| one_line(&text));
    let (date, digit) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
    let good = BirthDate::parse(&date, &digit).is_ok();
    Some(json!({ "date": date, "digit": digit, "good": good }))
}

fn code(data: &[u8]) -> Option<Value> {
    let text = String::from_utf8_lossy(data).into_owned();
    let pasted = one_line(&text);
    let digits = |text: &str| OneTimeCode::find(text).map(|code| code.digits());
    let shown = digits(&pasted).unwrap_or_else(|| pasted.clone());
    Some(json!({ "received": digits(&text), "shown": shown, "pasted": pasted, "text": text }))
}

/// Whether it takes the window away, which a page would: all else must do nothing to a window that asked nothing; and
/// whether it is one of the frame's, which the loader must take.
fn port(data: &[u8]) -> Option<Value> {
    let text = String::from_utf8(data.to_vec()).ok()?;
    let value: Value = serde_json::from_str(&text).ok()?;
    let unmounts = heard(&value) == Some(LoaderMessage::Unmount);
    let framed = serde_json::from_value(value).is_ok_and(|message| match message {
        // It becomes a header.
        FrameMessage::Confirm(ask) => {
            (1..=255).contains(&ask.idempotency_key.len()) && ask.idempotency_key.bytes().all(|b| b.is_ascii_graphic())
        }
        FrameMessage::Welcome { .. }
        | FrameMessage::Resize { .. }
        | FrameMessage::Reveal { .. }
        | FrameMessage::Event(_) => true,
    });
    Some(json!({ "text": text, "unmounts": unmounts, "framed": framed }))
}

/// The tags alone: a page's languages have no weights. JavaScript knows more letters than ASCII that are the same in
/// lower case, which no tag has.
fn locale(data: &[u8]) -> Option<Value> {
    let parts: Vec<String> = texts(data).collect();
    let tags =
        parts.iter().flat_map(|part| part.split(',')).map(|tag| tag.split(';').next().unwrap_or_default().trim());
    let tags: Vec<&str> = tags.collect();
    let chosen = Locale::preferred(tags.iter().copied());
    tags.iter().all(|tag| tag.is_ascii()).then(|| json!({ "tags": tags, "chosen": chosen }))
}
