//! What can be wrong with a table.

/// A row of a table that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("mappings/{file}, line {line}: {fault}")]
pub struct MappingError {
    /// Which table.
    pub file: &'static str,
    /// Which line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub fault: MappingFault,
}

/// What is wrong with a row of a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingFault {
    /// Not what it is keyed by, message and reason.
    #[error("there are {found} columns, separated by tabs, instead of {wanted}")]
    Columns {
        /// How many there are.
        found: usize,
        /// How many there should be.
        wanted: usize,
    },
    /// A column has something else than what belongs there, or `*`.
    #[error("{value:?} is not {what}")]
    Value {
        /// What it has.
        value: String,
        /// What belongs there.
        what: &'static str,
    },
    /// Not in the catalogue.
    #[error("there is no reason {0:?}")]
    Reason(String),
    /// An earlier row fits everything that this one does.
    #[error("it is never reached, because line {0} decides before it")]
    Unreachable(usize),
}
