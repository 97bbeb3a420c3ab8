//! The database of a test: SQLite, or PostgreSQL where `CARRIER_CHECKOUT_TEST_DATABASE=postgres` is set.

use std::fs::Permissions;
use std::io::{PipeWriter, pipe};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use carrier_checkout_gateway::random;
use carrier_checkout_gateway::store::SqlStore;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tokio::sync::OnceCell;

use super::page::Dist;

/// Whether the tests run on PostgreSQL.
pub(crate) fn on_postgres() -> bool {
    std::env::var("CARRIER_CHECKOUT_TEST_DATABASE").is_ok_and(|database| database == "postgres")
}

/// A database that only one gateway opens, and only once.
pub(crate) async fn fleeting() -> String {
    if on_postgres() { on_server().await } else { ":memory:".to_owned() }
}

/// A database that outlives a gateway; a file is in that directory.
pub(crate) async fn lasting(directory: &Dist) -> String {
    if on_postgres() { on_server().await } else { file_in(directory) }
}

/// SQLite, whatever the other tests run on.
pub(crate) fn file_in(directory: &Dist) -> String {
    directory.0.join("gateway.db").to_str().unwrap().to_owned()
}

/// A database of its own on the tests' server.
pub(crate) async fn on_server() -> String {
    /// What is copied for each test: migrations run once.
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let template = TEMPLATE.get_or_init(|| async {
        let template = create("TEMPLATE template0").await;
        SqlStore::open(&url(&template)).await.unwrap().close().await;
        template
    });
    url(&create(&format!("TEMPLATE {}", template.await)).await)
}

/// Does that on a database of the server's.
pub(crate) async fn execute(url: &str, sql: String) {
    let mut connection = PgConnection::connect(url).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

async fn create(how: &str) -> String {
    let name = format!("test_{}", random::hex());
    execute(&url("postgres"), format!("CREATE DATABASE {name} {how}")).await;
    name
}

fn url(name: &str) -> String {
    let socket = server().to_str().unwrap().replace('/', "%2F");
    format!("postgres://postgres@{socket}/{name}")
}

/// A server that ends with this process. It listens on a socket in its directory, and nowhere else.
struct Server {
    directory: PathBuf,
    _watcher: Child,
    _open: PipeWriter,
}

fn server() -> &'static Path {
    static SERVER: OnceLock<Server> = OnceLock::new();
    &SERVER.get_or_init(Server::start).directory
}

impl Server {
    fn start() -> Self {
        let (programs, owner) = (programs(), owner());
        let directory = std::env::temp_dir().join(format!("carrier-checkout-postgres-{}", random::hex()));
        std::fs::create_dir(&directory).unwrap();
        std::fs::set_permissions(&directory, Permissions::from_mode(0o700)).unwrap();
        if let Some((user, group)) = owner {
            chown(&directory, Some(user), Some(group)).unwrap();
        }
        let run = |program: &str, arguments: &[&str]| {
            let mut command = as_owner(Command::new(programs.join(program)), owner, &directory);
            let done = command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).status().unwrap();
            assert!(done.success(), "{program} failed");
        };
        let settings = format!(
            "-c listen_addresses= -c unix_socket_directories={} -c fsync=off -c max_connections=300",
            directory.display()
        );
        run(
            "initdb",
            &["--pgdata=data", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"],
        );
        run("pg_ctl", &["--pgdata=data", "--wait", "--silent", "--log=log", "--options", &settings, "start"]);
        let (end, open) = pipe().unwrap();
        let mut watcher = as_owner(Command::new("sh"), owner, &directory);
        watcher.args(["-c", WATCH, "sh"]).arg(&programs).arg(&directory).stdin(end).stdout(Stdio::null());
        let watcher = watcher.stderr(Stdio::null()).process_group(0).spawn().unwrap();
        Self { directory, _watcher: watcher, _open: open }
    }
}

/// Its standard input ends when this process does, however that comes about.
const WATCH: &str = r#"read -r _; "$1/pg_ctl" --pgdata=data --silent --mode=immediate stop; cd / && rm -rf "$2""#;

/// PostgreSQL refuses to run as root.
fn as_owner(mut command: Command, owner: Option<(u32, u32)>, directory: &Path) -> Command {
    if let Some((user, group)) = owner {
        command.uid(user).gid(group);
    }
    command.current_dir(directory);
    command
}

/// Whose the server is, if we are root.
fn owner() -> Option<(u32, u32)> {
    (id(&["-u"]) == Some(0)).then(|| (id(&["-u", "postgres"]).unwrap(), id(&["-g", "postgres"]).unwrap()))
}

fn id(arguments: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(arguments).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().parse().ok()
}

/// Where `initdb` and `pg_ctl` are: `POSTGRES_PROGRAMS`, or Debian's newest.
fn programs() -> PathBuf {
    if let Ok(named) = std::env::var("POSTGRES_PROGRAMS") {
        return named.into();
    }
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().map(|entry| entry.unwrap().path());
    let newest = versions.max_by_key(|path| path.file_name()?.to_str()?.parse::<u32>().ok());
    let Some(newest) = newest else {
        panic!("install PostgreSQL (postgresql on Debian), or name its programs' directory in POSTGRES_PROGRAMS")
    };
    newest.join("bin")
}

/// A number out of a SQLite file that a gateway has open.
pub(crate) async fn execute_on(file: &str, sql: &'static str) -> i64 {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
    let mut connection = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap()
}
