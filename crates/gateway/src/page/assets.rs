//! The built files, read once: a few hundred kilobytes that every shopper needs.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::manifest::{AssetsError, Manifest};
use super::squeezed::Pieces;

/// The built files for the browser. Cheap to clone.
///
/// They are held in memory, so that no request ever becomes a path.
#[derive(Clone)]
pub struct Assets(Arc<Loaded>);

struct Loaded {
    manifest: Manifest,
    files: HashMap<String, File>,
    releases: HashMap<String, File>,
    boot: Inline,
    style: Inline,
    hosted: Inline,
    hosted_style: Inline,
    pieces: Pieces,
}

/// A script or style sheet that stands in the HTML itself.
pub(super) struct Inline {
    pub(super) text: String,
    /// For a Content-Security-Policy: `sha256-…`.
    pub(super) hash: String,
}

/// One file, as it is and compressed by brotli.
pub(super) struct File {
    pub(super) content_type: &'static str,
    pub(super) plain: Bytes,
    pub(super) brotli: Option<Bytes>,
}

impl Assets {
    /// Reads `manifest.json`, everything in `assets/` of that directory, and the
    /// loaders of the releases in `releases/`, if there are any yet.
    ///
    /// # Errors
    /// When it has not been built, or not completely.
    pub fn load(directory: &Path) -> Result<Self, AssetsError> {
        Self::load_with(directory, &[])
    }

    /// As [`Assets::load`], with the files of earlier builds beside it, the latest first: pages that were open before
    /// the gateway was renewed still ask for them. A directory that is not there has none.
    ///
    /// # Errors
    /// As [`Assets::load`].
    pub fn load_with(directory: &Path, previous: &[PathBuf]) -> Result<Self, AssetsError> {
        let manifest = Manifest::read(directory)?;
        let mut files = read_files(&directory.join("assets"))?;
        for earlier in previous.iter().map(|earlier| earlier.join("assets")).filter(|earlier| earlier.is_dir()) {
            for (name, file) in read_files(&earlier)? {
                files.entry(name).or_insert(file);
            }
        }
        for path in manifest.files() {
            if !path.strip_prefix("assets/").is_some_and(|name| files.contains_key(name)) {
                return Err(AssetsError::Missing(path.to_owned()));
            }
        }
        let inline = |path: &str| {
            let file = files.get(path.trim_start_matches("assets/"));
            Inline::new(file.map(|file| String::from_utf8_lossy(&file.plain).into_owned()).unwrap_or_default())
        };
        let (boot, style) = (inline(&manifest.boot), inline(&manifest.style));
        let (hosted, hosted_style) = (inline(&manifest.hosted), inline(&manifest.hosted_style));
        let releases = read_releases(&directory.join("releases"))?;
        Ok(Self(Arc::new(Loaded {
            manifest,
            files,
            releases,
            boot,
            style,
            hosted,
            hosted_style,
            pieces: Pieces::default(),
        })))
    }

    /// The frame's first script.
    pub(super) fn boot(&self) -> &Inline {
        &self.0.boot
    }

    /// The frame's style sheet.
    pub(super) fn style(&self) -> &Inline {
        &self.0.style
    }

    /// What the hosted page has beside it: the script that stands in for the loader.
    pub(super) fn hosted(&self) -> &Inline {
        &self.0.hosted
    }

    /// And its style sheet.
    pub(super) fn hosted_style(&self) -> &Inline {
        &self.0.hosted_style
    }

    /// What of the frame's HTML is compressed already.
    pub(super) fn pieces(&self) -> &Pieces {
        &self.0.pieces
    }

    pub(super) fn manifest(&self) -> &Manifest {
        &self.0.manifest
    }

    /// The file of that name in `assets/`.
    pub(super) fn file(&self, name: &str) -> Option<&File> {
        self.0.files.get(name)
    }

    /// The loader of that release, as it was then.
    pub(super) fn release(&self, version: &str) -> Option<&File> {
        self.0.releases.get(version)
    }

    /// The loader's file name in `assets/`.
    pub(super) fn loader(&self) -> &str {
        self.0.manifest.loader.trim_start_matches("assets/")
    }
}

impl Inline {
    /// That text.
    pub(super) fn new(text: String) -> Self {
        let hash = format!("sha256-{}", STANDARD.encode(Sha256::digest(&text)));
        Self { text, hash }
    }
}

/// The loader's name in the folder of each release.
const RELEASED: &str = "checkout.js";

/// `releases/<version>/checkout.js`, by version.
fn read_releases(directory: &Path) -> Result<HashMap<String, File>, AssetsError> {
    let mut releases = HashMap::new();
    if !directory.is_dir() {
        return Ok(releases);
    }
    for entry in std::fs::read_dir(directory).map_err(unreadable(directory))? {
        let path = entry.map_err(unreadable(directory))?.path();
        let Some(version) = path.file_name().and_then(OsStr::to_str) else { continue };
        if !path.is_dir() {
            continue;
        }
        // A page that names a release would stand without a checkout if its file were missing.
        let loader = read_files(&path)?.remove(RELEASED);
        releases.insert(version.to_owned(), loader.ok_or_else(|| AssetsError::NotReleased(path.join(RELEASED)))?);
    }
    Ok(releases)
}

fn unreadable(path: &Path) -> impl FnOnce(std::io::Error) -> AssetsError {
    let path = path.to_owned();
    move |source| AssetsError::Unreadable { path, source }
}

fn read_files(directory: &Path) -> Result<HashMap<String, File>, AssetsError> {
    let mut files = HashMap::new();
    for entry in std::fs::read_dir(directory).map_err(unreadable(directory))? {
        let path = entry.map_err(unreadable(directory))?.path();
        let Some(name) = path.file_name().and_then(OsStr::to_str) else { continue };
        if !path.is_file() || name.ends_with(".br") {
            continue;
        }
        let plain = std::fs::read(&path).map_err(unreadable(&path))?.into();
        let compressed = path.with_file_name(format!("{name}.br"));
        let brotli = if compressed.is_file() {
            Some(std::fs::read(&compressed).map_err(unreadable(&compressed))?.into())
        } else {
            None
        };
        files.insert(name.to_owned(), File { content_type: content_type(name), plain, brotli });
    }
    Ok(files)
}

/// The charset is said because a classic script without one is read in the
/// page's, and many a Korean shop is still in EUC-KR.
fn content_type(name: &str) -> &'static str {
    match Path::new(name).extension().and_then(OsStr::to_str) {
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("json" | "map") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        Some(_) | None => "application/octet-stream",
    }
}
