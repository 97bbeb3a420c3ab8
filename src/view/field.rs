//! The elements that can have the focus, by id.

use carrier_checkout_flow::{Field, Remedy};

/// The id of the element that a field stands for.
#[must_use]
pub const fn element_id(field: Field) -> &'static str {
    match field {
        Field::Carrier => "SKT",
        Field::Budget => "HELLO",
        Field::Phone => "phone",
        Field::Birth => "birth",
        Field::BirthDigit => "birth-digit",
        Field::Consents => "consents",
        Field::Code => "code",
        Field::Content => "content",
        Field::Remedy(Remedy::Dispute) => "dispute",
        Field::Remedy(Remedy::Stop) => "stop",
        Field::Alert => "alert",
        Field::Heading => "heading",
    }
}
