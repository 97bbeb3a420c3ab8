//! The settings from a file, and the sample of it.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use carrier_checkout_gateway::config::{Config, KEYS, Settings, unknown_variables};
use carrier_checkout_gateway::random;

const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

/// As little as a live gateway can do with.
const LEAST: &str = r#"
    [operator]
    name = "통신과금"
    phone = "1600-1234"
    [carriers]
    url = "https://carriers.example"
    client_id = "gateway"
    client_secret = "client-word"
    [database]
    url = ":memory:"
"#;

/// A directory that is gone with the test.
struct Directory(PathBuf);

impl Directory {
    fn new() -> Self {
        let name: String = random::bytes::<8>().iter().map(|byte| format!("{byte:02x}")).collect();
        let path = std::env::temp_dir().join(format!("carrier-checkout-config-{name}"));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

fn read(file: &Path, variables: &[(&str, &str)]) -> Result<Config, String> {
    let variables: HashMap<&str, &str> = variables.iter().copied().collect();
    let settings = Settings::open(Some(file), |name| variables.get(name).map(|value| (*value).to_owned()));
    settings.and_then(|settings| Config::of(&settings)).map_err(|error| error.to_string())
}

#[test]
fn a_file_says_what_the_environment_does_not() {
    let directory = Directory::new();
    let top = format!("listen = \"127.0.0.1:9000\"\nbehind_proxy = true\nsealing_key = \"{KEY}\"\n");
    let limits = "[limits]\ncode_tries = 3\n[mail]\nfrom = \"a@b.kr\"\n";
    let file = directory.file("c.toml", &[&top, LEAST, limits].join("\n"));
    let config = read(&file, &[("CARRIER_CHECKOUT_LISTEN", "127.0.0.1:9001")]).unwrap();
    assert_eq!(config.listen.port(), 9001, "the environment comes first");
    assert!(config.behind_proxy);
    assert_eq!((config.limits.code_tries, config.limits.code_sends), (3, 5));
    let named = file.display().to_string();
    let variable = |name: &str| (name == "CARRIER_CHECKOUT_CONFIG").then(|| named.clone());
    assert_eq!(Config::read(variable).unwrap().listen.port(), 9000, "a variable names the file, too");
}

#[test]
fn a_list_can_be_written_as_one() {
    let directory = Directory::new();
    let text = "mode = \"sandbox\"\n[carriers]\nown_code = [\"KT\", \"LGU\"]\n[sandbox]\nmerchant_origins = [\"https://a.example\"]";
    let settings = Settings::open(Some(&directory.file("c.toml", text)), |_| None).unwrap();
    assert!(settings.sandbox());
    let rest = [("CARRIER_CHECKOUT_SEALING_KEY", KEY), ("CARRIER_CHECKOUT_DATABASE", ":memory:")];
    let carriers = [
        ("CARRIER_CHECKOUT_CARRIERS_URL", "https://carriers.example"),
        ("CARRIER_CHECKOUT_CARRIERS_CLIENT_ID", "gateway"),
        ("CARRIER_CHECKOUT_CARRIERS_CLIENT_SECRET", "client-word"),
    ];
    let config = read(&directory.0.join("c.toml"), &[&rest[..], &carriers].concat()).unwrap();
    assert_eq!(config.own_code.len(), 2);
    assert_eq!(config.sandbox.unwrap().origins, ["https://a.example"]);
}

#[test]
fn every_mistake_in_a_file_names_file_and_key() {
    let directory = Directory::new();
    for (top, key, problem) in [
        ("listne = \"127.0.0.1:9000\"", "listne", "is not a setting; listen is"),
        ("colour = \"red\"", "colour", "is not a setting"),
        ("limits = { code_trys = 3 }", "limits.code_trys", "is not a setting; limits.code_tries is"),
        ("limits = { code_tries = \"many\" }", "limits.code_tries", "is not a number from 1 to 255"),
        (
            "limits = { code_tries = 0.5 }",
            "limits.code_tries",
            "is neither a text, a number, true or false, nor a list",
        ),
        ("limits = 5", "limits", "is not a table"),
        ("listen = 8081", "listen", "is not an address and port"),
        ("public_url = \"http://pay.example\"", "public_url", "does not begin with https://"),
        ("sealing_key_file = \"/nowhere/key\"", "sealing_key_file", "cannot be read: entity not found"),
        ("sealing_key = \"c2hvcnQ=\"", "sealing_key", "is not the base64 of 32 bytes"),
        ("listen_file = \"/etc/listen\"", "listen_file", "is not a setting"),
        ("policy = \"/nowhere/policy.toml\"", "policy", "cannot be read: No such file or directory (os error 2)"),
    ] {
        let key_line = if top.starts_with("sealing_key") { "" } else { &format!("sealing_key = \"{KEY}\"\n") };
        let file = directory.file("c.toml", &format!("{key_line}{top}\n{LEAST}"));
        assert_eq!(read(&file, &[]).unwrap_err(), format!("{}: {key} {problem}", file.display()), "{top}");
    }
    let file = directory.file("c.toml", &format!("{LEAST}\n[limits]\ncode_tries = = 3 # word"));
    let told = read(&file, &[]).unwrap_err();
    assert!(told.starts_with(&format!("{} is not TOML: line 13: ", file.display())), "{told}");
    assert!(!told.contains("word"), "the line may be a secret's: {told}");
    let file = directory.file("c.toml", LEAST);
    let told = read(&file, &[]).unwrap_err();
    assert_eq!(told, format!("{}: sealing_key (or CARRIER_CHECKOUT_SEALING_KEY) is not set", file.display()));
}

#[test]
fn a_secret_can_stand_in_a_file_of_its_own() {
    let directory = Directory::new();
    let key = directory.file("sealing-key", &format!("{KEY}\n"));
    let key = key.to_str().unwrap();
    let file = directory.file("c.toml", LEAST);
    let with_variable = read(&file, &[("CARRIER_CHECKOUT_SEALING_KEY_FILE", key)]).unwrap();
    assert_eq!(with_variable.sealing_key.0[..3], [0, 1, 2]);
    let both = read(&file, &[("CARRIER_CHECKOUT_SEALING_KEY_FILE", key), ("CARRIER_CHECKOUT_SEALING_KEY", KEY)]);
    assert_eq!(both.unwrap_err(), "CARRIER_CHECKOUT_SEALING_KEY_FILE is set beside CARRIER_CHECKOUT_SEALING_KEY");
    let in_file = directory.file("d.toml", &format!("sealing_key_file = \"{key}\"\n{LEAST}"));
    assert_eq!(read(&in_file, &[]).unwrap().sealing_key.0[..3], [0, 1, 2]);
    let empty = directory.file("empty", "\n");
    let told = read(&file, &[("CARRIER_CHECKOUT_SEALING_KEY_FILE", empty.to_str().unwrap())]).unwrap_err();
    assert_eq!(told, "CARRIER_CHECKOUT_SEALING_KEY_FILE is an empty file");
    // Whose secrets nobody meant to be read from there.
    assert!(read(&file, &[("CARRIER_CHECKOUT_LISTEN_FILE", key), ("CARRIER_CHECKOUT_SEALING_KEY", KEY)]).is_ok());
}

#[test]
fn what_was_set_is_not_shown() {
    let directory = Directory::new();
    let settings = Settings::open(Some(&directory.file("c.toml", LEAST)), |_| None).unwrap();
    let shown = format!("{settings:?}");
    assert!(shown.contains("carriers.client_secret") && !shown.contains("client-word"), "{shown}");
}

#[test]
fn a_misspelt_variable_is_found() {
    let variables = ["CARRIER_CHECKOUT_CODE_TRYS", "CARRIER_CHECKOUT_DATABASE_FILE", "CARRIER_CHECKOUT_CONFIG", "PATH"];
    let unknown: Vec<_> = unknown_variables(variables.into_iter()).collect();
    assert_eq!(unknown, [("CARRIER_CHECKOUT_CODE_TRYS", Some("CARRIER_CHECKOUT_CODE_TRIES"))]);
}

/// The sample with every setting in it.
fn sample() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../cli/carrier-checkout.toml")).unwrap()
}

/// The line's key, if what is left out there is a setting.
fn left_out(line: &str) -> Option<&str> {
    let (key, _) = line.strip_prefix('#')?.split_once(" = ")?;
    key.chars().all(|one| one.is_ascii_lowercase() || one == '_').then_some(key)
}

#[test]
fn the_sample_file_has_every_setting_with_its_default_and_its_variable() {
    let sample = sample();
    let mut shown = BTreeMap::new();
    let mut section = String::new();
    for line in sample.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = format!("{name}.");
        } else if let Some(key) = left_out(line) {
            let name = format!("{section}{}", key.strip_suffix("_file").unwrap_or(key));
            let table: toml::Table = toml::from_str(&line[1..]).unwrap();
            let value = match &table[key] {
                toml::Value::Array(list) => list.iter().filter_map(toml::Value::as_str).collect::<Vec<_>>().join(","),
                toml::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            let remark = line.split_once("# CARRIER_CHECKOUT").or(line.split_once("# RUST_LOG")).map(|_| line);
            shown.insert(name, (value, remark.unwrap_or_default().to_owned()));
        }
    }
    let names: Vec<_> = shown.keys().map(String::as_str).collect();
    let mut known: Vec<_> = KEYS.iter().map(|key| key.name).collect();
    known.sort();
    assert_eq!(names, known);
    for key in KEYS {
        let (value, remark) = &shown[key.name];
        assert!(remark.contains(&format!("# {}", key.variable)), "{}", key.name);
        let default = if key.name.starts_with("sandbox.") { key.in_sandbox } else { key.usual };
        if let Some(default) = default {
            assert_eq!(value, default, "{}", key.name);
        }
    }
}

#[test]
fn the_guide_names_every_setting_and_its_variable() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/going-live.md");
    let guide = std::fs::read_to_string(guide).unwrap();
    for key in KEYS.iter().filter(|key| !key.name.starts_with("sandbox.") && key.name != "mail.directory") {
        let star = if key.secret { " *" } else { "" };
        assert!(guide.contains(&format!("| `{}`{star} | `{}` |", key.name, key.variable)), "{}", key.name);
    }
}

#[test]
fn the_sample_file_can_be_read_as_it_is_and_with_everything_in_it() {
    let directory = Directory::new();
    let untouched = directory.file("untouched.toml", &sample());
    let told = read(&untouched, &[]).unwrap_err();
    assert!(told.contains("is not set"), "only what is required is missing: {told}");
    let full: String =
        sample().lines().map(|line| left_out(line).map_or(line, |_| &line[1..]).to_owned() + "\n").collect();
    let secrets = directory.file("secret", KEY);
    let smtp = directory.file("smtp", "smtps://user:word@mail.example");
    let full =
        full.replace("directory = \".data/mail\"", "").replace("/etc/carrier-checkout/smtp", smtp.to_str().unwrap());
    let full = ["sealing-key", "carriers", "payouts"]
        .iter()
        .fold(full, |full, name| full.replace(&format!("/etc/carrier-checkout/{name}"), secrets.to_str().unwrap()));
    let full = ["policy", "refunds"].iter().fold(full, |full, name| {
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("{name}.toml"));
        full.replace(&format!("/etc/carrier-checkout/{name}.toml"), own.to_str().unwrap())
    });
    let config = read(&directory.file("full.toml", &full), &[]).unwrap();
    assert!(config.mail.is_some() && config.payouts.is_some());
}
