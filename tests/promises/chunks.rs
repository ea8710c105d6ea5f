//! What holds for the pieces of any tree.

use gangmu::{Block, Document};

/// The pieces hold every character of the tree that is not white space once, no more than they may
/// of them, and of the text where their places say.
pub(super) fn in_chunks(
    document: &Document<'_>,
    text: &str,
    max_chars: usize,
) -> Result<(), String> {
    // Stops that headings lose in the tree, and the comma between posts, are put back.
    let letters = |text: &str| {
        let mut out: Vec<char> =
            text.chars().filter(|c| !c.is_whitespace() && !"。：、".contains(*c)).collect();
        out.sort_unstable();
        out
    };
    let mut tree = document.title.iter().map(|x| &**x).collect();
    texts_of(&document.preface, &mut tree);
    for x in &document.speeches {
        tree.extend(x.separator.iter().map(|x| &*x.text));
        for (text, span) in [
            (&x.title, x.title_span),
            (&x.subtitle, x.subtitle_span),
            (&x.date_text, x.date_span),
            (&x.salutation, x.salutation_span),
            (&x.greeting, x.greeting_span),
            (&x.wish, x.wish_span),
            (&x.thanks, x.thanks_span),
            (&x.end_formula, x.end_formula_span),
            (&x.signature, x.signature_span),
        ] {
            tree.extend(text.as_deref().filter(|_| !span.is_empty()));
        }
        for speaker in x.speaker.iter().filter(|x| !x.span.is_empty()) {
            // A line of posts alone has its name in the title.
            let line = text.get(speaker.span.range()).unwrap_or_default();
            let name = letters(&speaker.name);
            tree.extend(name.iter().all(|c| line.contains(*c)).then_some(&*speaker.name));
            tree.extend(speaker.posts.iter().map(|x| &**x));
        }
        let agenda = x.announcement.iter().map(|x| &x.agenda);
        for zone in [&x.opening, &x.body, &x.closing, &x.appendix].into_iter().chain(agenda) {
            texts_of(zone, &mut tree);
        }
    }
    let chunks = gangmu::chunks(document, &gangmu::ChunkOptions { max_chars });
    let found: String = chunks.iter().map(|x| &*x.text).collect();
    if letters(&found) != letters(&tree.concat()) {
        return Err(format!("chunks of {max_chars} lose or repeat text:\n{found}"));
    }
    for chunk in &chunks {
        if chunk.text.chars().count() > max_chars {
            return Err(format!("a chunk of more than {max_chars}: {chunk:?}"));
        }
        let place =
            text.get(chunk.span.range()).ok_or_else(|| format!("no such place: {chunk:?}"))?;
        let last = chunk.text.lines().last().unwrap_or_default();
        if !letters(last).iter().all(|c| place.contains(*c)) {
            return Err(format!("not at its place {place:?}: {chunk:?}"));
        }
    }
    Ok(())
}

fn texts_of<'d>(blocks: &'d [Block<'_>], out: &mut Vec<&'d str>) {
    for block in blocks {
        match block {
            Block::Paragraph(x) => out.push(&x.text),
            Block::Salutation(x) => out.push(&x.text),
            Block::Section(x) => {
                out.extend(x.marker.iter().chain(&x.heading).map(|x| &**x));
                texts_of(&x.body, out);
            }
        }
    }
}
