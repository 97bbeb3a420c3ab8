//! What the gateway's OpenAPI document says of the values that cannot be bad. The bodies that are made of them derive
//! theirs.

use utoipa::openapi::schema::{AdditionalProperties, ObjectBuilder, OneOfBuilder, Type};
use utoipa::openapi::{KnownFormat, RefOr, Schema, SchemaFormat};
use utoipa::{PartialSchema, ToSchema};

use crate::appearance::{Colour, Colours};
use crate::monthly::BillingDay;
use crate::phone::MaskedPhone;
use crate::refund::BankAccount;
use crate::{BirthDate, EmailAddress, OneTimeCode, OrderId, PhoneNumber, Timestamp, Won};

/// One of these names, with what each means.
pub(crate) fn names(names: impl Iterator<Item = &'static str>, meanings: &[&str]) -> RefOr<Schema> {
    let names: Vec<_> = names.collect();
    let lines: Vec<_> =
        names.iter().zip(meanings).map(|(name, meaning)| format!("- `{name}`: {}", meaning.trim())).collect();
    let schema = ObjectBuilder::new().schema_type(Type::String).description(Some(lines.join("\n")));
    schema.enum_values(Some(names)).into()
}

/// A text of that form.
pub(crate) fn text(pattern: &str, example: &str) -> RefOr<Schema> {
    string(pattern).examples([example]).into()
}

/// A number within these bounds.
pub(crate) fn number(least: f64, most: f64) -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::Number).minimum(Some(least)).maximum(Some(most)).into()
}

fn string(pattern: &str) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).pattern(Some(pattern))
}

fn integer(least: i64, most: i64) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(least)).maximum(Some(most))
}

macro_rules! described {
    ($($name:ident: $schema:expr;)+) => { $(
        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                $schema.into()
            }
        }

        impl ToSchema for $name {}
    )+ };
}

described! {
    Won: integer(1, i64::from(Won::MAX.get())).description(Some("Korean won, a whole number.")).examples([9_900]);
    Timestamp: integer(-Timestamp::FARTHEST, Timestamp::FARTHEST)
        .description(Some("Milliseconds since 1970-01-01T00:00:00Z."))
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
        .examples([1_795_303_860_000_i64]);
    BillingDay: integer(1, 28).description(Some("A day that every month has.")).examples([15]);
    OrderId: string("^[0-9A-Za-z_=.-]{1,64}$").description(Some("The merchant's number of an order.")).examples(["order-1"]);
    PhoneNumber: string("^010[0-9]{8}$")
        .description(Some("A Korean mobile number. Personal."))
        .examples(["01023456789"]);
    MaskedPhone: text("^010-[*]{4}-[0-9]{4}$", "010-****-6789");
    BirthDate: string("^[0-9]{6}[1-8]$")
        .description(Some("Date of birth and the digit after it in the resident registration number. Personal."))
        .examples(["9001011"]);
    OneTimeCode: string("^[0-9]{6}$").description(Some("Personal.")).examples(["123456"]);
    EmailAddress: ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some("ASCII, one `@`, a host with a dot. Personal."))
        .max_length(Some(254))
        .examples(["haneul@example.com"]);
    Colour: string("^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$").examples(["#1a5fd0"]);
    Colours: OneOfBuilder::new()
        .description(Some("A colour for both schemes, or one for each."))
        .item(Colour::schema())
        .item(
            ObjectBuilder::new()
                .schema_type(Type::Object)
                .property("light", Colour::schema())
                .property("dark", Colour::schema())
                .additional_properties(Some(AdditionalProperties::<Schema>::FreeForm(false))),
        );
    BankAccount: ObjectBuilder::new()
        .schema_type(Type::Object)
        .description(Some("A bank account in Korea. Personal: it is paid to, and forgotten when that has ended."))
        .property("bank", string("^[0-9]{3}$").description(Some("The bank's number at the KFTC (금융결제원).")))
        .property("number", string("^[0-9]{6,16}$").description(Some("Without hyphens.")))
        .property(
            "holder",
            ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(50)),
        )
        .required("bank")
        .required("number")
        .required("holder")
        .additional_properties(Some(AdditionalProperties::<Schema>::FreeForm(false)));
}
