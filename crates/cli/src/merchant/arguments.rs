//! The words of `carrier-checkout merchant`.

use carrier_checkout_protocol::Timestamp;
use clap::{Args, Subcommand};
use jiff::{Span, SpanRelativeTo};

use crate::time::shown;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Registers a merchant, and prints its secret key once
    Add(Add),
    /// Lists the merchants
    List {
        /// One JSON array
        #[arg(long)]
        json: bool,
    },
    /// Gives a merchant a new secret key; the old one ends by itself
    RotateKey(Rotate),
    /// Gives a merchant a new webhook secret; both sign until the old one ends
    RotateWebhookSecret(Rotate),
    /// Changes what is said of a merchant
    Update(Update),
    /// Refuses a merchant's keys
    Disable { id: String },
    /// Takes a merchant's keys again
    Enable { id: String },
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// Who sells (상호), as windows and receipts show it
    #[arg(long)]
    pub(crate) name: String,
    /// A number to call, as shown: 02-1234-5678
    #[arg(long)]
    pub(crate) phone: String,
    /// An e-mail address, as shown
    #[arg(long)]
    pub(crate) email: Option<String>,
    /// An origin whose pages may hold the window, such as https://shop.example; once for each
    #[arg(long, required = true)]
    pub(crate) origin: Vec<String>,
    /// One of them that may show the window without the frame, and so read what is typed
    #[arg(long)]
    pub(crate) direct_origin: Vec<String>,
    /// Where its events go
    #[arg(long)]
    pub(crate) webhook_url: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Rotate {
    /// The merchant: mer_…
    pub(crate) id: String,
    /// How long the old one still holds: 30m, 24h, 7d, or 0s
    #[arg(long, default_value = "24h", value_parser = Kept::parse)]
    pub(crate) keep_old_for: Kept,
}

#[derive(Debug, Args)]
pub(crate) struct Update {
    /// The merchant: mer_…
    pub(crate) id: String,
    /// Who sells
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// A number to call
    #[arg(long)]
    pub(crate) phone: Option<String>,
    /// An e-mail address; an empty one takes it away
    #[arg(long)]
    pub(crate) email: Option<String>,
    /// All origins whose pages may hold the window, in the place of those of before
    #[arg(long)]
    pub(crate) origin: Option<Vec<String>>,
    /// All of them that may show the window without the frame; an empty one for none
    #[arg(long)]
    pub(crate) direct_origin: Option<Vec<String>>,
    /// Where its events go; the secret stays, or is made with the first URL
    #[arg(long)]
    pub(crate) webhook_url: Option<String>,
}

/// How long what is replaced still holds, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kept(pub(crate) i64);

/// As long as a merchant may take to change a key.
const LONGEST_MS: i64 = 90 * 24 * 3_600_000;

impl Kept {
    fn parse(text: &str) -> Result<Self, String> {
        let span: Span = text.parse().map_err(|_| "such as 30m, 24h or 7d".to_owned())?;
        let length = span.to_duration(SpanRelativeTo::days_are_24_hours()).map_err(|_| "such as 30m, 24h or 7d")?;
        let millis = i64::try_from(length.as_millis()).unwrap_or(i64::MAX);
        if (0..=LONGEST_MS).contains(&millis) { Ok(Self(millis)) } else { Err("from 0s to 90d".to_owned()) }
    }

    /// When it ends.
    pub(crate) fn words(self, now: Timestamp) -> String {
        match self.0 {
            0 => "now".to_owned(),
            millis => {
                format!("at {}", shown(now + millis))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_of_time_is_read_as_people_write_it() {
        let kept = |text| Kept::parse(text).map(|Kept(millis)| millis);
        assert_eq!(kept("24h"), Ok(86_400_000));
        assert_eq!(kept("30m"), Ok(1_800_000));
        assert_eq!(kept("7d"), Ok(604_800_000));
        assert_eq!(kept("0s"), Ok(0));
        for wrong in ["", "24", "soon", "-1h", "91d"] {
            assert!(kept(wrong).is_err(), "{wrong}");
        }
    }
}
