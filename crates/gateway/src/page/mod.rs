//! What a browser is served: the loader, the widget's files, and the frame's HTML.

mod assets;
mod embed;
mod errors;
mod frame;
mod mail;
mod manifest;
mod routes;

pub use assets::Assets;
pub(crate) use embed::{embed_html, frame_url};
pub(crate) use errors::routes as error_routes;
pub use frame::{FramePage, chosen_locale, chosen_theme, frame_document, frame_html};
pub use manifest::AssetsError;
pub use routes::routes;
