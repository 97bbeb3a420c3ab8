//! What a key pressed in a field can change of the screen besides that field's text.

use carrier_checkout_protocol::{birth::BirthError, phone::PhoneError};

use crate::{
    desk::Desk,
    state::{Announcement, Code, CodeError, State},
};

/// Two of the same screen are equal when nothing but the texts of its fields differs.
#[derive(PartialEq, Eq)]
pub(crate) struct Look {
    busy: bool,
    reconnecting: bool,
    slips: (Option<PhoneError>, Option<BirthError>),
    code: Option<CodeLook>,
}

#[derive(PartialEq, Eq)]
struct CodeLook {
    error: Option<CodeError>,
    announcement: Option<Announcement>,
    seconds_left: i64,
    resend_in: i64,
}

impl Look {
    pub(crate) fn of(desk: &Desk, state: &State) -> Self {
        Self {
            busy: desk.busy(),
            reconnecting: desk.reconnecting(),
            slips: (desk.form.phone_error(), desk.form.birth_error()),
            code: if let State::Code(code) = state { Some(CodeLook::of(code, desk)) } else { None },
        }
    }
}

impl CodeLook {
    fn of(code: &Code, desk: &Desk) -> Self {
        Self {
            error: code.error(),
            announcement: code.announcement(),
            seconds_left: code.seconds_left(desk),
            resend_in: code.resend_in(desk),
        }
    }
}
