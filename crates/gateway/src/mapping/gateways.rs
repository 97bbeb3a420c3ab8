//! The code tables of the payment gateways that bill for the carriers.

use carrier_checkout_protocol::{Failure, Reason};

use super::{Column, MappingError, Table, quotable};

/// Whose code it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// Danal.
    Danal,
    /// KG Mobilians.
    Kg,
    /// Galaxia Moneytree.
    Galaxia,
    /// KG Inicis, which mostly relays the codes of the other three.
    Inicis,
    /// NicePay.
    NicePay,
}

/// The tables of all sources.
pub struct Mappings {
    danal: Table,
    kg: Table,
    galaxia: Table,
    inicis: Table,
    nicepay: Table,
}

const COLUMNS: [Column; 2] = [
    Column { what: "a source", holds: |text| Source::ALL.iter().any(|source| source.name() == text) },
    Column { what: "a code", holds: |text| !text.is_empty() },
];

/// What Inicis puts before a code that it relays, and the part of that code which it leaves out.
const RELAYED: [(&str, Source, &str); 3] =
    [("110", Source::Galaxia, ""), ("113", Source::Kg, "0"), ("114", Source::Danal, "")];

impl Source {
    /// Every one of them.
    pub const ALL: [Self; 5] = [Self::Danal, Self::Kg, Self::Galaxia, Self::Inicis, Self::NicePay];

    /// The name in the tables; in capitals, what a quote begins with.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Danal => "danal",
            Self::Kg => "kg",
            Self::Galaxia => "galaxia",
            Self::Inicis => "inicis",
            Self::NicePay => "nicepay",
        }
    }

    /// How many digits its codes have at most.
    const fn most_digits(self) -> usize {
        match self {
            Self::Danal | Self::Kg | Self::Galaxia | Self::NicePay => 5,
            Self::Inicis => 6,
        }
    }
}

impl Mappings {
    /// The tables that come with the gateway.
    ///
    /// # Errors
    /// When a row of one cannot be used.
    pub fn built_in() -> Result<Self, MappingError> {
        Ok(Self {
            danal: Table::parse("danal.tsv", &COLUMNS, include_str!("../../mappings/danal.tsv"))?,
            kg: Table::parse("kg.tsv", &COLUMNS, include_str!("../../mappings/kg.tsv"))?,
            galaxia: Table::parse("galaxia.tsv", &COLUMNS, include_str!("../../mappings/galaxia.tsv"))?,
            inicis: Table::parse("inicis.tsv", &COLUMNS, include_str!("../../mappings/inicis.tsv"))?,
            nicepay: Table::parse("nicepay.tsv", &COLUMNS, include_str!("../../mappings/nicepay.tsv"))?,
        })
    }

    /// What a source's refusal means, with the code to quote: `DANAL-482`. A
    /// code that no table knows is [`Reason::Unknown`].
    ///
    /// ```
    /// # use carrier_checkout_gateway::mapping::{Mappings, Source};
    /// # use carrier_checkout_protocol::Reason;
    /// let failure = Mappings::built_in()?.failure(Source::Kg, "0058", "착신전환 서비스 이용 고객");
    /// assert_eq!(failure.reason, Reason::LineCallForwarding);
    /// assert_eq!(failure.quote.as_deref(), Some("KG-0058"));
    /// # Ok::<(), carrier_checkout_gateway::mapping::MappingError>(())
    /// ```
    #[must_use]
    pub fn failure(&self, source: Source, code: &str, message: &str) -> Failure {
        let reason = self.reason(source, code, message).unwrap_or(Reason::Unknown);
        let name = source.name().to_uppercase();
        let quote = match quotable(code, source.most_digits()) {
            "" => name,
            code => format!("{name}-{code}"),
        };
        Failure::quoting(reason, quote)
    }

    fn reason(&self, source: Source, code: &str, message: &str) -> Option<Reason> {
        let own = self.table(source).reason(&[source.name(), code], message);
        own.or_else(|| if source == Source::Inicis { self.relayed(code, message) } else { None })
    }

    fn relayed(&self, code: &str, message: &str) -> Option<Reason> {
        let (rest, source, left_out) = RELAYED
            .iter()
            .find_map(|(prefix, source, left_out)| Some((code.strip_prefix(prefix)?, source, left_out)))?;
        // Only KG's own codes begin with zeros.
        let code = if *source == Source::Kg { rest } else { rest.trim_start_matches('0') };
        self.reason(*source, &format!("{left_out}{code}"), message)
    }

    const fn table(&self, source: Source) -> &Table {
        match source {
            Source::Danal => &self.danal,
            Source::Kg => &self.kg,
            Source::Galaxia => &self.galaxia,
            Source::Inicis => &self.inicis,
            Source::NicePay => &self.nicepay,
        }
    }
}
