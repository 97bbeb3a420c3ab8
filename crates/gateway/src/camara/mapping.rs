//! From what a carrier answers to a reason: `mappings/camara.tsv`.

use carrier_checkout_protocol::Reason;

use super::operation::Operation;
use super::wire::ErrorInfo;
use crate::mapping::{Column, MappingError, Table};

/// The table, keyed by operation, status and code.
pub(super) struct Mapping(Table);

const COLUMNS: [Column; 3] = [
    Column { what: "an operation", holds: |text| Operation::named(text).is_some() },
    Column { what: "an HTTP status", holds: |text| text.parse().is_ok_and(|status: u16| (100..600).contains(&status)) },
    Column { what: "a code", holds: |text| !text.is_empty() },
];

impl Mapping {
    /// The table that comes with the gateway.
    pub(super) fn built_in() -> Result<Self, MappingError> {
        Self::parse(include_str!("../../mappings/camara.tsv"))
    }

    /// Reads a table.
    pub(super) fn parse(text: &str) -> Result<Self, MappingError> {
        Table::parse("camara.tsv", &COLUMNS, text).map(Self)
    }

    /// The reason of the first row that fits.
    pub(super) fn reason(&self, operation: Operation, status: u16, info: &ErrorInfo) -> Option<Reason> {
        self.0.reason(&[operation.name(), &status.to_string(), &info.code], &info.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> String {
        Mapping::parse(text).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn the_table_that_comes_with_the_gateway_can_be_read() {
        assert_eq!(fault(include_str!("../../mappings/camara.tsv")), "");
    }

    #[test]
    fn operation_and_status_are_ones_that_there_are() {
        assert!(fault("sendcode\t403\t*\t*\tunknown").ends_with("line 1: \"sendcode\" is not an operation"));
        assert!(fault("sendCode\t4xx\t*\t*\tunknown").ends_with("line 1: \"4xx\" is not an HTTP status"));
    }
}
