//! A PostgreSQL server of its own, as it comes: what is committed is on the disk.

use std::fs::Permissions;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Context as _;

/// It ends when this is dropped, and its directory with it.
pub(crate) struct Server {
    programs: PathBuf,
    directory: PathBuf,
    /// Whose it is, if we are root.
    pub(crate) owner: Option<(u32, u32)>,
}

impl Server {
    /// Starts one in that directory, listening on a socket there and nowhere else.
    pub(crate) fn start(directory: &Path) -> anyhow::Result<Self> {
        let server = Self { programs: programs()?, directory: directory.join("postgres"), owner: owner()? };
        std::fs::create_dir(&server.directory)?;
        std::fs::set_permissions(&server.directory, Permissions::from_mode(0o700))?;
        if let Some((user, group)) = server.owner {
            chown(&server.directory, Some(user), Some(group))?;
        }
        let settings = format!("-c listen_addresses= -c unix_socket_directories={}", server.directory.display());
        server.run(
            "initdb",
            &["--pgdata=data", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale"],
        )?;
        server.run("pg_ctl", &["--pgdata=data", "--wait", "--silent", "--log=log", "--options", &settings, "start"])?;
        Ok(server)
    }

    /// The URL of a database.
    pub(crate) fn url(&self, name: &str) -> String {
        format!("postgres://postgres@{}/{name}", self.directory.display().to_string().replace('/', "%2F"))
    }

    /// The process that all others of it are children of.
    pub(crate) fn process(&self) -> anyhow::Result<u32> {
        let file = std::fs::read_to_string(self.directory.join("data/postmaster.pid"))?;
        Ok(file.lines().next().context("no process")?.trim().parse()?)
    }

    fn run(&self, program: &str, arguments: &[&str]) -> anyhow::Result<()> {
        let mut command = Command::new(self.programs.join(program));
        // PostgreSQL refuses to run as root.
        if let Some((user, group)) = self.owner {
            command.uid(user).gid(group);
        }
        command.args(arguments).current_dir(&self.directory).stdin(Stdio::null()).stdout(Stdio::null());
        anyhow::ensure!(command.status()?.success(), "{program} failed: see {}", self.directory.display());
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.run("pg_ctl", &["--pgdata=data", "--silent", "--mode=immediate", "stop"]);
    }
}

/// Whose the server is, if we are root.
fn owner() -> anyhow::Result<Option<(u32, u32)>> {
    if id(&["-u"])? != 0 {
        return Ok(None);
    }
    Ok(Some((id(&["-u", "postgres"])?, id(&["-g", "postgres"])?)))
}

fn id(arguments: &[&str]) -> anyhow::Result<u32> {
    let output = Command::new("id").args(arguments).output()?;
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}

/// Where `initdb` and `pg_ctl` are: `POSTGRES_PROGRAMS`, or Debian's newest.
fn programs() -> anyhow::Result<PathBuf> {
    if let Ok(named) = std::env::var("POSTGRES_PROGRAMS") {
        return Ok(named.into());
    }
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path());
    let newest = versions.max_by_key(|path| path.file_name()?.to_str()?.parse::<u32>().ok());
    let missing = "install PostgreSQL (postgresql on Debian), or name its programs' directory in POSTGRES_PROGRAMS";
    Ok(newest.context(missing)?.join("bin"))
}
