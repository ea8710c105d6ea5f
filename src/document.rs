//! The tree: what a document is once it is understood. These types are the output format.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// The version of the format, the first key of every document.
pub const FORMAT_VERSION: u32 = 1;

fn none<T>(x: &Option<T>) -> bool {
    x.is_none()
}

fn no(x: &bool) -> bool {
    !x
}

/// A parsed input: one speech, or a collection of speeches, and the page furniture around them.
///
/// Text is borrowed from the input where it is one piece; [`into_owned`](Self::into_owned) frees
/// it. Every object that holds text carries its [`Span`]; a string of its own (a title, a
/// salutation) has its span beside it (`title_span`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Document<'a> {
    /// The format's version.
    pub gangmu: u32,
    /// What the text was read from.
    pub source: Source<'a>,
    /// A collection's own title.
    #[serde(default, skip_serializing_if = "none")]
    pub title: Option<Cow<'a, str>>,
    /// Where the title stands.
    #[serde(default, skip_serializing_if = "Span::is_empty")]
    pub title_span: Span,
    /// How many pieces that title names.
    #[serde(default, skip_serializing_if = "none")]
    pub declared: Option<u32>,
    /// What stands between a collection's title and its first separator.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub preface: Vec<Block<'a>>,
    /// The speeches, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub speeches: Vec<Speech<'a>>,
    /// Page furniture: set aside, never lost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chrome: Vec<Chrome<'a>>,
    /// What is odd.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diagnostics: Vec<Diagnostic>,
}

/// What a document was read from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Source<'a> {
    /// File name without its folders; of one of many files with those that tell it from the others.
    #[serde(default, skip_serializing_if = "none")]
    pub name: Option<Cow<'a, str>>,
    /// `text`, `markdown`, `html` …
    pub format: Cow<'a, str>,
    /// What the bytes were decoded from, a WHATWG name.
    pub encoding: Cow<'a, str>,
    /// The script of the Han characters.
    pub script: Script,
    /// The width of the punctuation.
    pub punctuation: Punctuation,
    /// The title that the file gives itself: of a page, of a document's properties, of front matter.
    #[serde(default, skip_serializing_if = "none")]
    pub title: Option<Cow<'a, str>>,
    /// Its author, who need not be the speaker.
    #[serde(default, skip_serializing_if = "none")]
    pub author: Option<Cow<'a, str>>,
    /// Its date, ISO 8601, which need not be that of the speech.
    #[serde(default, skip_serializing_if = "none")]
    pub date: Option<Cow<'a, str>>,
}

/// The script of the Han characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Script {
    /// 简体
    Simplified,
    /// 繁體
    Traditional,
    /// Both, each more than one in twenty.
    Mixed,
}

/// The width of commas, colons and the like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Punctuation {
    /// ，：；！？（）
    FullWidth,
    /// ,:;!?()
    HalfWidth,
    /// Both, each more than one in ten.
    Mixed,
}

/// One speech.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Speech<'a> {
    /// The line that set it off in a collection.
    #[serde(default, skip_serializing_if = "none")]
    pub separator: Option<Separator<'a>>,
    /// A site's variant of the title, printed above it; the line itself is in the chrome.
    #[serde(default, skip_serializing_if = "none")]
    pub page_title: Option<Cow<'a, str>>,
    /// Its own title lines.
    #[serde(default, skip_serializing_if = "none")]
    pub title: Option<Cow<'a, str>>,
    /// Where the title stands.
    #[serde(default, skip_serializing_if = "Span::is_empty")]
    pub title_span: Span,
    /// The line after —— below the title.
    #[serde(default, skip_serializing_if = "none")]
    pub subtitle: Option<Cow<'a, str>>,
    /// Where the subtitle stands, dashes included.
    #[serde(default, skip_serializing_if = "Span::is_empty")]
    pub subtitle_span: Span,
    /// The event it was given at, from the title's words.
    #[serde(default, skip_serializing_if = "none")]
    pub occasion: Option<Cow<'a, str>>,
    /// Its kind, from the title's words.
    #[serde(default, skip_serializing_if = "none")]
    pub genre: Option<Genre>,
    /// Who gave it.
    #[serde(default, skip_serializing_if = "none")]
    pub speaker: Option<Speaker<'a>>,
    /// When: ISO 8601, partial if partial.
    #[serde(default, skip_serializing_if = "none")]
    pub date: Option<Cow<'a, str>>,
    /// The date as written.
    #[serde(default, skip_serializing_if = "none")]
    pub date_text: Option<Cow<'a, str>>,
    /// Where the date stands.
    #[serde(default, skip_serializing_if = "Span::is_empty")]
    pub date_span: Span,
    /// The address to the audience, as written.
    #[serde(default, skip_serializing_if = "none")]
    pub salutation: Option<Cow<'a, str>>,
    /// Where the salutation stands.
    #[serde(default, skip_serializing_if = "Span::is_empty")]
    pub salutation_span: Span,
    /// 大家好！
    #[serde(default, skip_serializing_if = "none")]
    pub greeting: Option<Cow<'a, str>>,
    /// Where the greeting stands.
    #[serde(default, skip_serializing_if = "Span::is_empty")]
    pub greeting_span: Span,
    /// The sentence that announces the sections of the whole speech. It points into the opening
    /// or at a group's heading; the text itself stands there.
    #[serde(default, skip_serializing_if = "none")]
    pub announcement: Option<Announcement<'a>>,
    /// What stands before the first section of level 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opening: Vec<Block<'a>>,
    /// The sections.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<Block<'a>>,
    /// The peroration; it may hold sections of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closing: Vec<Block<'a>>,
    /// Good wishes, when they are a paragraph of their own.
    #[serde(default, skip_serializing_if = "none")]
    pub wish: Option<Cow<'a, str>>,
    /// Where the wishes stand.
    #[serde(default, skip_serializing_if = "Span::is_empty")]
    pub wish_span: Span,
    /// 谢谢大家！
    #[serde(default, skip_serializing_if = "none")]
    pub thanks: Option<Cow<'a, str>>,
    /// Where the thanks stand.
    #[serde(default, skip_serializing_if = "Span::is_empty")]
    pub thanks_span: Span,
    /// 汇报完毕。
    #[serde(default, skip_serializing_if = "none")]
    pub end_formula: Option<Cow<'a, str>>,
    /// Where the end formula stands.
    #[serde(default, skip_serializing_if = "Span::is_empty")]
    pub end_formula_span: Span,
    /// The name or unit under the text.
    #[serde(default, skip_serializing_if = "none")]
    pub signature: Option<Cow<'a, str>>,
    /// Where the signature stands.
    #[serde(default, skip_serializing_if = "Span::is_empty")]
    pub signature_span: Span,
    /// What follows the end and is not page furniture.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub appendix: Vec<Block<'a>>,
    /// From its first character to its last.
    #[serde(default, skip_serializing_if = "Span::is_empty")]
    pub span: Span,
}

/// A line between two speeches of a collection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Separator<'a> {
    /// The line, as written.
    pub text: Cow<'a, str>,
    /// Its number.
    pub number: u32,
    /// The title it names, without notes such as (精选).
    #[serde(default, skip_serializing_if = "none")]
    pub title: Option<Cow<'a, str>>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Span::is_empty")]
    pub span: Span,
}

/// Who gave a speech.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Speaker<'a> {
    /// The name, without inner spaces; empty where a byline holds the posts alone.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub name: Cow<'a, str>,
    /// Offices, as the line lists them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<Cow<'a, str>>,
    /// The name is an X, ×××, 某 …
    #[serde(default, skip_serializing_if = "no")]
    pub placeholder: bool,
    /// The byline, when it is a line of its own.
    #[serde(default, skip_serializing_if = "Span::is_empty")]
    pub span: Span,
}

/// The sentence that announces the sections of a speech.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Announcement<'a> {
    /// The sentence.
    pub text: Cow<'a, str>,
    /// How many it names; absent for 几点, 如下.
    #[serde(default, skip_serializing_if = "none")]
    pub count: Option<u32>,
    /// 点, 方面 …
    #[serde(default, skip_serializing_if = "none")]
    pub unit: Option<Cow<'a, str>>,
    /// How many sections it turned out to own.
    #[serde(default, skip_serializing_if = "none")]
    pub found: Option<u32>,
    /// A terse list of the headings that follows it, before the bodies: taken out of the text, so
    /// that its items are leaves here and nowhere else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agenda: Vec<Block<'a>>,
    /// Where the sentence stands: inside a paragraph or heading, so no leaf.
    #[serde(default, skip_serializing_if = "Span::is_empty")]
    pub span: Span,
}

/// The kind of a speech, told from its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Genre {
    /// 部署讲话
    Directive,
    /// 发言
    Statement,
    /// 致辞
    Ceremonial,
    /// 演讲
    Oratory,
    /// 党课
    Lecture,
    /// 工作报告
    WorkReport,
    /// 汇报
    Brief,
    /// 调研报告
    Survey,
    /// 心得体会
    Reflection,
    /// 事迹材料
    Deeds,
    /// 主持词
    HostScript,
    /// 信函
    Letter,
    /// 谈话
    Talk,
    /// Something else. Reserved: a title without a genre word has no genre.
    Other,
}

impl Genre {
    /// The genre with the name that the output uses, such as `work-report`.
    pub fn named(name: &str) -> Option<Self> {
        use serde::de::IntoDeserializer;
        let name: serde::de::value::StrDeserializer<'_, serde::de::value::Error> =
            name.into_deserializer();
        Self::deserialize(name).ok()
    }
}

/// A piece of text, in the order of the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Block<'a> {
    /// Running text.
    Paragraph(Paragraph<'a>),
    /// A vocative line inside the speech (各位代表：).
    Salutation(Salutation<'a>),
    /// A heading or list item with what it owns.
    Section(Box<Section<'a>>),
}

/// Running text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Paragraph<'a> {
    /// Its text; hard-wrapped lines are joined.
    pub text: Cow<'a, str>,
    /// Its last sentence introduces the sections that follow it.
    #[serde(default, skip_serializing_if = "none")]
    pub lead_in: Option<LeadIn<'a>>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Span::is_empty")]
    pub span: Span,
}

/// What a lead-in says of its series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeadIn<'a> {
    /// How many members it names; absent for 几点, 如下.
    #[serde(default, skip_serializing_if = "none")]
    pub count: Option<u32>,
    /// 点, 方面 …
    #[serde(default, skip_serializing_if = "none")]
    pub unit: Option<Cow<'a, str>>,
    /// How many there are.
    pub found: u32,
}

/// A vocative line inside the speech.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Salutation<'a> {
    /// The line.
    pub text: Cow<'a, str>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Span::is_empty")]
    pub span: Span,
}

/// A heading or list item with what it owns.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Section<'a> {
    /// 1 at the top of a zone; a child is its parent + 1.
    pub level: u32,
    /// What makes it a section.
    #[serde(default, skip_serializing_if = "SectionKind::is_marked")]
    pub kind: SectionKind,
    /// Its marker, as written.
    #[serde(default, skip_serializing_if = "none")]
    pub marker: Option<Cow<'a, str>>,
    /// Where the marker stands.
    #[serde(default, skip_serializing_if = "Span::is_empty")]
    pub marker_span: Span,
    /// The marker form's id in `grammar/markers.yaml`.
    #[serde(default, skip_serializing_if = "none")]
    pub form: Option<Cow<'a, str>>,
    /// Its number; absent for bullets and 最后.
    #[serde(default, skip_serializing_if = "none")]
    pub number: Option<u32>,
    /// How marker and heading stand in the text.
    #[serde(default, skip_serializing_if = "none")]
    pub placement: Option<Placement>,
    /// The marker had lost its line break.
    #[serde(default, skip_serializing_if = "no")]
    pub glued: bool,
    /// The heading, without the 。；：， it ends with; absent when none can be told from the text.
    #[serde(default, skip_serializing_if = "none")]
    pub heading: Option<Cow<'a, str>>,
    /// Where the heading stands, final punctuation included.
    #[serde(default, skip_serializing_if = "Span::is_empty")]
    pub heading_span: Span,
    /// For display where there is no heading: the first clause.
    #[serde(default, skip_serializing_if = "none")]
    pub label: Option<Cow<'a, str>>,
    /// How sure a parallel section is.
    #[serde(default, skip_serializing_if = "none")]
    pub confidence: Option<Confidence>,
    /// From its marker or heading to the end of what it owns.
    #[serde(default, skip_serializing_if = "Span::is_empty")]
    pub span: Span,
    /// What it owns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<Block<'a>>,
}

impl Section<'_> {
    /// What to call it: its heading, else its label, else its marker.
    pub fn name(&self) -> &str {
        let name = self.heading.as_ref().or(self.label.as_ref()).or(self.marker.as_ref());
        name.map_or("", |x| x)
    }
}

/// What makes a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SectionKind {
    /// A marker.
    #[default]
    Marked,
    /// A lead-in sentence that owns a series.
    Group,
    /// An unnumbered heading line.
    Heading,
    /// Unmarked paragraphs whose first sentences are parallel.
    Parallel,
}

impl SectionKind {
    fn is_marked(&self) -> bool {
        *self == Self::Marked
    }
}

/// How marker and heading stand in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Placement {
    /// The heading fills its paragraph.
    Line,
    /// The heading is the first sentence of the paragraph, or there is none.
    RunIn,
    /// The marker stands inside a paragraph.
    Inline,
}

/// How sure a parallel section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// The first sentences begin with the same words.
    High,
    /// The paragraphs only begin with short sentences.
    Low,
}

/// A piece of page furniture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Chrome<'a> {
    /// `breadcrumb`, `navigation`, `publication` …: see `grammar/chrome.yaml`.
    pub kind: Cow<'a, str>,
    /// Its text.
    pub text: Cow<'a, str>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Span::is_empty")]
    pub span: Span,
}

/// A section as it stands in its document: see [`Document::sections`].
#[derive(Debug, Clone)]
pub struct SectionRef<'d, 'a> {
    /// The section.
    pub section: &'d Section<'a>,
    /// Index of its speech in [`Document::speeches`], from 0.
    pub speech: usize,
    ancestors: Vec<&'d Section<'a>>,
}

impl<'d, 'a> SectionRef<'d, 'a> {
    /// The names of the sections around it, outermost first, and its own.
    pub fn path(&self) -> Vec<&'d str> {
        self.ancestors.iter().map(|x| x.name()).chain([self.section.name()]).collect()
    }
}

impl<'d, 'a> std::ops::Deref for SectionRef<'d, 'a> {
    type Target = Section<'a>;

    fn deref(&self) -> &Section<'a> {
        self.section
    }
}

impl Speech<'_> {
    /// The places of what is no block: separator, byline, title, date …
    pub(crate) fn frame(&self) -> impl Iterator<Item = Span> {
        let told = [self.separator.as_ref().map(|x| x.span), self.speaker.as_ref().map(|x| x.span)];
        told.into_iter().flatten().chain([
            self.title_span,
            self.subtitle_span,
            self.date_span,
            self.salutation_span,
            self.greeting_span,
            self.wish_span,
            self.thanks_span,
            self.end_formula_span,
            self.signature_span,
        ])
    }
}

impl<'a> Document<'a> {
    /// All sections of all speeches in the order of the text, each with its heading path.
    ///
    /// ```
    /// let document = gangmu::parse("一、春耕\n（一）备种\n备足良种。\n二、秋收\n颗粒归仓。");
    /// let paths: Vec<_> = document.sections().map(|x| x.path().join(" / ")).collect();
    /// assert_eq!(paths, ["春耕", "春耕 / 备种", "秋收"]);
    /// ```
    pub fn sections(&self) -> impl Iterator<Item = SectionRef<'_, 'a>> {
        self.speeches.iter().enumerate().flat_map(|(speech, x)| {
            let mut out = Vec::new();
            for zone in [&x.opening, &x.body, &x.closing, &x.appendix] {
                collect(zone, speech, &mut Vec::new(), &mut out);
            }
            out
        })
    }

    /// The places of all leaves, in the order of the text: separators, titles, bylines, dates,
    /// salutations, markers, headings, paragraphs, furniture … They are disjoint and together
    /// hold every character of the input that is not white space. A tree that was read back from
    /// text without spans has none.
    pub fn leaves(&self) -> Vec<Span> {
        let mut out = vec![self.title_span];
        leaves_of(&self.preface, &mut out);
        for x in &self.speeches {
            out.extend(x.frame());
            let agenda = x.announcement.iter().map(|x| &x.agenda);
            for zone in [&x.opening, &x.body, &x.closing, &x.appendix].into_iter().chain(agenda) {
                leaves_of(zone, &mut out);
            }
        }
        out.extend(self.chrome.iter().map(|x| x.span));
        out.retain(|x| !x.is_empty());
        out.sort_unstable();
        out
    }

    /// The same document with no spans, as it is written without `--spans`.
    #[must_use]
    pub fn without_spans(mut self) -> Self {
        let out = &mut self;
        out.title_span = Span::default();
        drop_spans(&mut out.preface);
        for x in &mut out.speeches {
            x.separator.iter_mut().for_each(|x| x.span = Span::default());
            x.speaker.iter_mut().for_each(|x| x.span = Span::default());
            if let Some(announcement) = &mut x.announcement {
                announcement.span = Span::default();
                drop_spans(&mut announcement.agenda);
            }
            for span in [
                &mut x.title_span,
                &mut x.subtitle_span,
                &mut x.date_span,
                &mut x.salutation_span,
                &mut x.greeting_span,
                &mut x.wish_span,
                &mut x.thanks_span,
                &mut x.end_formula_span,
                &mut x.signature_span,
                &mut x.span,
            ] {
                *span = Span::default();
            }
            for zone in [&mut x.opening, &mut x.body, &mut x.closing, &mut x.appendix] {
                drop_spans(zone);
            }
        }
        out.chrome.iter_mut().for_each(|x| x.span = Span::default());
        for x in &mut out.diagnostics {
            x.span = Span::default();
            x.fix.iter_mut().for_each(|x| x.span = Span::default());
        }
        self
    }
}

fn collect<'d, 'a>(
    blocks: &'d [Block<'a>],
    speech: usize,
    ancestors: &mut Vec<&'d Section<'a>>,
    out: &mut Vec<SectionRef<'d, 'a>>,
) {
    for block in blocks {
        if let Block::Section(section) = block {
            out.push(SectionRef { section, speech, ancestors: ancestors.clone() });
            ancestors.push(section);
            collect(&section.body, speech, ancestors, out);
            ancestors.pop();
        }
    }
}

fn leaves_of(blocks: &[Block<'_>], out: &mut Vec<Span>) {
    for block in blocks {
        match block {
            Block::Paragraph(x) => out.push(x.span),
            Block::Salutation(x) => out.push(x.span),
            Block::Section(x) => {
                out.push(x.marker_span);
                out.push(x.heading_span);
                leaves_of(&x.body, out);
            }
        }
    }
}

fn drop_spans(blocks: &mut [Block<'_>]) {
    for block in blocks {
        match block {
            Block::Paragraph(x) => x.span = Span::default(),
            Block::Salutation(x) => x.span = Span::default(),
            Block::Section(x) => {
                x.marker_span = Span::default();
                x.heading_span = Span::default();
                x.span = Span::default();
                drop_spans(&mut x.body);
            }
        }
    }
}
