//! Reads a table and looks things up in it.

use carrier_checkout_protocol::Reason;

use super::{MappingError, MappingFault};

/// The rows of a table; the first that fits decides.
pub(crate) struct Table(Vec<Row>);

/// Something that a table is keyed by.
pub(crate) struct Column {
    /// With its article: `an HTTP status`.
    pub(crate) what: &'static str,
    /// Whether a value can stand there; `*` always can.
    pub(crate) holds: fn(&str) -> bool,
}

/// A row. What is not there fits everything.
struct Row {
    line: usize,
    keys: Vec<Option<String>>,
    /// All of them are in the message, whose case and spaces do not count.
    parts: Vec<String>,
    reason: Reason,
}

impl Table {
    /// Reads a table: `#` begins a comment line, `*` fits everything, and `&`
    /// joins parts of a message that all have to be there.
    pub(crate) fn parse(file: &'static str, columns: &[Column], text: &str) -> Result<Self, MappingError> {
        let mut rows: Vec<Row> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = |fault| MappingError { file, line: index + 1, fault };
            let row = Row::parse(index + 1, columns, line).map_err(wrong)?;
            if let Some(earlier) = rows.iter().find(|earlier| earlier.covers(&row)) {
                return Err(wrong(MappingFault::Unreachable(earlier.line)));
            }
            rows.push(row);
        }
        Ok(Self(rows))
    }

    /// The reason of the first row that fits.
    pub(crate) fn reason(&self, keys: &[&str], message: &str) -> Option<Reason> {
        let message = plain(message);
        self.0.iter().find(|row| row.fits(keys, &message)).map(|row| row.reason)
    }
}

impl Row {
    fn parse(line: usize, columns: &[Column], text: &str) -> Result<Self, MappingFault> {
        let values: Vec<&str> = text.split('\t').map(str::trim).collect();
        let (found, wanted) = (values.len(), columns.len() + 2);
        let [keys @ .., message, reason] = &values[..] else { return Err(MappingFault::Columns { found, wanted }) };
        if found != wanted {
            return Err(MappingFault::Columns { found, wanted });
        }
        let key = |(column, value): (&Column, &&str)| match *value {
            "*" => Ok(None),
            value if (column.holds)(value) => Ok(Some(value.to_owned())),
            value => Err(MappingFault::Value { value: value.to_owned(), what: column.what }),
        };
        let keys = columns.iter().zip(keys).map(key).collect::<Result<_, _>>()?;
        let parts = if *message == "*" { Vec::new() } else { message.split('&').map(plain).collect() };
        let reason = Reason::from_wire(reason).ok_or_else(|| MappingFault::Reason((*reason).to_owned()))?;
        Ok(Self { line, keys, parts, reason })
    }

    fn fits(&self, keys: &[&str], message: &str) -> bool {
        self.keys.iter().zip(keys).all(|(own, key)| own.as_ref().is_none_or(|own| own == key))
            && self.parts.iter().all(|part| message.contains(part.as_str()))
    }

    /// Whether everything that fits the other fits this one too.
    fn covers(&self, other: &Self) -> bool {
        self.keys.iter().zip(&other.keys).all(|(own, others)| own.is_none() || own == others)
            && self.parts.iter().all(|own| other.parts.iter().any(|others| others.contains(own.as_str())))
    }
}

/// In lower case and without spaces: those who write Korean set them as they like.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATUS: Column = Column { what: "a status", holds: |text| text.parse::<u16>().is_ok() };
    const CODE: Column = Column { what: "a code", holds: |text| !text.is_empty() };

    fn table(text: &str) -> Result<Table, String> {
        Table::parse("x.tsv", &[STATUS, CODE], text).map_err(|error| error.to_string())
    }

    fn fault(text: &str) -> String {
        table(text).err().unwrap_or_default()
    }

    #[test]
    fn the_first_row_that_fits_decides() {
        let text = "# status\n\n403\tX\tMinor\tline_minor\n403\tX\t*\tline_overdue\n429\t*\t*\ttoo_many_requests";
        let table = table(text).unwrap();
        assert_eq!(table.reason(&["403", "X"], "belongs to a MINOR"), Some(Reason::LineMinor));
        assert_eq!(table.reason(&["403", "X"], "else"), Some(Reason::LineOverdue));
        assert_eq!(table.reason(&["429", ""], ""), Some(Reason::TooManyRequests));
        assert_eq!(table.reason(&["403", "Y"], "minor"), None);
    }

    #[test]
    fn all_parts_of_a_message_have_to_be_there_however_it_is_spaced() {
        let table = table("*\t*\t비밀번호&틀림\tpaypw_mismatch\n*\t*\t착신전환\tline_call_forwarding").unwrap();
        assert_eq!(table.reason(&["1", "X"], "결제 비밀번호가 틀림"), Some(Reason::PaypwMismatch));
        assert_eq!(table.reason(&["1", "X"], "비밀번호를 입력"), None);
        assert_eq!(table.reason(&["1", "X"], "착신 전환 중인 번호"), Some(Reason::LineCallForwarding));
    }

    #[test]
    fn a_wrong_row_is_named_by_its_line() {
        let at = |line: usize, rest: &str| format!("mappings/x.tsv, line {line}: {rest}");
        assert_eq!(fault("# x\n403 X"), at(2, "there are 1 columns, separated by tabs, instead of 4"));
        assert_eq!(fault("403\tX\tunknown"), at(1, "there are 3 columns, separated by tabs, instead of 4"));
        assert_eq!(fault("4xx\t*\t*\tunknown"), at(1, "\"4xx\" is not a status"));
        assert_eq!(fault("403\t*\t*\tlost"), at(1, "there is no reason \"lost\""));
    }

    #[test]
    fn a_row_that_is_never_reached_is_wrong() {
        let never = "mappings/x.tsv, line 2: it is never reached, because line 1 decides before it";
        assert_eq!(fault("403\t*\tage\tline_minor\n403\tX\tunder age\tline_minor"), never);
        assert_eq!(fault("403\t*\ta\tline_minor\n403\tX\ta&b\tline_minor"), never);
        assert_eq!(fault("403\tX\ta&b\tline_minor\n403\tX\ta\tline_minor"), "");
    }
}
