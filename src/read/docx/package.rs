//! The parts of a package (ECMA-376 part 2): a zip archive whose parts name one another.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::broken;
use super::xml::{Node, Xml, attribute};
use crate::error::ReadError;

/// Parts that a package may have: as many as a zip archive without extensions.
const MOST_PARTS: usize = 65_535;
/// What stands before each entry of a zip archive's directory.
const ENTRY: &[u8] = b"PK\x01\x02";

/// An open package.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that the parts may have together, and how many of them are left.
    most: usize,
    left: usize,
}

/// Where a part points, and what it says stands there.
pub(super) struct Relationship {
    kind: String,
    target: String,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8], most: usize) -> Result<Self, ReadError> {
        if !bytes.starts_with(b"PK") {
            return Err(broken("it is no zip archive, which every .docx file is".into()));
        }
        if memchr::memmem::find_iter(bytes, ENTRY).nth(MOST_PARTS).is_some() {
            return Err(broken(format!("it has more than {MOST_PARTS} parts")));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|why| {
            broken(format!("its zip archive is cut off or damaged ({why}); get the file again"))
        })?;
        Ok(Self { archive, most, left: most })
    }

    /// The text of a part; none where there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(at) = self.find(name) else { return Ok(None) };
        let failed = |why: String| broken(format!("{name} cannot be unpacked: {why}"));
        let file = self.archive.by_index(at).map_err(|why| match why {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::Unsupported {
                what: "an encrypted Word document",
                advice: "open it with its password and save it without",
            },
            why => failed(why.to_string()),
        })?;
        // The size that the archive claims is only a hint.
        let hint = usize::try_from(file.size()).unwrap_or(usize::MAX).min(self.left);
        let mut bytes = Vec::with_capacity(hint.min(bounded(file.compressed_size())));
        let limit = self.left as u64 + 1;
        file.take(limit).read_to_end(&mut bytes).map_err(|why| failed(why.to_string()))?;
        if bytes.len() > self.left {
            let size = self.most - self.left + bytes.len();
            return Err(ReadError::TooLarge { size, most: self.most });
        }
        self.left -= bytes.len();
        decoded(bytes).map(Some).map_err(|why| broken(format!("{name} {why}")))
    }

    /// The names that a part gives to others; the package's own for an empty name.
    pub(super) fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, ReadError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = join(folder, &format!("_rels/{file}.rels"));
        let Some(text) = self.part(&name)? else { return Ok(Vec::new()) };
        let mut out = Vec::new();
        let mut xml = Xml::new(&name, &text);
        while let Some(node) = xml.next()? {
            let Node::Open(tag) = node else { continue };
            if tag.local_name().as_ref() != "Relationship"
                || attribute(&tag, "TargetMode").is_some_and(|x| x == "External")
            {
                continue;
            }
            if let (Some(kind), Some(target)) = (attribute(&tag, "Type"), attribute(&tag, "Target"))
            {
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                out.push(Relationship { kind, target: join(folder, &target) });
            }
        }
        Ok(out)
    }

    /// Whether there is such a part.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Names of parts are the same in upper and lower case.
    fn find(&self, name: &str) -> Option<usize> {
        self.archive.index_for_name(name).or_else(|| {
            let same = |x: &[u8]| {
                x.len() == name.len()
                    && x.iter()
                        .zip(name.bytes())
                        .all(|(a, b)| a.eq_ignore_ascii_case(&b) || *a == b'\\' && b == b'/')
            };
            self.archive.file_names_raw().position(same)
        })
    }
}

/// Where a part points for something of a kind: the last word of the relationship's type.
pub(super) fn target<'r>(relationships: &'r [Relationship], kind: &str) -> Option<&'r str> {
    relationships.iter().find(|x| x.kind == kind).map(|x| x.target.as_str())
}

/// Deflated bytes become a thousand times as many at most.
fn bounded(compressed: u64) -> usize {
    usize::try_from(compressed).unwrap_or(usize::MAX).saturating_mul(1032)
}

/// A target as the name of a part: relative to a folder, or from the root.
fn join(folder: &str, target: &str) -> String {
    let path = match target.strip_prefix('/') {
        Some(path) => path.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut out: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(out.pop()),
            step => out.push(step),
        }
    }
    out.join("/")
}

/// Parts are UTF-8 or UTF-16 with a byte order mark.
fn decoded(bytes: Vec<u8>) -> Result<String, String> {
    let unit = match bytes.get(..2) {
        Some([0xFF, 0xFE]) => u16::from_le_bytes,
        Some([0xFE, 0xFF]) => u16::from_be_bytes,
        _ => {
            return String::from_utf8(bytes)
                .map_err(|why| format!("is not UTF-8 at byte {}", why.utf8_error().valid_up_to()));
        }
    };
    let units = bytes[2..].chunks_exact(2).map(|x| unit([x[0], x[1]]));
    char::decode_utf16(units).collect::<Result<_, _>>().map_err(|_| "is not UTF-16".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_names_of_parts() {
        for (folder, target, expected) in [
            ("", "word/document.xml", "word/document.xml"),
            ("word", "styles.xml", "word/styles.xml"),
            ("word", "/word/styles.xml", "word/styles.xml"),
            ("word", "../docProps/./core.xml", "docProps/core.xml"),
            ("", "../../a.xml", "a.xml"),
        ] {
            assert_eq!(join(folder, target), expected);
        }
    }

    #[test]
    fn parts_are_utf_8_or_utf_16() {
        assert_eq!(decoded("春".as_bytes().to_vec()).unwrap(), "春");
        assert_eq!(decoded(vec![0xFF, 0xFE, 0x25, 0x66]).unwrap(), "春");
        assert_eq!(decoded(vec![0xFE, 0xFF, 0x66, 0x25]).unwrap(), "春");
        assert_eq!(decoded(vec![b'a', 0xFF]).unwrap_err(), "is not UTF-8 at byte 1");
        assert!(decoded(vec![0xFE, 0xFF, 0xD8, 0x00]).is_err());
    }
}
