//! The carriers' OpenAPI files.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

static APIS: LazyLock<Vec<Api>> =
    LazyLock::new(|| camara_files("", "yaml").iter().map(|path| Api::read(path)).collect());

/// One OpenAPI file.
#[derive(Debug)]
pub(crate) struct Api {
    /// Where its paths begin: `/carrier-billing/v0.5`.
    pub(crate) base: String,
    file: Value,
}

/// An operation of one of the files.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Operation {
    pub(crate) api: &'static Api,
    /// `/payments/{paymentId}`.
    pub(crate) template: &'static str,
    /// In lower case.
    pub(crate) method: &'static str,
    definition: &'static Value,
}

/// The files of `camara/*/{folder}` with that ending, in the order of their names.
pub(crate) fn camara_files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("camara");
    let entries = |folder: &Path| -> Vec<PathBuf> {
        fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect()
    };
    let mut files: Vec<_> = entries(&root).iter().flat_map(|api| entries(&api.join(folder))).collect();
    files.retain(|file| file.extension().is_some_and(|own| own == ending));
    files.sort();
    assert!(!files.is_empty(), "no {ending} files below {}", root.display());
    files
}

impl Api {
    fn read(path: &Path) -> Self {
        let file: Value = serde_norway::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let base = file["servers"][0]["url"].as_str().and_then(|url| url.strip_prefix("{apiRoot}")).unwrap().to_owned();
        Self { base, file }
    }

    /// The file that a path of a request belongs to.
    pub(crate) fn of(resource: &str) -> &'static Self {
        let fitting = APIS.iter().filter(|api| resource.starts_with(&format!("{}/", api.base)));
        fitting.max_by_key(|api| api.base.len()).unwrap_or_else(|| panic!("no OpenAPI file has {resource}"))
    }

    /// Every operation of every file.
    fn operations() -> impl Iterator<Item = Operation> {
        APIS.iter().flat_map(|api| {
            api.file["paths"].as_object().unwrap().iter().flat_map(move |(template, methods)| {
                let methods = methods.as_object().unwrap().iter();
                methods
                    .filter(|(_, definition)| definition["operationId"].is_string())
                    .map(move |(method, definition)| Operation { api, template, method, definition })
            })
        })
    }

    /// What a `$ref` names, or the value itself.
    pub(crate) fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value["$ref"].as_str() {
            Some(place) => self.resolve(self.at(place)),
            None => value,
        }
    }

    /// A place in the file, as a feature or a `$ref` writes it.
    pub(crate) fn at(&self, place: &str) -> &Value {
        let pointer = place.strip_prefix('#').unwrap_or(place);
        self.file.pointer(pointer).unwrap_or_else(|| panic!("the OpenAPI file has no {place}"))
    }

    /// What is wrong with a value; empty when it complies.
    pub(crate) fn errors(&self, schema: &Value, value: &Value) -> Vec<String> {
        let validator = self.validator(schema);
        validator.iter_errors(value).map(|error| format!("{error} at {}", error.instance_path())).collect()
    }

    /// Made once for each schema: that takes longer than to use it.
    fn validator(&self, schema: &Value) -> Arc<Validator> {
        static MADE: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);
        let mut made = MADE.lock().unwrap();
        let make = || {
            // OpenAPI 3.0's schemas are those of draft 4, and its own words are unknown to that and ignored.
            let whole = json!({ "allOf": [schema], "components": self.file["components"] });
            let options = jsonschema::options().with_draft(Draft::Draft4).should_validate_formats(true);
            Arc::new(options.build(&whole).unwrap_or_else(|error| panic!("not a schema: {error}")))
        };
        made.entry(format!("{} {schema}", self.base)).or_insert_with(make).clone()
    }

    /// The schema of a property that a feature writes as `$.a.b`, inside of another.
    pub(crate) fn property(&self, schema: &Value, path: &str) -> Value {
        let names = path.strip_prefix("$.").unwrap_or_else(|| panic!("not a property: {path}")).split('.');
        names.fold(schema.clone(), |schema, name| {
            let found = self.own_property(&schema, name);
            found.unwrap_or_else(|| panic!("the schema has no {path}"))
        })
    }

    /// A property of a schema, or of a part of it.
    pub(crate) fn own_property(&self, schema: &Value, name: &str) -> Option<Value> {
        let schema = self.resolve(schema);
        if let Some(found) = schema["properties"].get(name) {
            return Some(found.clone());
        }
        let parts = schema["allOf"].as_array().into_iter().flatten();
        let mapped = schema["discriminator"]["mapping"].as_object().into_iter().flatten().map(|(_, place)| place);
        let mapped = mapped.filter_map(|place| self.at(place.as_str()?)["allOf"].as_array()).flatten();
        // The parts of what is mapped to refer back to this one.
        let mapped = mapped.filter(|part| part["$ref"].is_null());
        parts.chain(mapped).find_map(|part| self.own_property(part, name))
    }
}

impl Operation {
    /// The one with that `operationId`.
    pub(crate) fn named(id: &str) -> Self {
        let found = Api::operations().find(|operation| operation.id() == id);
        found.unwrap_or_else(|| panic!("no OpenAPI file has an operation {id}"))
    }

    /// The one at a resource, which is a template; by a method or, without one, the first that takes a body.
    pub(crate) fn at(resource: &str, method: Option<&str>) -> Self {
        let api = Api::of(resource);
        let here = Api::operations().filter(|own| std::ptr::eq(own.api, api) && own.resource() == resource);
        let mut here: Vec<_> = here.filter(|own| method.is_none_or(|method| own.method == method)).collect();
        here.sort_by_key(|own| own.definition["requestBody"].is_null());
        here.first().copied().unwrap_or_else(|| panic!("no OpenAPI file has {method:?} {resource}"))
    }

    /// Its `operationId`.
    pub(crate) fn id(&self) -> &'static str {
        self.definition["operationId"].as_str().unwrap_or_default()
    }

    /// `/carrier-billing/v0.5/payments/{paymentId}`.
    pub(crate) fn resource(&self) -> String {
        format!("{}{}", self.api.base, self.template)
    }

    /// The schema of its body, if it takes one.
    pub(crate) fn body(&self) -> Option<&'static Value> {
        let body = self.api.resolve(&self.definition["requestBody"]);
        body["content"]["application/json"].get("schema")
    }

    /// The scopes that its caller needs.
    pub(crate) fn scopes(&self) -> Vec<&'static str> {
        let schemes = self.definition["security"].as_array().into_iter().flatten().filter_map(Value::as_object);
        schemes
            .flat_map(|scheme| scheme.values())
            .filter_map(Value::as_array)
            .flatten()
            .filter_map(Value::as_str)
            .collect()
    }

    /// A scope of another operation.
    pub(crate) fn foreign_scope(&self) -> &'static str {
        let own = self.scopes();
        Api::operations().flat_map(|other| other.scopes()).find(|scope| !own.contains(scope)).unwrap()
    }

    /// What is wrong with an answer; empty when the file documents it.
    pub(crate) fn faults(&self, status: u16, text: &str) -> Vec<String> {
        let response = &self.definition["responses"][status.to_string()];
        if response.is_null() {
            return vec![format!("{status} is not documented")];
        }
        let schema = &self.api.resolve(response)["content"]["application/json"]["schema"];
        if schema.is_null() {
            return if text.is_empty() { Vec::new() } else { vec![format!("{status} has a body: {text}")] };
        }
        match serde_json::from_str(text) {
            Ok(body) => self.api.errors(schema, &body),
            Err(error) => vec![format!("{error}: {text}")],
        }
    }
}
