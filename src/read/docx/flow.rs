//! Lines as they are written, one after the other: the text, a text box, a note.

use std::mem;

/// Paragraphs as lines of a text.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) text: String,
    /// Numbers of the lines that begin a paragraph, from 1.
    pub(super) blocks: Vec<usize>,
    /// Line breaks in the text so far.
    breaks: usize,
    /// The next paragraph begins a line of its own.
    ended: bool,
    /// Cells that are open.
    cells: usize,
    /// Cells that have ended since the last paragraph.
    tabs: usize,
    /// The open row has text, so its next cell stands on the same line.
    in_row: bool,
    /// Something was written that is not white space.
    pub(super) written: bool,
}

impl Flow {
    /// Adds a paragraph, which may have lines. Inside a table, an empty one is no line.
    pub(super) fn paragraph(&mut self, text: &str) {
        if self.cells > 0 && text.is_empty() {
            return;
        }
        self.begin();
        self.push(text);
        self.ended = true;
    }

    /// Adds the paragraphs of another flow.
    pub(super) fn append(&mut self, other: &Self) {
        if other.text.is_empty() {
            return;
        }
        self.begin();
        let first = self.breaks + 1;
        self.blocks.extend(other.blocks.iter().filter(|x| **x > 1).map(|x| x - 1 + first));
        self.push(&other.text);
        self.ended = true;
    }

    /// The same with a mark in front.
    pub(super) fn marked(mut self, mark: &str) -> Self {
        self.text = format!("{mark}{}", self.text.trim_start_matches(' '));
        self
    }

    pub(super) fn open_row(&mut self) {
        self.in_row = false;
    }

    pub(super) fn open_cell(&mut self) {
        self.cells += 1;
    }

    pub(super) fn close_cell(&mut self) {
        self.cells = self.cells.saturating_sub(1);
        self.tabs += 1;
    }

    pub(super) fn close_row(&mut self) {
        self.tabs = 0;
    }

    /// Whether what is written now stands in a table.
    pub(super) fn in_table(&self) -> bool {
        self.cells > 0
    }

    fn begin(&mut self) {
        let same_line = self.in_row && self.tabs > 0;
        if self.ended && !same_line {
            self.push("\n");
        }
        self.text.extend(std::iter::repeat_n('\t', mem::take(&mut self.tabs)));
        self.in_row = self.cells > 0;
        let line = self.breaks + 1;
        if self.blocks.last() != Some(&line) {
            self.blocks.push(line);
        }
    }

    fn push(&mut self, text: &str) {
        self.breaks += memchr::memchr_iter(b'\n', text.as_bytes()).count();
        self.written = self.written || !text.trim().is_empty();
        self.text.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_on_the_line_of_their_row() {
        let mut flow = Flow::default();
        flow.paragraph("表");
        for row in [["甲", "", "乙\n丙"], ["", "丁", ""]] {
            flow.open_row();
            for cell in row {
                flow.open_cell();
                flow.paragraph(cell);
                flow.close_cell();
            }
            flow.close_row();
        }
        flow.paragraph("");
        flow.paragraph("后");
        assert_eq!(flow.text, "表\n甲\t\t乙\n丙\n\t丁\n\n后");
        // A line break begins no paragraph.
        assert_eq!(flow.blocks, [1, 2, 4, 5, 6]);
    }
}
