//! Sends mails: the copies of receipts, where the operator has a server for them.

use std::path::PathBuf;
use std::time::Duration;

use carrier_checkout_protocol::{EmailAddress, Private};
use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{Body, Mailbox, Message};
use lettre::{Address, AsyncFileTransport, AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use url::Url;

/// How long the server may take for one step; the shopper waits meanwhile.
const STEP_WITHIN: Duration = Duration::from_secs(10);

/// Where mails go, and whom they are from.
#[derive(Clone)]
pub struct MailConfig {
    /// `CARRIER_CHECKOUT_SMTP_URL`, or in the sandbox `CARRIER_CHECKOUT_MAIL_DIR`.
    pub to: MailTo,
    /// `CARRIER_CHECKOUT_MAIL_FROM`: an address, or a name and an address in angle brackets.
    pub from: Mailbox,
}

/// Where mails go.
#[derive(Clone)]
pub enum MailTo {
    /// A server: `smtps://user:password@host`, or `smtp://…?tls=required`.
    Server(Url),
    /// A directory, one file for each: what developers and tests read.
    Directory(PathBuf),
}

/// Without the server's password.
impl std::fmt::Debug for MailConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.to {
            MailTo::Server(url) => write!(f, "{} [password]", url.host_str().unwrap_or_default()),
            MailTo::Directory(path) => write!(f, "{}", path.display()),
        }
    }
}

/// Mails cannot be sent as it is set.
#[derive(Debug, thiserror::Error)]
#[error("mails cannot be sent there")]
pub struct MailConfigError(#[source] Box<dyn std::error::Error + Send + Sync>);

/// Says why mails cannot be sent as it is set, if they cannot: the server is spoken to, and nothing is sent.
///
/// # Errors
/// When there cannot be such a server.
pub async fn trouble(config: &MailConfig) -> Result<Option<String>, MailConfigError> {
    Ok(Mailer::new(config)?.trouble().await)
}

/// A mail was not taken. It says nothing of whom it was for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MailError {
    /// It could not be written.
    #[error("a mail cannot be written")]
    Written,
    /// The server could not be reached or did not take it; answered with that code, if any.
    #[error("a mail was not taken ({0})")]
    NotTaken(String),
}

/// What is to be read.
pub(crate) struct Letter {
    pub(crate) subject: String,
    pub(crate) text: String,
}

/// Sends mails.
pub(crate) struct Mailer {
    way: Way,
    from: Mailbox,
}

enum Way {
    Server(AsyncSmtpTransport<Tokio1Executor>),
    Directory(AsyncFileTransport<Tokio1Executor>),
}

impl Mailer {
    /// A mailer; nothing is connected yet.
    pub(crate) fn new(config: &MailConfig) -> Result<Self, MailConfigError> {
        let wrong = |error: Box<dyn std::error::Error + Send + Sync>| MailConfigError(error);
        let way = match &config.to {
            MailTo::Server(url) => {
                let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.as_str());
                Way::Server(server.map_err(|error| wrong(error.into()))?.timeout(Some(STEP_WITHIN)).build())
            }
            MailTo::Directory(path) => {
                std::fs::create_dir_all(path).map_err(|error| wrong(error.into()))?;
                Way::Directory(AsyncFileTransport::new(path))
            }
        };
        Ok(Self { way, from: config.from.clone() })
    }

    /// Says why the server cannot be spoken to, if it cannot. Nothing is sent.
    async fn trouble(&self) -> Option<String> {
        match &self.way {
            Way::Directory(_) => None,
            Way::Server(server) => match server.test_connection().await {
                Ok(true) => None,
                Ok(false) => Some("it does not answer NOOP".to_owned()),
                Err(error) => {
                    Some(error.status().map_or_else(|| error.to_string(), |code| format!("it answers {code}")))
                }
            },
        }
    }

    /// Sends a letter; when this returns, the server has taken it.
    pub(crate) async fn send(&self, to: &Private<EmailAddress>, letter: Letter) -> Result<(), MailError> {
        let address: Address = to.reveal().as_str().parse().map_err(|_| MailError::Written)?;
        // One encoding for every language.
        let text = Body::new_with_encoding(letter.text, ContentTransferEncoding::Base64);
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, address))
            .subject(letter.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(text.map_err(|_| MailError::Written)?)
            .map_err(|_| MailError::Written)?;
        match &self.way {
            // What the server says may repeat the address: only its code is kept.
            Way::Server(server) => match server.send(message).await {
                Ok(_) => Ok(()),
                Err(error) => {
                    Err(MailError::NotTaken(error.status().map_or("no answer".into(), |code| code.to_string())))
                }
            },
            Way::Directory(directory) => match directory.send(message).await {
                Ok(_) => Ok(()),
                Err(_) => Err(MailError::NotTaken("directory".into())),
            },
        }
    }
}
