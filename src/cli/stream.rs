//! A stream for engines: a record with a text in, the record with its tree out, for ever.

use std::fmt;
use std::io::{self, BufRead, Read as _, Write as _};
use std::panic::{self, AssertUnwindSafe};

use gangmu::{Parser, ReadOptions};
use serde::Serialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap as _, Serializer as _};
use serde_json::value::RawValue;

use super::args::{Args, Format};
use super::convert::{self, ConvertError};

/// Bytes of a buffer that are kept for the next record: a large one does not stay.
const KEPT: usize = 1024 * 1024;

/// Answers each record of standard input on standard output, in order, before it reads the next.
pub(crate) fn stream(args: &Args) -> Result<(), ConvertError> {
    let grammar = convert::grammar(args)?;
    let parser = convert::parser(args, &grammar);
    let mut input = io::stdin().lock();
    let mut out = io::stdout().lock();
    let (mut line, mut answer) = (Vec::new(), Vec::new());
    for number in 1_u64.. {
        let read = read_line(&mut input, args.max_size, &mut line)
            .map_err(|why| ConvertError::Io { file: "standard input".into(), why })?;
        let Some(is_whole) = read else { break };
        if line.trim_ascii().is_empty() {
            continue;
        }
        answer.clear();
        answer.shrink_to(KEPT);
        let mut record = Record::default();
        let done = if is_whole {
            panic::catch_unwind(AssertUnwindSafe(|| {
                record.read(&line).and_then(|()| record.answer(args, &parser, &mut answer))
            }))
            .unwrap_or_else(|_| Err("gangmu failed over it: please report it".into()))
        } else {
            // Its id may stand in what was read.
            let _ = record.read(&line);
            Err(format!("the record has more than {} bytes (--max-size)", args.max_size))
        };
        if let Err(why) = done {
            answer.clear();
            let error = format!("line {number}: {why}");
            let refusal = Refusal { id: record.value("id"), error };
            serde_json::to_writer(&mut answer, &refusal).map_err(|why| ConvertError::Format {
                file: "standard output".into(),
                why: why.into(),
            })?;
        }
        answer.push(b'\n');
        convert::printed(out.write_all(&answer).and_then(|()| out.flush()))?;
    }
    Ok(())
}

/// Reads a line and tells whether it is whole: of one of more than `max` bytes only so many are
/// kept. `None` at the end.
fn read_line(input: &mut impl BufRead, max: usize, line: &mut Vec<u8>) -> io::Result<Option<bool>> {
    line.clear();
    line.shrink_to(KEPT);
    let most = (max as u64).saturating_add(1);
    let read = input.by_ref().take(most).read_until(b'\n', line)?;
    if read == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') || read <= max {
        return Ok(Some(true));
    }
    input.skip_until(b'\n')?;
    Ok(Some(false))
}

/// A record: its values are handed on as they were written.
#[derive(Debug, Default)]
struct Record<'r> {
    keys: Vec<(String, &'r RawValue)>,
}

impl<'r> Record<'r> {
    /// Reads a line; what stands before a mistake is kept.
    fn read(&mut self, line: &'r [u8]) -> Result<(), String> {
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        let sound = line.utf8_chunks().next().map_or("", |x| x.valid());
        let mut json = serde_json::Deserializer::from_str(sound);
        let done = self.deserialize(&mut json).and_then(|()| json.end());
        if sound.len() < line.len() {
            return Err(format!("not UTF-8 at byte {}", sound.len() + 1));
        }
        done.map_err(|why| plain(&why))
    }

    /// The last one counts, as everywhere.
    fn value(&self, key: &str) -> Option<&'r RawValue> {
        self.keys.iter().rfind(|(name, _)| name == key).map(|(_, value)| *value)
    }

    /// What its document is called: its id, where that is a string or a number.
    fn name(&self) -> Option<String> {
        let id = self.value("id")?.get();
        let is_number = id.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        if is_number { Some(id.to_owned()) } else { serde_json::from_str(id).ok() }
    }

    /// Writes the record with what is made of its text.
    fn answer(&self, args: &Args, parser: &Parser<'_>, out: &mut Vec<u8>) -> Result<(), String> {
        for key in OURS {
            if self.value(key).is_some() {
                return Err(format!("the record has a key {key:?} of its own: rename it"));
            }
        }
        let text = self.value("text").ok_or("the record has no \"text\"")?;
        let text: String =
            serde_json::from_str(text.get()).map_err(|why| format!("\"text\": {}", plain(&why)))?;
        let encoding = Some("utf-8".to_owned());
        let options = ReadOptions { encoding, ..args.read_options(None) };
        let input = gangmu::decode(text.as_bytes(), &options).map_err(|why| why.to_string())?;
        let document =
            convert::document(args, parser, &input, self.name()).map_err(|why| why.to_string())?;
        let done = match args.format() {
            Format::Chunks => {
                self.write(out, "chunks", &gangmu::chunks(&document, &args.chunk_options()))
            }
            _ => self.write(out, "document", &document),
        };
        done.map_err(|why| why.to_string())
    }

    fn write(
        &self,
        out: &mut Vec<u8>,
        key: &str,
        value: &impl Serialize,
    ) -> serde_json::Result<()> {
        let mut json = serde_json::Serializer::new(out);
        let mut map = json.serialize_map(None)?;
        for (name, value) in self.keys.iter().filter(|(name, _)| name != "text") {
            map.serialize_entry(name, value)?;
        }
        map.serialize_entry(key, value)?;
        map.end()
    }
}

/// The keys of an answer that are ours.
const OURS: [&str; 3] = ["document", "chunks", "error"];

/// The answer to a record that cannot be read.
#[derive(Debug, Serialize)]
struct Refusal<'r> {
    id: Option<&'r RawValue>,
    error: String,
}

/// What is wrong, with its column: every record is one line.
fn plain(why: &serde_json::Error) -> String {
    let (line, column) = (why.line(), why.column());
    let text = why.to_string();
    match text.strip_suffix(&format!(" at line {line} column {column}")) {
        Some(text) => format!("{text} at byte {column}"),
        None => text,
    }
}

impl<'r> DeserializeSeed<'r> for &mut Record<'r> {
    type Value = ();

    fn deserialize<D: Deserializer<'r>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'r> Visitor<'r> for &mut Record<'r> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'r>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(entry) = map.next_entry()? {
            self.keys.push(entry);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_not_held() {
        let mut input = &b"12345\n123456\n1\n\n1234567890"[..];
        let mut line = Vec::new();
        let mut found = Vec::new();
        while let Some(is_whole) = read_line(&mut input, 5, &mut line).unwrap() {
            found.push((is_whole, String::from_utf8(line.clone()).unwrap()));
        }
        let expected =
            [(true, "12345\n"), (false, "123456"), (true, "1\n"), (true, "\n"), (false, "123456")];
        assert_eq!(found, expected.map(|(is_whole, line)| (is_whole, line.to_owned())));
    }
}
