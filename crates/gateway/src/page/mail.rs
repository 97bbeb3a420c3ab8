//! The copy of the receipt by mail: a form of the page itself, which the style
//! sheet shows beside a receipt and the page's first script sends.

use carrier_checkout::reasons::MailTexts;
use maud::{Markup, html};

/// The form, beside a receipt.
pub(super) fn form(texts: &MailTexts) -> Markup {
    html! {
        form id="mail" aria-label=(texts.address) novalidate data-sending=(texts.sending) data-sent=(texts.sent)
            data-invalid=(texts.invalid) data-exhausted=(texts.exhausted) data-failed=(texts.failed)
        {
            div class="field" {
                label for="mail-address" { (texts.address) }
                input id="mail-address" type="email" name="email" autocomplete="email" required
                    aria-describedby="mail-hint mail-said";
                p id="mail-hint" class="hint" { (texts.hint) }
            }
            p id="mail-said" class="small" role="status" {}
            button type="submit" class="secondary" { (texts.send) }
        }
    }
}
