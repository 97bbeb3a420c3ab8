//! Writes what the gateway and the loader are told, as JSON.
//!
//! A serde serializer for just what the protocol uses, beside [`super::reader`]
//! and for the same reason: the browser knows JSON, so no library travels for it.

use core::fmt::{self, Write};

use serde::{
    Serialize,
    ser::{self, Impossible, SerializeSeq, SerializeStruct, SerializeStructVariant},
};

/// The protocol says nothing of the kind.
#[derive(Debug)]
pub struct Unwritable;

/// Writes a value.
///
/// # Errors
/// When something in it is of a kind that the protocol does not use.
pub fn write(value: &impl Serialize) -> Result<String, Unwritable> {
    let mut text = String::new();
    value.serialize(&mut Writer(&mut text))?;
    Ok(text)
}

struct Writer<'a>(&'a mut String);

impl Writer<'_> {
    fn integer(&mut self, value: i64) -> Result<(), Unwritable> {
        write!(self.0, "{value}").map_err(|_| Unwritable)
    }

    fn text(&mut self, value: &str) -> Result<(), Unwritable> {
        self.0.push('"');
        for letter in value.chars() {
            match letter {
                '"' | '\\' => self.0.extend(['\\', letter]),
                '\0'..'\x20' => write!(self.0, "\\u{:04x}", u32::from(letter)).map_err(|_| Unwritable)?,
                _ => self.0.push(letter),
            }
        }
        self.0.push('"');
        Ok(())
    }

    /// What comes before the next item of a list or object.
    fn comma(&mut self) {
        if !self.0.ends_with(['[', '{']) {
            self.0.push(',');
        }
    }

    fn named<T: ?Sized + Serialize>(&mut self, name: &str, value: &T) -> Result<(), Unwritable> {
        self.comma();
        self.text(name)?;
        self.0.push(':');
        value.serialize(&mut Writer(self.0))
    }
}

macro_rules! integers {
    ($($method:ident($kind:ty))*) => {
        $(fn $method(self, value: $kind) -> Result<(), Unwritable> {
            self.integer(i64::from(value))
        })*
    };
}

macro_rules! unused {
    ($($method:ident($($argument:ty),*) -> $answer:ty;)*) => {
        $(fn $method(self, $(_: $argument),*) -> Result<$answer, Unwritable> {
            Err(Unwritable)
        })*
    };
}

type Never = Impossible<(), Unwritable>;

impl<'a, 'b> ser::Serializer for &'a mut Writer<'b> {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Self;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Never;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    integers!(serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32));

    fn serialize_u64(self, value: u64) -> Result<(), Unwritable> {
        self.integer(i64::try_from(value).map_err(|_| Unwritable)?)
    }

    fn serialize_bool(self, value: bool) -> Result<(), Unwritable> {
        self.0.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Unwritable> {
        self.text(value)
    }

    fn serialize_none(self) -> Result<(), Unwritable> {
        self.0.push_str("null");
        Ok(())
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), Unwritable> {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<(), Unwritable> {
        self.text(name)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, value: &T) -> Result<(), Unwritable> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        self.0.push('{');
        self.named(name, value)?;
        self.0.push('}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Unwritable> {
        self.0.push('[');
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Unwritable> {
        self.0.push('{');
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Self, Unwritable> {
        self.0.push('{');
        self.text(name)?;
        self.0.push_str(":{");
        Ok(self)
    }

    unused! {
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_map(Option<usize>) -> Never;
        serialize_tuple(usize) -> Never;
        serialize_tuple_struct(&'static str, usize) -> Never;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Never;
    }
}

impl SerializeSeq for &mut Writer<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.comma();
        value.serialize(&mut Writer(self.0))
    }

    fn end(self) -> Result<(), Unwritable> {
        self.0.push(']');
        Ok(())
    }
}

impl SerializeStruct for &mut Writer<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), Unwritable> {
        self.named(name, value)
    }

    fn end(self) -> Result<(), Unwritable> {
        self.0.push('}');
        Ok(())
    }
}

impl SerializeStructVariant for &mut Writer<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), Unwritable> {
        self.named(name, value)
    }

    fn end(self) -> Result<(), Unwritable> {
        self.0.push_str("}}");
        Ok(())
    }
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unwritable")
    }
}

impl std::error::Error for Unwritable {}

impl ser::Error for Unwritable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}
