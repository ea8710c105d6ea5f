//! Trees that are made of given strings.

use gangmu::{Block, Document, Paragraph, Section, SectionKind, Span};

/// Every string in a paragraph of its own, every third one also in the marker and heading of a
/// section around the paragraphs before it; the first is the title and the only office.
pub(crate) fn document<'a>(strings: &[&'a str]) -> Document<'a> {
    let mut out = gangmu::parse("讲话人：王建国\n春耕").without_spans();
    let speech = &mut out.speeches[0];
    speech.title = strings.first().map(|x| (*x).into());
    if let Some(speaker) = &mut speech.speaker {
        speaker.posts = strings.iter().take(1).map(|x| (*x).into()).collect();
    }
    let mut blocks = Vec::new();
    for (at, x) in strings.iter().enumerate() {
        let paragraph = Paragraph { text: (*x).into(), lead_in: None, span: Span::default() };
        blocks.push(Block::Paragraph(paragraph));
        if at % 3 == 2 && at < 60 {
            blocks = vec![Block::Section(Box::new(section(x, blocks)))];
        }
    }
    speech.body = blocks;
    out
}

fn section<'a>(text: &'a str, body: Vec<Block<'a>>) -> Section<'a> {
    Section {
        level: 1,
        kind: SectionKind::Marked,
        marker: Some(text.into()),
        marker_span: Span::default(),
        form: None,
        number: None,
        placement: None,
        glued: false,
        heading: Some(text.into()),
        heading_span: Span::default(),
        label: None,
        confidence: None,
        span: Span::default(),
        body,
    }
}
