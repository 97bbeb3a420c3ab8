//! A small disk, which can be filled and made read-only.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// In memory, and of its own. It is given back when this is dropped.
pub(super) struct Disk(pub(super) PathBuf);

impl Disk {
    /// It takes root.
    pub(super) fn mount(place: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir(place)?;
        mount(&["-t", "tmpfs", "-o", "size=24m", "tmpfs"], place)?;
        Ok(Self(place.to_owned()))
    }

    /// `ro` or `rw`. Linux refuses the first while a file is open for writing.
    pub(super) fn remount(&self, how: &str) -> anyhow::Result<()> {
        mount(&["-o", &format!("remount,{how}")], &self.0)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Whoever has files in it may take a moment to end.
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

fn mount(arguments: &[&str], place: &Path) -> anyhow::Result<()> {
    match Command::new("mount").args(arguments).arg(place).output() {
        Ok(done) if done.status.success() => Ok(()),
        Ok(done) => anyhow::bail!("no small disk can be mounted: {}", String::from_utf8_lossy(&done.stderr).trim()),
        Err(error) => anyhow::bail!("no small disk can be mounted: {error}"),
    }
}

/// Writes until there is no space left.
pub(super) fn fill(filler: &Path) -> anyhow::Result<()> {
    let mut file: File = OpenOptions::new().create(true).append(true).open(filler)?;
    for size in [65_536, 4_096, 512] {
        let zeros = vec![0; size];
        while file.write_all(&zeros).is_ok() {}
    }
    Ok(())
}
