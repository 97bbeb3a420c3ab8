//! A directory with a database, settings and a window, and the command that works on it.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use carrier_checkout_gateway::random;
use carrier_checkout_protocol::Locale;
use serde_json::{Map, Value, json};

/// A program that has to say something says it within so long.
const WITHIN: Duration = Duration::from_secs(30);

const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

/// A directory for one test, which is gone with it.
pub(crate) struct Place {
    pub(crate) directory: PathBuf,
    variables: Vec<(String, String)>,
}

impl Place {
    /// For a live gateway, with those carriers; without any, nothing listens there.
    pub(crate) fn live(carriers: Option<&Server>) -> Self {
        let directory = std::env::temp_dir().join(format!("carrier-checkout-cli-{}", random::hex()));
        std::fs::create_dir(&directory).unwrap();
        let place = Self { directory, variables: Vec::new() };
        window(&place.directory.join("dist"));
        place.write("sealing-key", &format!("{KEY}\n"));
        let carriers = carriers.map_or("http://127.0.0.1:9/carriers".to_owned(), |sandbox| sandbox.url("/carriers"));
        let (dist, key, database) = (place.path("dist"), place.path("sealing-key"), place.path("gateway.db"));
        let settings = format!(
            "listen = \"127.0.0.1:0\"\nassets = \"{dist}\"\nsealing_key_file = \"{key}\"\n\
             [database]\nurl = \"{database}\"\n\
             [operator]\nname = \"통신과금\"\nphone = \"1600-1234\"\n\
             [carriers]\nurl = \"{carriers}\"\nclient_id = \"sandbox\"\nclient_secret = \"sandbox-secret\"\n\
             [log]\nformat = \"json\"\n"
        );
        place.write("carrier-checkout.toml", &settings);
        place
    }

    /// With another variable, which comes before the file.
    pub(crate) fn with(mut self, variable: &str, value: &str) -> Self {
        self.set(variable, value);
        self
    }

    pub(crate) fn set(&mut self, variable: &str, value: &str) {
        self.variables.retain(|(name, _)| name != variable);
        self.variables.push((variable.to_owned(), value.to_owned()));
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.directory.join(name).to_str().unwrap().to_owned()
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.directory.join(name), text).unwrap();
    }

    /// The command with those words.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = command(words);
        command.arg("--config").arg(self.path("carrier-checkout.toml")).current_dir(&self.directory);
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs it to its end.
    pub(crate) fn run(&self, words: &[&str]) -> Said {
        Said::of(&self.command(words).output().unwrap())
    }

    /// Runs it, and it does what it is asked.
    pub(crate) fn done(&self, words: &[&str]) -> String {
        let said = self.run(words);
        assert_eq!(said.code, Some(0), "{words:?}: {said:?}");
        said.out
    }

    /// Starts the gateway, and waits until it is ready.
    pub(crate) fn serve(&self) -> Server {
        Server::start(self.command(&["serve"]), "ready")
    }

    /// Registers a shop, and gives what it is told.
    pub(crate) fn merchant(&self, more: &[&str]) -> Merchant {
        let words =
            ["merchant", "add", "--name", "달빛상점", "--phone", "02-1234-5678", "--origin", "https://shop.example"];
        Merchant::told(&self.done(&[&words[..], more].concat()))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}

/// The command with those words, and with nothing of this environment's.
pub(crate) fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_carrier-checkout"));
    command.args(words).env_clear();
    command
}

/// What a command said in the end.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    pub(crate) fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }
}

/// What a merchant is told.
pub(crate) struct Merchant {
    pub(crate) id: String,
    pub(crate) key: Option<String>,
    pub(crate) webhook_secret: Option<String>,
}

impl Merchant {
    pub(crate) fn told(text: &str) -> Self {
        let after =
            |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(|rest| rest.trim().to_owned());
        Self { id: after("merchant ").unwrap(), key: after("secret key "), webhook_secret: after("webhook secret ") }
    }

    pub(crate) fn key(&self) -> &str {
        self.key.as_deref().unwrap()
    }
}

/// A server, which ends with the test.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
    lines: Receiver<String>,
}

impl Server {
    /// The carriers.
    pub(crate) fn sandbox() -> Self {
        let mut command = command(&["sandbox"]);
        command.envs([("SANDBOX_LISTEN", "127.0.0.1:0"), ("SANDBOX_DATABASE", ":memory:")]);
        command.env("CARRIER_CHECKOUT_LOG_FORMAT", "json");
        Self::start(command, "the sandbox listens")
    }

    /// Starts it, and waits until it has logged that.
    fn start(mut command: Command, ready: &str) -> Self {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let (said, lines) = channel();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        // Read to the end, or it would wait for somebody to do so.
        thread::spawn(move || stderr.lines().map_while(Result::ok).for_each(|line| drop(said.send(line))));
        let mut server = Self { child, address: String::new(), lines };
        server.address = server.logged(ready)["listen"].as_str().unwrap().to_owned();
        server
    }

    /// The next line with that message.
    pub(crate) fn logged(&self, message: &str) -> Value {
        let mut before = Vec::new();
        loop {
            let Ok(line) = self.lines.recv_timeout(WITHIN) else { panic!("no {message:?} after {before:#?}") };
            match serde_json::from_str::<Value>(&line) {
                Ok(entry) if entry["message"] == message => return entry,
                Ok(_) | Err(_) => before.push(line),
            }
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) async fn post(&self, path: &str, key: &str, body: &Value) -> (u16, Value) {
        let request = http().post(self.url(path)).bearer_auth(key).header("idempotency-key", random::hex()).json(body);
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    /// What making a session with that key is answered.
    pub(crate) async fn session(&self, key: &str) -> (u16, Value) {
        let goods = json!({ "name": "이모티콘 모음", "kind": "digital", "offer_period": { "unit": "unlimited" } });
        self.post("/v1/sessions", key, &json!({ "order_id": "order-1", "amount": 9900, "goods": goods })).await
    }

    /// As systemd ends it. Gives its exit code.
    pub(crate) fn terminate(mut self) -> Option<i32> {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn http() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}

/// What the build makes, as far as the gateway asks for it.
fn window(dist: &Path) {
    let widgets: Map<String, Value> = Locale::ALL
        .iter()
        .map(|l| (l.to_string(), json!({ "glue": format!("assets/{l}.js"), "wasm": format!("assets/{l}.wasm") })))
        .collect();
    let shared = ["loader", "boot", "later", "style", "hosted", "hosted_style"];
    let mut manifest: Map<String, Value> =
        shared.iter().map(|name| ((*name).to_owned(), json!(format!("assets/{name}.js")))).collect();
    manifest.insert("widgets".to_owned(), Value::Object(widgets));
    std::fs::create_dir_all(dist.join("assets")).unwrap();
    let files = shared.iter().map(|name| format!("{name}.js"));
    for name in files.chain(Locale::ALL.iter().flat_map(|l| [format!("{l}.js"), format!("{l}.wasm")])) {
        std::fs::write(dist.join("assets").join(name), "built").unwrap();
    }
    std::fs::write(dist.join("manifest.json"), Value::Object(manifest).to_string()).unwrap();
}
