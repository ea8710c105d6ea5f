//! How a number is written (ECMA-376 part 1, 17.18.59, and what Word makes of it, MS-OI29500
//! 2.1.540).

/// A way to write numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum NumberFormat {
    /// 1; also for scripts that no speech is written in.
    #[default]
    Decimal,
    /// 01, with so many digits at least.
    Padded(usize),
    FullWidth,
    Roman {
        upper: bool,
    },
    Letter {
        upper: bool,
    },
    Ordinal,
    /// A sign for each number, and decimal numbers after the last.
    Signs(&'static str),
    /// 一〇二, digit for digit; below 100 with 十 when `tens` says so.
    Digits {
        zero: char,
        tens: bool,
    },
    /// 一百零二.
    Counting(Counting),
    /// The level's text is the sign.
    Bullet,
    None,
}

/// How the numbers of a system that says hundreds and tens are spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counting {
    digits: &'static str,
    /// 十百千万.
    units: &'static str,
    /// What stands for the places that are left out, if anything does.
    zero: Option<char>,
    /// Whether ten is 十 and not 一十: never, below twenty, or in every place.
    bare_one: BareOne,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BareOne {
    Never,
    BelowTwenty,
    Always,
}

const DIGITS: &str = "一二三四五六七八九";
const CHINESE: Counting = Counting {
    digits: DIGITS,
    units: "十百千万",
    zero: Some('零'),
    bare_one: BareOne::BelowTwenty,
};
const TRADITIONAL: Counting = Counting { units: "十百千萬", ..CHINESE };
const JAPANESE: Counting = Counting { zero: None, bare_one: BareOne::Always, ..CHINESE };
const CAPITAL: Counting = Counting {
    digits: "壹贰叁肆伍陆柒捌玖",
    units: "拾佰仟万",
    zero: Some('零'),
    bare_one: BareOne::Never,
};
const CAPITAL_TRADITIONAL: Counting =
    Counting { digits: "壹貳參肆伍陸柒捌玖", units: "拾佰仟萬", ..CAPITAL };
const CAPITAL_JAPANESE: Counting =
    Counting {
        digits: "壱弐参四伍六七八九", units: "拾百阡萬", zero: None, ..CAPITAL
    };

const CIRCLED: &str = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";
const FULL_STOP: &str = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛";
const BRACKETED: &str = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇";
const BRACKETED_CJK: &str = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩";
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

impl NumberFormat {
    /// By its name in a document; `picture` is that of a custom format: `001, 002, …`.
    pub(super) fn named(name: &str, picture: Option<&str>) -> Self {
        match name {
            "decimalZero" => Self::Padded(2),
            "custom" => {
                let first = picture.unwrap_or_default().split(',').next().unwrap_or_default();
                let digits = first.trim();
                let padded = digits.len() < 10 && digits.bytes().all(|x| x.is_ascii_digit());
                if padded { Self::Padded(digits.len()) } else { Self::Decimal }
            }
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "upperRoman" => Self::Roman { upper: true },
            "lowerRoman" => Self::Roman { upper: false },
            "upperLetter" => Self::Letter { upper: true },
            "lowerLetter" => Self::Letter { upper: false },
            "ordinal" => Self::Ordinal,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Signs(CIRCLED),
            "decimalEnclosedFullstop" => Self::Signs(FULL_STOP),
            "decimalEnclosedParen" => Self::Signs(BRACKETED),
            // Word puts them in brackets, whatever the name says.
            "ideographEnclosedCircle" => Self::Signs(BRACKETED_CJK),
            "ideographTraditional" => Self::Signs(STEMS),
            "ideographZodiac" => Self::Signs(BRANCHES),
            "chineseCounting" | "taiwaneseCounting" => Self::Digits { zero: '○', tens: true },
            "ideographDigital" | "japaneseDigitalTenThousand" => {
                Self::Digits { zero: '〇', tens: false }
            }
            "taiwaneseDigital" => Self::Digits { zero: '○', tens: false },
            "koreanDigital2" => Self::Digits { zero: '零', tens: false },
            "chineseCountingThousand" => Self::Counting(CHINESE),
            "taiwaneseCountingThousand" => Self::Counting(TRADITIONAL),
            "japaneseCounting" => Self::Counting(JAPANESE),
            "chineseLegalSimplified" => Self::Counting(CAPITAL),
            "ideographLegalTraditional" => Self::Counting(CAPITAL_TRADITIONAL),
            "japaneseLegal" => Self::Counting(CAPITAL_JAPANESE),
            "bullet" => Self::Bullet,
            "none" => Self::None,
            _ => Self::Decimal,
        }
    }

    /// Writes a number.
    pub(super) fn write(self, n: u32, out: &mut String) {
        match self {
            Self::None | Self::Bullet => {}
            Self::Padded(digits) => out.push_str(&format!("{n:0digits$}")),
            Self::FullWidth => digits(n, '０', "１２３４５６７８９", out),
            Self::Roman { upper } if (1..4000).contains(&n) => roman(n, upper, out),
            // 27 is aa, 53 is aaa.
            Self::Letter { upper } if (1..=26 * 30).contains(&n) => {
                let first = if upper { b'A' } else { b'a' };
                let letter = char::from(first + ((n - 1) % 26) as u8);
                out.extend(std::iter::repeat_n(letter, (n - 1) as usize / 26 + 1));
            }
            Self::Ordinal => {
                let ending = match (n % 10, n % 100) {
                    (_, 11..=13) => "th",
                    (1, _) => "st",
                    (2, _) => "nd",
                    (3, _) => "rd",
                    _ => "th",
                };
                out.push_str(&format!("{n}{ending}"));
            }
            Self::Signs(signs) => match signs.chars().nth((n as usize).wrapping_sub(1)) {
                Some(sign) => out.push(sign),
                None => Self::Decimal.write(n, out),
            },
            Self::Digits { tens: true, .. } if (1..100).contains(&n) => counting(CHINESE, n, out),
            Self::Digits { zero, .. } => digits(n, zero, DIGITS, out),
            Self::Counting(system) if (1..100_000).contains(&n) => counting(system, n, out),
            Self::Decimal | Self::Roman { .. } | Self::Letter { .. } | Self::Counting(_) => {
                out.push_str(&n.to_string());
            }
        }
    }
}

fn roman(n: u32, upper: bool, out: &mut String) {
    const LETTERS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let from = out.len();
    let mut rest = n;
    for (worth, letters) in LETTERS {
        while rest >= worth {
            out.push_str(letters);
            rest -= worth;
        }
    }
    if upper {
        out[from..].make_ascii_uppercase();
    }
}

/// Digit for digit, with digits of another script.
fn digits(n: u32, zero: char, others: &str, out: &mut String) {
    out.extend(n.to_string().bytes().map(|digit| match digit {
        b'0' => zero,
        digit => others.chars().nth((digit - b'1') as usize).unwrap_or(zero),
    }));
}

/// A number below 100,000 in words.
fn counting(system: Counting, n: u32, out: &mut String) {
    let mut skipped = false;
    let mut begun = false;
    for place in (0..5u32).rev() {
        let digit = n / 10u32.pow(place) % 10;
        if digit == 0 {
            skipped = begun;
            continue;
        }
        if skipped {
            out.extend(system.zero);
        }
        let bare = digit == 1
            && match system.bare_one {
                BareOne::Never => false,
                BareOne::BelowTwenty => place == 1 && n < 20,
                BareOne::Always => (1..4).contains(&place),
            };
        if !bare {
            out.extend(system.digits.chars().nth(digit as usize - 1));
        }
        if place > 0 {
            out.extend(system.units.chars().nth(place as usize - 1));
        }
        (begun, skipped) = (true, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &str, numbers: &[u32]) -> String {
        let format = NumberFormat::named(name, None);
        let write = |n: &u32| {
            let mut out = String::new();
            format.write(*n, &mut out);
            out
        };
        numbers.iter().map(write).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        for (name, numbers, expected) in [
            ("decimal", &[0, 1, 10, 120][..], "0 1 10 120"),
            ("decimalHalfWidth", &[7], "7"),
            ("decimalZero", &[1, 10, 100], "01 10 100"),
            ("decimalFullWidth", &[1, 10, 205], "１ １０ ２０５"),
            ("upperRoman", &[1, 4, 9, 14, 1999, 4000], "I IV IX XIV MCMXCIX 4000"),
            ("lowerRoman", &[0, 3, 40, 90], "0 iii xl xc"),
            ("upperLetter", &[1, 26, 27, 53, 781], "A Z AA AAA 781"),
            ("lowerLetter", &[2, 28], "b bb"),
            ("ordinal", &[1, 2, 3, 4, 11, 21, 112], "1st 2nd 3rd 4th 11th 21st 112th"),
            ("decimalEnclosedCircle", &[1, 20, 21, 0], "① ⑳ 21 0"),
            ("decimalEnclosedCircleChinese", &[1, 10], "① ⑩"),
            ("decimalEnclosedFullstop", &[1, 20], "⒈ ⒛"),
            ("decimalEnclosedParen", &[1, 20], "⑴ ⒇"),
            ("ideographEnclosedCircle", &[1, 10, 11], "㈠ ㈩ 11"),
            ("ideographTraditional", &[1, 10, 11], "甲 癸 11"),
            ("ideographZodiac", &[1, 12, 13], "子 亥 13"),
            (
                "chineseCounting",
                &[1, 10, 11, 20, 99, 100, 110],
                "一 十 十一 二十 九十九 一○○ 一一○",
            ),
            ("taiwaneseCounting", &[10, 101], "十 一○一"),
            ("ideographDigital", &[1, 10, 11, 120], "一 一〇 一一 一二〇"),
            ("taiwaneseDigital", &[10], "一○"),
            ("japaneseDigitalTenThousand", &[20], "二〇"),
            ("koreanDigital2", &[10], "一零"),
            (
                "chineseCountingThousand",
                &[10, 12, 20, 100, 101, 110, 111, 1001, 1010, 10_203],
                "十 十二 二十 一百 一百零一 一百一十 一百一十一 一千零一 一千零一十 一万零二百零三",
            ),
            ("taiwaneseCountingThousand", &[10_000, 100_000], "一萬 100000"),
            ("japaneseCounting", &[10, 101, 111, 1000, 10_000], "十 百一 百十一 千 一万"),
            ("chineseLegalSimplified", &[1, 10, 11, 26, 102], "壹 壹拾 壹拾壹 贰拾陆 壹佰零贰"),
            ("ideographLegalTraditional", &[2, 3, 6, 10], "貳 參 陸 壹拾"),
            ("japaneseLegal", &[1, 2, 3, 10], "壱 弐 参 壱拾"),
            ("none", &[1], ""),
            ("hebrew1", &[3], "3"),
        ] {
            assert_eq!(written(name, numbers), expected, "{name}");
        }
    }

    #[test]
    fn a_custom_format_pads_as_its_picture_does() {
        let mut out = String::new();
        NumberFormat::named("custom", Some("001, 002, 003, ...")).write(7, &mut out);
        NumberFormat::named("custom", Some("א, ב")).write(7, &mut out);
        NumberFormat::named("custom", None).write(7, &mut out);
        assert_eq!(out, "00777");
    }
}
