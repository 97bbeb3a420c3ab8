//! From what a carrier answers to a reason, by data.

use carrier_checkout_protocol::Reason;

use super::operation::Operation;
use super::wire::ErrorInfo;

/// The rows of `mappings/camara.tsv`; the first that fits decides.
pub(super) struct Mapping(Vec<Rule>);

/// A row. `None` fits everything.
struct Rule {
    line: usize,
    operation: Option<Operation>,
    status: Option<u16>,
    code: Option<String>,
    /// In lower case.
    message: Option<String>,
    reason: Reason,
}

/// A row of the table that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("mappings/camara.tsv, line {line}: {fault}")]
pub struct MappingError {
    /// Which line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub fault: MappingFault,
}

/// What is wrong with a row of the table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingFault {
    /// Not operation, status, code, message and reason.
    #[error("there are {0} columns, separated by tabs, instead of 5")]
    Columns(usize),
    /// No request has this name.
    #[error("there is no operation {0:?}")]
    Operation(String),
    /// Not a number from 100 to 599, nor `*`.
    #[error("{0:?} is not an HTTP status")]
    Status(String),
    /// Not in the catalogue.
    #[error("there is no reason {0:?}")]
    Reason(String),
    /// An earlier row fits everything that this one does.
    #[error("it is never reached, because line {0} decides before it")]
    Unreachable(usize),
}

impl Mapping {
    /// The table that comes with the gateway.
    pub(super) fn built_in() -> Result<Self, MappingError> {
        Self::parse(include_str!("../../mappings/camara.tsv"))
    }

    /// Reads a table: `#` begins a comment line, `*` fits everything.
    pub(super) fn parse(table: &str) -> Result<Self, MappingError> {
        let mut rules: Vec<Rule> = Vec::new();
        for (index, row) in table.lines().enumerate() {
            let line = index + 1;
            if row.trim().is_empty() || row.starts_with('#') {
                continue;
            }
            let rule = Rule::parse(line, row).map_err(|fault| MappingError { line, fault })?;
            if let Some(earlier) = rules.iter().find(|earlier| earlier.covers(&rule)) {
                return Err(MappingError { line, fault: MappingFault::Unreachable(earlier.line) });
            }
            rules.push(rule);
        }
        Ok(Self(rules))
    }

    /// The reason of the first row that fits.
    pub(super) fn reason(&self, operation: Operation, status: u16, info: &ErrorInfo) -> Option<Reason> {
        let message = info.message.to_lowercase();
        let fits = |rule: &&Rule| {
            rule.operation.is_none_or(|of| of == operation)
                && rule.status.is_none_or(|of| of == status)
                && rule.code.as_deref().is_none_or(|of| of == info.code)
                && rule.message.as_deref().is_none_or(|part| message.contains(part))
        };
        self.0.iter().find(fits).map(|rule| rule.reason)
    }
}

impl Rule {
    fn parse(line: usize, row: &str) -> Result<Self, MappingFault> {
        let columns: Vec<&str> = row.split('\t').map(str::trim).collect();
        let [operation, status, code, message, reason] = columns[..] else {
            return Err(MappingFault::Columns(columns.len()));
        };
        let any = |text: &str| text == "*";
        let operation = match Operation::named(operation) {
            None if any(operation) => None,
            None => return Err(MappingFault::Operation(operation.to_owned())),
            some => some,
        };
        let status = match status.parse().ok().filter(|status| (100..600).contains(status)) {
            None if any(status) => None,
            None => return Err(MappingFault::Status(status.to_owned())),
            some => some,
        };
        let reason = Reason::from_wire(reason).ok_or_else(|| MappingFault::Reason(reason.to_owned()))?;
        let text = |text: &str| (!any(text)).then(|| text.to_owned());
        Ok(Self { line, operation, status, code: text(code), message: text(&message.to_lowercase()), reason })
    }

    /// Whether everything that fits the other fits this one too.
    fn covers(&self, other: &Self) -> bool {
        let message = match (&self.message, &other.message) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(mine), Some(theirs)) => theirs.contains(mine.as_str()),
        };
        message
            && (self.operation.is_none() || self.operation == other.operation)
            && (self.status.is_none() || self.status == other.status)
            && (self.code.is_none() || self.code == other.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(table: &str) -> String {
        Mapping::parse(table).err().map(|error| error.to_string()).unwrap_or_default()
    }

    fn reason(mapping: &Mapping, operation: Operation, status: u16, code: &str, message: &str) -> Option<Reason> {
        mapping.reason(operation, status, &ErrorInfo { code: code.to_owned(), message: message.to_owned() })
    }

    #[test]
    fn the_table_that_comes_with_the_gateway_can_be_read() {
        assert!(Mapping::built_in().is_ok(), "{}", fault(include_str!("../../mappings/camara.tsv")));
    }

    #[test]
    fn the_first_row_that_fits_decides() {
        let table = "# operation\n\nsendCode\t403\tX\tMinor\tline_minor\nsendCode\t403\tX\t*\tline_overdue\n*\t429\t*\t*\ttoo_many_requests";
        let mapping = Mapping::parse(table).unwrap();
        let of = |operation, status, code, message| reason(&mapping, operation, status, code, message);
        assert_eq!(of(Operation::SendCode, 403, "X", "belongs to a MINOR"), Some(Reason::LineMinor));
        assert_eq!(of(Operation::SendCode, 403, "X", "else"), Some(Reason::LineOverdue));
        assert_eq!(of(Operation::ConfirmPayment, 429, "", ""), Some(Reason::TooManyRequests));
        assert_eq!(of(Operation::SendCode, 403, "Y", "minor"), None);
        assert_eq!(of(Operation::ValidateCode, 403, "X", "minor"), None);
    }

    #[test]
    fn a_wrong_row_is_named_by_its_line() {
        let at = |line: usize, rest: &str| format!("mappings/camara.tsv, line {line}: {rest}");
        assert_eq!(fault("# x\nsendCode 403"), at(2, "there are 1 columns, separated by tabs, instead of 5"));
        assert_eq!(fault("sendcode\t403\t*\t*\tunknown"), at(1, "there is no operation \"sendcode\""));
        assert_eq!(fault("sendCode\t4xx\t*\t*\tunknown"), at(1, "\"4xx\" is not an HTTP status"));
        assert_eq!(fault("sendCode\t403\t*\t*\tlost"), at(1, "there is no reason \"lost\""));
        let shadowed = "*\t403\t*\tage\tline_minor\nsendCode\t403\tX\tunder age\tline_minor";
        assert_eq!(fault(shadowed), at(2, "it is never reached, because line 1 decides before it"));
    }
}
