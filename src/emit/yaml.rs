//! YAML that every reader understands alike.
//!
//! A small serializer of our own, so that the types of the tree stay the only schema: block
//! style, strings plain where no YAML 1.1 or 1.2 reader can take them for something else, single
//! quotes otherwise, double quotes where a character must be escaped.

use std::io;

use serde::ser::{self, Serialize};

use crate::document::{Document, FORMAT_VERSION};
use crate::error::FormatError;

/// Writes a document as YAML, with its spans.
///
/// Without spans, as a person wants to read it:
///
/// ```
/// let document = gangmu::parse("一、春耕\n备种。").without_spans();
/// assert!(gangmu::to_yaml(&document)?.starts_with("gangmu: 1\nsource:\n  format: text\n"));
/// # Ok::<(), gangmu::FormatError>(())
/// ```
///
/// # Errors
///
/// None for a document that was parsed.
pub fn to_yaml(document: &Document<'_>) -> Result<String, FormatError> {
    let mut out = String::new();
    emit(document, &mut out)?;
    Ok(out)
}

/// Writes a document as YAML to a file or stream, without holding the whole text: give it a
/// [`BufWriter`](io::BufWriter).
///
/// # Errors
///
/// [`FormatError::Io`] when the writer fails.
pub fn write_yaml(document: &Document<'_>, out: impl io::Write) -> Result<(), FormatError> {
    emit(document, Stream(out))
}

fn emit(document: &Document<'_>, out: impl Sink) -> Result<(), FormatError> {
    let mut writer = Writer { out, indent: 0, place: Place::Start };
    document.serialize(&mut writer).map_err(|e| match e {
        EmitError::Io(why) => FormatError::Io(why),
        EmitError::Value(why) => FormatError::Emit(why),
    })
}

/// Reads a document that [`to_yaml`] wrote.
///
/// ```
/// let document = gangmu::parse("一、春耕\n备种。").into_owned();
/// assert_eq!(gangmu::from_yaml(&gangmu::to_yaml(&document)?)?, document);
/// # Ok::<(), gangmu::FormatError>(())
/// ```
///
/// # Errors
///
/// When the text is not YAML, or not a document of a known format version.
pub fn from_yaml(yaml: &str) -> Result<Document<'static>, FormatError> {
    serde_yaml::from_str(yaml)
        .map_err(|error| match serde_yaml::from_str(yaml) {
            Ok(version) => unreadable(version, error.into()),
            Err(_) => error.into(),
        })
        .and_then(known)
}

/// The one key that every version has.
#[derive(serde::Deserialize)]
pub(crate) struct Version {
    gangmu: u32,
}

/// Why a document cannot be read: it may be of a later format.
pub(crate) fn unreadable(version: Version, error: FormatError) -> FormatError {
    match version.gangmu {
        found if found > FORMAT_VERSION => FormatError::Version { found, known: FORMAT_VERSION },
        _ => error,
    }
}

/// Refuses documents of a later format.
pub(crate) fn known(document: Document<'static>) -> Result<Document<'static>, FormatError> {
    match document.gangmu {
        found if found > FORMAT_VERSION => {
            Err(FormatError::Version { found, known: FORMAT_VERSION })
        }
        _ => Ok(document),
    }
}

/// What takes the text: a string, which need not be checked to be UTF-8 again, or a stream.
trait Sink {
    fn put(&mut self, text: &str) -> io::Result<()>;
}

impl Sink for &mut String {
    fn put(&mut self, text: &str) -> io::Result<()> {
        self.push_str(text);
        Ok(())
    }
}

struct Stream<W>(W);

impl<W: io::Write> Sink for Stream<W> {
    fn put(&mut self, text: &str) -> io::Result<()> {
        self.0.write_all(text.as_bytes())
    }
}

/// Where the next value stands.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Place {
    /// At the start of the text.
    Start,
    /// After `key:`.
    Key,
    /// After `-`.
    Item,
}

#[derive(Debug)]
struct Writer<W> {
    out: W,
    indent: usize,
    place: Place,
}

/// What stopped the writer.
#[derive(Debug)]
enum EmitError {
    Io(io::Error),
    /// A value that it does not know; the tree has none.
    Value(String),
}

type Emitted = Result<(), EmitError>;

impl std::fmt::Display for EmitError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Io(why) => why.fmt(f),
            Self::Value(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for EmitError {}

impl ser::Error for EmitError {
    fn custom<T: std::fmt::Display>(why: T) -> Self {
        Self::Value(why.to_string())
    }
}

impl<W: Sink> Writer<W> {
    fn put(&mut self, text: &str) -> Emitted {
        self.out.put(text).map_err(EmitError::Io)
    }

    fn scalar(&mut self, text: &str) -> Emitted {
        self.separate()?;
        self.put(text)?;
        self.put("\n")
    }

    /// The space before a value on the same line.
    fn separate(&mut self) -> Emitted {
        if self.place == Place::Start { Ok(()) } else { self.put(" ") }
    }

    fn pad(&mut self) -> Emitted {
        const SPACES: &str = "                                                                ";
        let mut left = self.indent;
        while left > 0 {
            let some = left.min(SPACES.len());
            self.put(&SPACES[..some])?;
            left -= some;
        }
        Ok(())
    }

    fn string(&mut self, text: &str) -> Emitted {
        self.separate()?;
        match style(text) {
            Style::Plain => self.put(text)?,
            Style::Single => {
                for (at, piece) in text.split('\'').enumerate() {
                    self.put(if at == 0 { "'" } else { "''" })?;
                    self.put(piece)?;
                }
                self.put("'")?;
            }
            Style::Double => self.put(&escaped(text))?,
        }
        self.put("\n")
    }
}

/// A string in double quotes.
fn escaped(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if !needs_escape(c) => out.push(c),
            c if c as u32 <= 0xFF => out.push_str(&format!("\\x{:02X}", c as u32)),
            c if c as u32 <= 0xFFFF => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push_str(&format!("\\U{:08X}", c as u32)),
        }
    }
    out.push('"');
    out
}

#[derive(Debug, PartialEq)]
enum Style {
    Plain,
    Single,
    Double,
}

/// Characters that no reader takes as they are: controls, line separators, byte order marks.
fn needs_escape(c: char) -> bool {
    matches!(c, '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// How a string can be written so that every reader sees the same value.
fn style(text: &str) -> Style {
    let Some(first) = text.chars().next() else { return Style::Single };
    let bytes = text.as_bytes();
    let flags = flags(bytes);
    if flags & ESCAPE != 0 {
        return Style::Double;
    }
    let begins = match first {
        '\u{a0}' | '\u{3000}' => true,
        _ => b" -?:,[]{}#&*!|>'\"%@`=~<.+0123456789".contains(&bytes[0]),
    };
    let quote = begins
        || flags & QUOTE != 0
        || text.ends_with([' ', ':', '\u{a0}', '\u{3000}'])
        || is_reserved(text);
    if quote { Style::Single } else { Style::Plain }
}

/// A character that [needs an escape](needs_escape).
const ESCAPE: u8 = 1;
/// `: ` or ` #`.
const QUOTE: u8 = 2;

/// What is in a text, by its bytes in UTF-8: one pass without branches, of which the compiler makes
/// wide instructions.
fn flags(bytes: &[u8]) -> u8 {
    let of = |a: u8, b: u8, c: u8| {
        let control = (a < 0x20) | (a == 0x7F) | ((a == 0xC2) & (b < 0xA0));
        let separator = (a == 0xE2) & (b == 0x80) & (c & 0xFE == 0xA8);
        let mark = (a == 0xEF) & (((b == 0xBB) & (c == 0xBF)) | ((b == 0xBF) & (c >= 0xBE)));
        let quote = ((a == b':') & (b == b' ')) | ((a == b' ') & (b == b'#'));
        (u8::from(control | separator | mark) * ESCAPE) | (u8::from(quote) * QUOTE)
    };
    let from = |at: usize| bytes.get(at..).unwrap_or_default();
    let whole = bytes.iter().zip(from(1)).zip(from(2));
    let found = whole.fold(0, |found, ((a, b), c)| found | of(*a, *b, *c));
    match *from(bytes.len().saturating_sub(2)) {
        [a, b] => found | of(a, b, b'.') | of(b, b'.', b'.'),
        [a] => of(a, b'.', b'.'),
        _ => found,
    }
}

/// Whether a reader of YAML 1.1 takes a word for null or a boolean; numbers are told by their start.
fn is_reserved(text: &str) -> bool {
    const WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    text.len() <= 5 && WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

impl<W: Sink> ser::Serializer for &mut Writer<W> {
    type Ok = ();
    type Error = EmitError;
    type SerializeSeq = Items<Self>;
    type SerializeTuple = ser::Impossible<(), EmitError>;
    type SerializeTupleStruct = ser::Impossible<(), EmitError>;
    type SerializeTupleVariant = ser::Impossible<(), EmitError>;
    type SerializeMap = ser::Impossible<(), EmitError>;
    type SerializeStruct = Entries<Self>;
    type SerializeStructVariant = ser::Impossible<(), EmitError>;

    fn serialize_bool(self, v: bool) -> Emitted {
        self.scalar(if v { "true" } else { "false" })
    }
    fn serialize_i8(self, v: i8) -> Emitted {
        self.serialize_i64(v.into())
    }
    fn serialize_i16(self, v: i16) -> Emitted {
        self.serialize_i64(v.into())
    }
    fn serialize_i32(self, v: i32) -> Emitted {
        self.serialize_i64(v.into())
    }
    fn serialize_i64(self, v: i64) -> Emitted {
        self.scalar(&v.to_string())
    }
    fn serialize_u8(self, v: u8) -> Emitted {
        self.serialize_u64(v.into())
    }
    fn serialize_u16(self, v: u16) -> Emitted {
        self.serialize_u64(v.into())
    }
    fn serialize_u32(self, v: u32) -> Emitted {
        self.serialize_u64(v.into())
    }
    fn serialize_u64(self, v: u64) -> Emitted {
        self.scalar(&v.to_string())
    }
    fn serialize_f32(self, v: f32) -> Emitted {
        self.serialize_f64(v.into())
    }
    fn serialize_f64(self, v: f64) -> Emitted {
        Err(ser::Error::custom(format_args!("a float, {v}")))
    }
    fn serialize_char(self, v: char) -> Emitted {
        self.string(v.encode_utf8(&mut [0; 4]))
    }
    fn serialize_str(self, v: &str) -> Emitted {
        self.string(v)
    }
    fn serialize_bytes(self, _: &[u8]) -> Emitted {
        Err(ser::Error::custom("bytes"))
    }
    fn serialize_none(self) -> Emitted {
        self.serialize_unit()
    }
    fn serialize_some<T: Serialize + ?Sized>(self, v: &T) -> Emitted {
        v.serialize(self)
    }
    fn serialize_unit(self) -> Emitted {
        self.scalar("null")
    }
    fn serialize_unit_struct(self, _: &'static str) -> Emitted {
        self.serialize_unit()
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, v: &'static str) -> Emitted {
        self.serialize_str(v)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, v: &T) -> Emitted {
        v.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: &T,
    ) -> Emitted {
        Err(ser::Error::custom(format_args!("the tagged value {name}")))
    }
    fn serialize_seq(self, len: Option<usize>) -> Result<Items<Self>, EmitError> {
        let empty = len == Some(0);
        match (empty, self.place) {
            (true, _) => self.scalar("[]")?,
            (_, Place::Start) => {}
            (..) => self.put("\n")?,
        }
        Ok(Items { writer: self })
    }
    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, EmitError> {
        Err(ser::Error::custom("a tuple"))
    }
    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, EmitError> {
        Err(ser::Error::custom("a tuple"))
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, EmitError> {
        Err(ser::Error::custom("a tuple"))
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, EmitError> {
        Err(ser::Error::custom("a map"))
    }
    fn serialize_struct(self, _: &'static str, len: usize) -> Result<Entries<Self>, EmitError> {
        if len == 0 {
            self.scalar("{}")?;
        }
        let (place, indent) = (self.place, self.indent);
        Ok(Entries { writer: self, place, indent, first: true })
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, EmitError> {
        Err(ser::Error::custom(format_args!("the tagged value {name}")))
    }
}

/// The items of a sequence: `- …` at the indent of their key.
#[derive(Debug)]
struct Items<W> {
    writer: W,
}

impl<W: Sink> ser::SerializeSeq for Items<&mut Writer<W>> {
    type Ok = ();
    type Error = EmitError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, v: &T) -> Emitted {
        let writer = &mut *self.writer;
        writer.pad()?;
        writer.put("-")?;
        let (place, indent) = (writer.place, writer.indent);
        writer.place = Place::Item;
        writer.indent += 2;
        v.serialize(&mut *writer)?;
        writer.place = place;
        writer.indent = indent;
        Ok(())
    }

    fn end(self) -> Emitted {
        Ok(())
    }
}

/// The entries of a map: `key: …`, the first one beside a `-`.
#[derive(Debug)]
struct Entries<W> {
    writer: W,
    place: Place,
    indent: usize,
    first: bool,
}

impl<W: Sink> Entries<&mut Writer<W>> {
    fn key(&mut self, key: &str) -> Emitted {
        let writer = &mut *self.writer;
        if self.first {
            match self.place {
                Place::Start => {}
                Place::Key => {
                    writer.put("\n")?;
                    writer.indent = self.indent + 2;
                    writer.pad()?;
                }
                Place::Item => writer.put(" ")?,
            }
            self.first = false;
        } else {
            writer.pad()?;
        }
        writer.put(key)?;
        writer.put(":")?;
        writer.place = Place::Key;
        Ok(())
    }

    fn finish(self) {
        self.writer.place = self.place;
        self.writer.indent = self.indent;
    }
}

impl<W: Sink> ser::SerializeStruct for Entries<&mut Writer<W>> {
    type Ok = ();
    type Error = EmitError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, v: &T) -> Emitted {
        self.key(key)?;
        v.serialize(&mut *self.writer)
    }

    fn end(self) -> Emitted {
        self.finish();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_quoted_where_a_reader_could_err() {
        for (text, style_of) in [
            ("春耕", Style::Plain),
            ("一、春耕", Style::Plain),
            ("第二篇:春耕", Style::Plain),
            ("甲: 乙", Style::Single),
            ("同志们:", Style::Single),
            ("甲 #乙", Style::Single),
            ("no", Style::Single),
            ("NULL", Style::Single),
            ("2012-02-20", Style::Single),
            ("12:30", Style::Single),
            ("1_000", Style::Single),
            ("-甲", Style::Single),
            ("", Style::Single),
            ("它's", Style::Plain),
            ("甲\n乙", Style::Double),
            ("甲\u{85}", Style::Double),
            ("\u{feff}", Style::Double),
        ] {
            assert_eq!(style(text), style_of, "{text}");
        }
    }

    #[test]
    fn later_formats_are_named() {
        let error = from_yaml("gangmu: 2\nsource: {form: pdf}\n").unwrap_err();
        assert!(error.to_string().starts_with("format version 2 is newer"), "{error}");
        let error = crate::from_json("{\"gangmu\": 2, \"new\": []}").unwrap_err();
        assert!(error.to_string().starts_with("format version 2 is newer"), "{error}");
    }

    #[test]
    fn what_is_written_is_read_back() {
        for text in [
            "'", "\"", "\\", "a'b", "甲\t乙", "%x", "@", "~", "---", "...", "? a", "| a", "> a",
            "!x", "&a", "*a", ".5", "+1", "0x1F", "1e3", "<<", "=",
        ] {
            let mut out = String::new();
            let mut writer = Writer { out: &mut out, indent: 0, place: Place::Start };
            text.serialize(&mut writer).unwrap();
            let back: String = serde_yaml::from_str(&out).unwrap();
            assert_eq!(back, text);
            let value: serde_yaml::Value = serde_yaml::from_str(&out).unwrap();
            assert!(value.is_string(), "{text}");
        }
    }
}
