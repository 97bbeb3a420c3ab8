//! What is said around the window: by the frame's page, and by the loader, whose
//! `www/sdk/src/texts.ts` is made from this by `npm run generate`.

/// The texts of the page in one language.
pub struct PageTexts {
    /// The language, in itself.
    pub own_name: &'static str,
    /// The title of the frame and of its page.
    pub title: &'static str,
    /// The name of what switches the language.
    pub language: &'static str,
    /// The other language did not come.
    pub language_kept: &'static str,
    /// The widget did not come.
    pub not_loaded: &'static str,
    /// What to do when the connection is why.
    pub connection: &'static str,
    /// What to do when the browser is.
    pub unsupported: &'static str,
    /// No money has moved.
    pub uncharged: &'static str,
    /// What to do when the page around does not answer.
    pub reload: &'static str,
    /// Tries again.
    pub retry: &'static str,
    /// Said aloud: a button was pressed before the widget came.
    pub pressed: &'static str,
    /// There is no connection; what was filled in is kept.
    pub offline: &'static str,
    /// Asked when Back would leave a payment that can be stopped.
    pub stop: Question,
    /// Asked when it may be on its way to the carrier.
    pub moves: Question,
    /// A press that is not carried out.
    pub refused: RefusedPress,
    /// A copy of the receipt by mail.
    pub mail: MailTexts,
    /// There is no JavaScript.
    pub no_script: &'static str,
    /// The loader: the frame did not come.
    pub unavailable: &'static str,
    /// The loader: leads to the order.
    pub order: &'static str,
    /// The loader: the merchant's server is asked for a session.
    pub waiting: &'static str,
    /// The loader: the shopper has proved who it is, and the form of the page has not been sent.
    pub unsent: &'static str,
    /// Sends it.
    pub send: &'static str,
    /// How high the first screen is at most, in CSS pixels, in a frame narrower than 320, narrower than
    /// 340, narrower than 480, and wider.
    pub room: [u32; 4],
}

/// What is asked before a payment is left, and both answers.
pub struct Question {
    /// The question.
    pub title: &'static str,
    /// What follows from leaving.
    pub text: &'static str,
    /// Stays.
    pub stay: &'static str,
    /// Leaves.
    pub go: &'static str,
}

/// What is said beside a button whose press is not carried out.
pub struct RefusedPress {
    /// The page covers the window, or makes it hard to see.
    pub covered: &'static str,
    /// The button has been there for a moment only.
    pub early: &'static str,
    /// Shows what was folded away so that the rest fits on the screen.
    pub all: &'static str,
}

/// A copy of the receipt by mail.
pub struct MailTexts {
    /// Label of the address.
    pub address: &'static str,
    /// What the address is used for.
    pub hint: &'static str,
    /// The button.
    pub send: &'static str,
    /// It is on its way.
    pub sending: &'static str,
    /// It has been sent.
    pub sent: &'static str,
    /// This is no address.
    pub invalid: &'static str,
    /// No more are sent.
    pub exhausted: &'static str,
    /// It could not be sent.
    pub failed: &'static str,
}
