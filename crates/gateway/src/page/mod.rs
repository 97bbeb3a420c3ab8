//! What a browser is served: the loader, the widget's files, and the frame's HTML.

mod assets;
mod embed;
mod errors;
mod frame;
mod hosted;
mod mail;
mod manifest;
mod policy;
mod routes;
mod squeezed;
mod wait;
mod ways;

pub use assets::Assets;
pub(crate) use embed::{embed_html, frame_url, hosted_url};
pub(crate) use errors::routes as error_routes;
pub use frame::{FramePage, chosen_theme, frame_document, frame_html};
pub use hosted::Hosted;
pub use manifest::AssetsError;
pub use routes::routes;
pub(crate) use routes::takes_brotli;
pub(crate) use wait::wait_page;
pub use ways::{Ways, is_hosted};
