//! Frees a tree from the input that it borrows from.

use std::borrow::Cow;

use crate::document::{
    Announcement, Block, Chrome, Document, LeadIn, Paragraph, Salutation, Section, Separator,
    Source, Speaker, Speech,
};

fn text(x: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(x.into_owned())
}

fn maybe(x: Option<Cow<'_, str>>) -> Option<Cow<'static, str>> {
    x.map(text)
}

fn blocks(x: Vec<Block<'_>>) -> Vec<Block<'static>> {
    x.into_iter().map(block).collect()
}

fn block(x: Block<'_>) -> Block<'static> {
    match x {
        Block::Paragraph(Paragraph { text: t, lead_in, span }) => {
            let lead_in = lead_in.map(|LeadIn { count, unit, found }| LeadIn {
                count,
                unit: maybe(unit),
                found,
            });
            Block::Paragraph(Paragraph { text: text(t), lead_in, span })
        }
        Block::Salutation(Salutation { text: t, span }) => {
            Block::Salutation(Salutation { text: text(t), span })
        }
        Block::Section(x) => Block::Section(Box::new(Section {
            level: x.level,
            kind: x.kind,
            marker: maybe(x.marker),
            marker_span: x.marker_span,
            form: maybe(x.form),
            number: x.number,
            placement: x.placement,
            glued: x.glued,
            heading: maybe(x.heading),
            heading_span: x.heading_span,
            label: maybe(x.label),
            confidence: x.confidence,
            span: x.span,
            body: blocks(x.body),
        })),
    }
}

fn separator(x: Separator<'_>) -> Separator<'static> {
    Separator { text: text(x.text), number: x.number, title: maybe(x.title), span: x.span }
}

fn speaker(x: Speaker<'_>) -> Speaker<'static> {
    Speaker {
        name: text(x.name),
        posts: x.posts.into_iter().map(text).collect(),
        placeholder: x.placeholder,
        span: x.span,
    }
}

fn announcement(x: Announcement<'_>) -> Announcement<'static> {
    Announcement {
        text: text(x.text),
        count: x.count,
        unit: maybe(x.unit),
        found: x.found,
        agenda: blocks(x.agenda),
        span: x.span,
    }
}

fn speech(x: Speech<'_>) -> Speech<'static> {
    Speech {
        separator: x.separator.map(separator),
        page_title: maybe(x.page_title),
        title: maybe(x.title),
        title_span: x.title_span,
        subtitle: maybe(x.subtitle),
        subtitle_span: x.subtitle_span,
        occasion: maybe(x.occasion),
        genre: x.genre,
        speaker: x.speaker.map(speaker),
        date: maybe(x.date),
        date_text: maybe(x.date_text),
        date_span: x.date_span,
        salutation: maybe(x.salutation),
        salutation_span: x.salutation_span,
        greeting: maybe(x.greeting),
        greeting_span: x.greeting_span,
        announcement: x.announcement.map(announcement),
        opening: blocks(x.opening),
        body: blocks(x.body),
        closing: blocks(x.closing),
        wish: maybe(x.wish),
        wish_span: x.wish_span,
        thanks: maybe(x.thanks),
        thanks_span: x.thanks_span,
        end_formula: maybe(x.end_formula),
        end_formula_span: x.end_formula_span,
        signature: maybe(x.signature),
        signature_span: x.signature_span,
        appendix: blocks(x.appendix),
        span: x.span,
    }
}

impl Document<'_> {
    /// The same document with text of its own, free of the input.
    ///
    /// ```
    /// let document = {
    ///     let text = String::from("一、春耕\n备足良种。");
    ///     gangmu::parse(&text).into_owned()
    /// };
    /// assert_eq!(document.sections().count(), 1);
    /// ```
    pub fn into_owned(self) -> Document<'static> {
        let Source { name, format, encoding, script, punctuation, title, author, date } =
            self.source;
        Document {
            gangmu: self.gangmu,
            source: Source {
                name: maybe(name),
                format: text(format),
                encoding: text(encoding),
                script,
                punctuation,
                title: maybe(title),
                author: maybe(author),
                date: maybe(date),
            },
            title: maybe(self.title),
            title_span: self.title_span,
            declared: self.declared,
            preface: blocks(self.preface),
            speeches: self.speeches.into_iter().map(speech).collect(),
            chrome: self
                .chrome
                .into_iter()
                .map(|x| Chrome { kind: text(x.kind), text: text(x.text), span: x.span })
                .collect(),
            diagnostics: self.diagnostics,
        }
    }
}
