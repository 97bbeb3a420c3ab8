//! What is written to the shopper's phone.

use carrier_checkout_protocol::Won;

/// The longest message that the carriers' API takes, in characters.
const LONGEST: usize = 160;

/// The message, with `{{code}}` where the carrier puts the code. It names
/// seller and amount, and its last line binds the code to the gateway (and to
/// the page around the frame), so that browsers offer it there and nowhere
/// else. A long seller's name is cut; addresses that leave no room for the
/// text go without the last line.
pub(crate) fn code_message(seller: &str, amount: Won, embedder: Option<&str>, gateway: &str) -> String {
    let bound = match embedder {
        Some(embedder) => format!("\n@{embedder} #{{{{code}}}} @{gateway}"),
        None => format!("\n@{gateway} #{{{{code}}}}"),
    };
    let rest = format!(" {amount}원 결제 인증번호 [{{{{code}}}}] 본인이 아니면 입력하지 마세요.");
    let bare = "[]".chars().count() + rest.chars().count();
    let room = LONGEST.checked_sub(bare + bound.chars().count());
    let (room, bound) = match room {
        Some(room) if room > 0 => (room, bound.as_str()),
        Some(_) | None => (LONGEST - bare, ""),
    };
    format!("[{}]{rest}{bound}", shortened(seller, room))
}

/// What the shopper hears in a call or reads in the PASS app before approving.
pub(crate) fn approval_message(seller: &str, amount: Won) -> String {
    let rest = format!(" {amount}원 휴대폰 결제");
    let room = LONGEST - rest.chars().count() - "[]".chars().count();
    format!("[{}]{rest}", shortened(seller, room))
}

/// The text in one line, cut to so many characters. Braces would end up in
/// the carrier's template.
fn shortened(seller: &str, room: usize) -> String {
    let plain = |c: char| if c.is_control() || matches!(c, '{' | '}' | '[' | ']') { ' ' } else { c };
    seller.chars().map(plain).take(room).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use carrier_checkout_protocol::OneTimeCode;
    use proptest::prelude::*;

    fn won(amount: u32) -> Won {
        Won::new(amount).unwrap()
    }

    #[test]
    fn it_names_seller_and_amount_and_ends_with_the_bound_line() {
        assert_eq!(
            code_message("달빛상점", won(9_900), Some("shop.example"), "pay.example"),
            "[달빛상점] 9,900원 결제 인증번호 [{{code}}] 본인이 아니면 입력하지 마세요.\n\
             @shop.example #{{code}} @pay.example"
        );
        assert!(code_message("달빛상점", won(9_900), None, "pay.example").ends_with("\n@pay.example #{{code}}"));
    }

    #[test]
    fn a_long_name_is_cut_before_anything_else() {
        let host = "a-rather-long-name-of-a-shop.example.co.kr";
        let message = code_message(&"가".repeat(100), won(10_000_000), Some(host), "pay.example");
        assert_eq!(message.chars().count(), 160);
        assert!(message.ends_with(&format!("@{host} #{{{{code}}}} @pay.example")));
    }

    proptest! {
        #[test]
        fn it_always_fits_and_the_code_can_be_found(
            seller in "\\PC{0,120}", amount in 1_u32..=10_000_000, host in "[a-z.]{1,200}", code in "[0-9]{6}",
        ) {
            let message = code_message(&seller, won(amount), Some(&host), "pay.example");
            prop_assert!(message.chars().count() <= 160);
            let sent = message.replace("{{code}}", &code);
            prop_assert!(OneTimeCode::find(&sent) == OneTimeCode::parse(&code).ok());
        }
    }
}
