//! `dist/manifest.json`: which of the built files does what.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use carrier_checkout_protocol::Locale;
use serde::Deserialize;

/// The built files by what they do; each is `assets/<name>-<hash>.<ext>`.
#[derive(Debug, Deserialize)]
pub(super) struct Manifest {
    /// The loader on the merchant's page.
    pub(super) loader: String,
    /// The frame's first script.
    pub(super) boot: String,
    /// What few shoppers need of the frame's scripts.
    pub(super) later: String,
    /// The frame's style sheet.
    pub(super) style: String,
    /// The hosted page's own script.
    pub(super) hosted: String,
    /// Its style sheet, beside the frame's.
    pub(super) hosted_style: String,
    widgets: Widgets,
}

/// The widget, once for each language, in the order of [`Locale::ALL`].
#[derive(Debug, Deserialize)]
#[serde(try_from = "BTreeMap<Locale, Widget>")]
struct Widgets(Vec<Widget>);

impl TryFrom<BTreeMap<Locale, Widget>> for Widgets {
    type Error = String;

    fn try_from(mut named: BTreeMap<Locale, Widget>) -> Result<Self, String> {
        let widget = |locale: &Locale| named.remove(locale).ok_or_else(|| format!("there is no widget in {locale}"));
        Locale::ALL.iter().map(widget).collect::<Result<_, _>>().map(Self)
    }
}

/// The widget in one language.
#[derive(Debug, Deserialize)]
pub(super) struct Widget {
    /// Its JavaScript.
    pub(super) glue: String,
    /// Its Wasm.
    pub(super) wasm: String,
}

/// Why the files for the browser cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum AssetsError {
    /// There is no manifest.
    #[error("there is no {}: run `npm run build` first, or let CARRIER_CHECKOUT_ASSETS name the directory", .0.display())]
    NotBuilt(PathBuf),
    /// The manifest is not what the build writes.
    #[error("{} is not a manifest: {source}; run `npm run build` again", .path.display())]
    Manifest {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// The manifest names a file that is not there.
    #[error("the manifest names {0:?}, which is not in assets/: run `npm run build` again")]
    Missing(String),
    /// The folder of a release has no loader.
    #[error("{} is missing: take the whole folder www/releases from Git and run `npm run build` again", .0.display())]
    NotReleased(PathBuf),
    /// A file cannot be read.
    #[error("{} cannot be read: {source}", .path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl Manifest {
    pub(super) fn read(directory: &Path) -> Result<Self, AssetsError> {
        let path = directory.join("manifest.json");
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(AssetsError::NotBuilt(path)),
            Err(source) => return Err(AssetsError::Unreadable { path, source }),
        };
        serde_json::from_slice(&bytes).map_err(|source| AssetsError::Manifest { path, source })
    }

    /// The widget in that language.
    pub(super) fn widget(&self, locale: Locale) -> &Widget {
        &self.widgets.0[locale as usize]
    }

    /// Every file that must be there.
    pub(super) fn files(&self) -> impl Iterator<Item = &str> {
        let widgets = self.widgets.0.iter().flat_map(|widget| [&widget.glue, &widget.wasm]);
        let shared = [&self.loader, &self.boot, &self.later, &self.style, &self.hosted, &self.hosted_style];
        shared.into_iter().chain(widgets).map(String::as_str)
    }
}
