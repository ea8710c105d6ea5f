//! From bytes to characters: byte order marks, UTF-8, UTF-16 by its pattern, HZ by its escapes, and
//! what a detector makes of the rest.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::Decoded;
use crate::error::ReadError;

/// Bytes that the detector looks at: enough to tell, however long the file is.
const SAMPLE: usize = 64 * 1024;
/// Of so many characters one may be undecodable.
const TOLERANCE: usize = 50;

/// Decodes bytes; `name` is the encoding that the caller is sure of, as a WHATWG label.
pub(crate) fn decode<'a>(bytes: &'a [u8], name: Option<&str>) -> Result<Decoded<'a>, ReadError> {
    if let Some(name) = name {
        if is_hz_name(name) {
            return Ok(hz(bytes).unwrap_or_else(|| lossy(bytes, UTF_8)));
        }
        let encoding = Encoding::for_label(name.as_bytes())
            .ok_or_else(|| ReadError::UnknownEncoding { name: name.into() })?;
        return Ok(lossy(bytes, encoding));
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return sound(lossy(bytes, encoding), bytes);
    }
    let utf_8 = UTF_8.decode_without_bom_handling_and_without_replacement(bytes);
    let nul = memchr::memchr(0, bytes);
    // Every line end of UTF-16 has a NUL; without one, what is UTF-8 is UTF-8.
    if let (Some(text), None) = (utf_8, nul) {
        let hz = if text.is_ascii() { hz(bytes) } else { None };
        return Ok(hz.unwrap_or_else(|| Decoded::clean(text, UTF_8.name())));
    }
    if let Some(encoding) = utf_16(bytes, nul.is_some()) {
        return sound(lossy(bytes, encoding), bytes);
    }
    if let Some(at) = nul {
        return Err(ReadError::Binary { offset: at });
    }
    if is_damaged_utf_8(bytes) {
        return sound(lossy(bytes, UTF_8), bytes);
    }
    sound(lossy(bytes, guess(bytes)), bytes)
}

/// Decodes what cannot be decoded as U+FFFD, and counts it.
fn lossy<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Decoded<'a> {
    // GBK and GB2312 are parts of GB18030.
    let encoding = if encoding == GBK { GB18030 } else { encoding };
    let (text, used, damaged) = encoding.decode(bytes);
    let mut out = Decoded::clean(text, used.name());
    if damaged {
        out.undecodable = out.text.matches('\u{fffd}').count();
    }
    out
}

/// Refuses what is plainly no text.
fn sound<'a>(decoded: Decoded<'a>, bytes: &[u8]) -> Result<Decoded<'a>, ReadError> {
    let chars = decoded.text.chars().count();
    if decoded.undecodable > 2 && decoded.undecodable * TOLERANCE > chars {
        let offset = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
        return Err(ReadError::Binary { offset });
    }
    Ok(decoded)
}

/// UTF-8 with a few bad bytes, or cut inside a character.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let mut good = 0;
    let mut bad = 0;
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xE0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 0 && bad * 20 <= good + 1
}

/// UTF-16 without a byte order mark: where the high bytes stand, those of Chinese text are few.
fn utf_16(bytes: &[u8], has_nul: bool) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    if sample.len() < 8 {
        return None;
    }
    // High bytes of Han characters, of their punctuation and widths, and of ASCII.
    let is_high = |b: &u8| matches!(b, 0x4E..=0x9F | 0x30 | 0xFF | 0x00 | 0x20);
    let is_punctuation = |high: u8, low: u8| match high {
        0x00 => (0x09..0x7F).contains(&low),
        0x30 => low <= 0x1F,
        0xFF => low <= 0x60 && low > 0,
        0x20 => (0x10..=0x3F).contains(&low),
        _ => false,
    };
    let units = sample.len() / 2;
    let test = |high: usize| {
        let pairs = || sample.chunks_exact(2).map(|x| (x[high], x[1 - high]));
        let plausible = pairs().filter(|(high, _)| is_high(high)).count();
        let punctuation = pairs().filter(|(high, low)| is_punctuation(*high, *low)).count();
        // Speeches have a mark in every sentence; GBK bytes fall on such pairs by chance only.
        (plausible * 100 >= units * 97 && (has_nul || punctuation * 40 >= units))
            .then_some(punctuation)
    };
    match (test(1), test(0)) {
        (Some(little), Some(big)) if little < big => Some(UTF_16BE),
        (Some(_), _) => Some(UTF_16LE),
        (None, Some(_)) => Some(UTF_16BE),
        (None, None) => None,
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    detector.feed(sample, false);
    let found = detector.guess(None, Utf8Detection::Deny);
    // What is neither is damaged or short; Chinese text is most often GB18030.
    if found == BIG5 || found == GBK || found == GB18030 { found } else { GB18030 }
}

fn is_hz_name(name: &str) -> bool {
    name.eq_ignore_ascii_case("hz") || name.eq_ignore_ascii_case("hz-gb-2312")
}

/// HZ (RFC 1843): GB2312 in seven bits, between `~{` and `~}`.
fn hz<'a>(bytes: &[u8]) -> Option<Decoded<'a>> {
    let open = memchr::memmem::find(bytes, b"~{")?;
    if !bytes.is_ascii() || memchr::memmem::find(&bytes[open..], b"~}").is_none() {
        return None;
    }
    let mut gb = Vec::with_capacity(bytes.len());
    let mut chinese = false;
    let mut rest = bytes;
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        match (first, after.first()) {
            (b'~', Some(b'{')) if !chinese => {
                chinese = true;
                rest = &after[1..];
            }
            (b'~', Some(b'}')) if chinese => {
                chinese = false;
                rest = &after[1..];
            }
            (b'~', Some(b'~')) if !chinese => {
                gb.push(b'~');
                rest = &after[1..];
            }
            (b'~', Some(b'\n')) if !chinese => rest = &after[1..],
            // A line end closes what was left open.
            (b'\n', _) => {
                chinese = false;
                gb.push(b'\n');
            }
            (_, Some(&second)) if chinese && (0x21..=0x7E).contains(&first) => {
                gb.extend([first | 0x80, second | 0x80]);
                rest = &after[1..];
            }
            _ => gb.push(first),
        }
    }
    let (text, _, damaged) = GB18030.decode(&gb);
    let mut out = Decoded::clean(text.into_owned(), "HZ-GB-2312");
    if damaged {
        out.undecodable = out.text.matches('\u{fffd}').count();
    }
    Some(out)
}

impl<'a> Decoded<'a> {
    fn clean(text: impl Into<Cow<'a, str>>, encoding: &'static str) -> Self {
        Self { text: text.into(), encoding, undecodable: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLIFIED: &str =
        "同志们：\n　　今天，我们召开春耕现场会。下面，我讲三点意见。\n一、抢抓农时，备足良种；\n";
    const TRADITIONAL: &str = "各位同仁：\n　　今天，我們召開春耕現場會。下面，我講三點意見。\n一、搶抓農時，備足良種；\n";

    fn utf_16_bytes(text: &str, big: bool) -> Vec<u8> {
        let bytes = |x: u16| if big { x.to_be_bytes() } else { x.to_le_bytes() };
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn every_encoding_is_told_from_its_bytes() {
        let utf_16 = |big, bom: &[u8]| [bom, &utf_16_bytes(SIMPLIFIED, big)].concat();
        for (bytes, text, name) in [
            (SIMPLIFIED.as_bytes().to_vec(), SIMPLIFIED, "UTF-8"),
            ([b"\xef\xbb\xbf", SIMPLIFIED.as_bytes()].concat(), SIMPLIFIED, "UTF-8"),
            (utf_16(false, b"\xff\xfe"), SIMPLIFIED, "UTF-16LE"),
            (utf_16(true, b"\xfe\xff"), SIMPLIFIED, "UTF-16BE"),
            (utf_16(false, b""), SIMPLIFIED, "UTF-16LE"),
            (utf_16(true, b""), SIMPLIFIED, "UTF-16BE"),
            (b"as  it  was".to_vec(), "as  it  was", "UTF-8"),
            (GBK.encode(SIMPLIFIED).0.into_owned(), SIMPLIFIED, "gb18030"),
            (GB18030.encode(TRADITIONAL).0.into_owned(), TRADITIONAL, "gb18030"),
            (BIG5.encode(TRADITIONAL).0.into_owned(), TRADITIONAL, "Big5"),
            (b"speech ~{4:8{~}~~\n".to_vec(), "speech 春耕~\n", "HZ-GB-2312"),
        ] {
            let found = decode(&bytes, None).unwrap();
            assert_eq!((found.text.as_ref(), found.encoding), (text, name));
            assert_eq!(found.undecodable, 0, "{name}");
        }
    }

    #[test]
    fn damage_is_counted_and_what_is_no_text_refused() {
        let cut = &SIMPLIFIED.as_bytes()[..SIMPLIFIED.len() - 2];
        let found = decode(cut, None).unwrap();
        assert_eq!((found.encoding, found.undecodable), ("UTF-8", 1));
        let mut bytes = GBK.encode(&SIMPLIFIED.repeat(5)).0.into_owned();
        bytes.pop();
        assert_eq!(decode(&bytes, None).unwrap().encoding, "gb18030");
        assert!(matches!(decode(b"\x7fELF\x02\x01\x01\0\0", None), Err(ReadError::Binary { .. })));
        assert!(decode(&[0xFF, 0x80].repeat(200), None).is_err());
    }

    #[test]
    fn a_name_forces() {
        let bytes = BIG5.encode("春耕").0;
        assert_eq!(decode(&bytes, Some("big5")).unwrap().text, "春耕");
        assert!(matches!(decode(b"", Some("klingon")), Err(ReadError::UnknownEncoding { .. })));
    }
}
