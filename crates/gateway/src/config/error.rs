//! What is wrong with a setting.

/// A setting is missing or wrong. The sentence begins with its name, as whoever set it knows it: the variable, or the
/// file and the key in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name} {problem}")]
pub struct ConfigError {
    name: String,
    problem: String,
}

impl ConfigError {
    /// That is wrong with what has that name.
    pub fn new(name: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { name: name.into(), problem: problem.into() }
    }
}
