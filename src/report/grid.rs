//! Columns of text aligned by display width, with colour and plain-ASCII fallbacks.

use unicode_width::UnicodeWidthStr;

/// How text for a terminal is to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TerminalStyle {
    /// Colours by ANSI sequences.
    pub colour: bool,
    /// Columns that fit.
    pub width: usize,
    /// Whether signs beyond ASCII can be shown.
    pub unicode: bool,
}

/// The colour of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Plain,
    Heading,
    Quiet,
    Good,
    Bad,
    Doubtful,
}

impl TerminalStyle {
    /// Our signs in the characters that the terminal can show.
    pub(super) fn signs(&self, text: &str) -> String {
        if self.unicode {
            return text.into();
        }
        let replacements = [
            ("✓", "OK"),
            ("✗", "X"),
            ("±", "+/-"),
            ("–", "-"),
            ("−", "-"),
            ("·", "|"),
            ("←", "<-"),
            ("→", "->"),
            ("…", "."),
        ];
        replacements
            .iter()
            .fold(text.to_string(), |text, (sign, ascii)| text.replace(sign, ascii))
    }

    pub(super) fn paint(&self, text: &str, ink: Ink) -> String {
        let code = match ink {
            Ink::Plain => return text.into(),
            Ink::Heading => "1",
            Ink::Quiet => "2",
            Ink::Good => "32",
            Ink::Bad => "31",
            Ink::Doubtful => "33",
        };
        if self.colour && !text.is_empty() {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.into()
        }
    }
}

/// A cell of a [`Grid`].
#[derive(Clone, Debug)]
pub(super) struct Cell {
    text: String,
    ink: Ink,
}

impl Cell {
    /// Puts words before its text.
    pub(super) fn begin(&mut self, words: &str) {
        self.text.insert_str(0, words);
    }
}

pub(super) fn cell(text: impl Into<String>) -> Cell {
    Cell {
        text: text.into(),
        ink: Ink::Plain,
    }
}

pub(super) fn inked(text: impl Into<String>, ink: Ink) -> Cell {
    Cell { text: text.into(), ink }
}

/// Where the text of a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

#[derive(Clone, Debug)]
enum Row {
    Cells(Vec<Cell>),
    /// A name, then one text across all columns but the last.
    Across {
        name: Cell,
        text: Cell,
        last: Cell,
    },
}

/// Rows of cells under a heading.
pub(super) struct Grid {
    aligns: Vec<Align>,
    rows: Vec<Row>,
    /// A column to leave out where lines would not fit.
    spare: Option<usize>,
    gap: usize,
}

const GAP: usize = 3;
const NARROW_GAP: usize = 2;
const NARROWEST_NAME: usize = 24;

impl Grid {
    pub(super) fn new(aligns: &[Align]) -> Grid {
        Grid {
            aligns: aligns.to_vec(),
            rows: Vec::new(),
            spare: None,
            gap: GAP,
        }
    }

    /// The column that a reader misses least.
    pub(super) fn spare(self, column: usize) -> Grid {
        Grid {
            spare: Some(column),
            ..self
        }
    }

    /// A line of column titles; the first is the section's.
    pub(super) fn heading(&mut self, titles: &[&str]) {
        let ink = |index| if index == 0 { Ink::Heading } else { Ink::Quiet };
        self.row(
            titles
                .iter()
                .enumerate()
                .map(|(index, title)| inked(*title, ink(index)))
                .collect(),
        );
    }

    pub(super) fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(Row::Cells(cells));
    }

    pub(super) fn across(&mut self, name: Cell, text: Cell, last: Cell) {
        self.rows.push(Row::Across { name, text, last });
    }

    /// The text, a line a row. Where lines would not fit: less space between, then without the spare column, then names
    /// cut.
    pub(super) fn render(mut self, style: &TerminalStyle) -> String {
        self.spell(style);
        if self.total_width() > style.width {
            self.gap = NARROW_GAP;
        }
        if self.total_width() > style.width {
            self.leave_spare_out();
        }
        let widths = self.widths(style.width);

        let mut out = String::new();
        for row in &self.rows {
            let line = match row {
                Row::Cells(cells) => self.line(cells, &widths, style),
                Row::Across { name, text, last } => self.line_across([name, text, last], &widths, style),
            };
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    fn spell(&mut self, style: &TerminalStyle) {
        for row in &mut self.rows {
            match row {
                Row::Cells(cells) => cells.iter_mut().for_each(|cell| cell.text = style.signs(&cell.text)),
                Row::Across { name, text, last } => {
                    [name, text, last]
                        .into_iter()
                        .for_each(|cell| cell.text = style.signs(&cell.text));
                }
            }
        }
    }

    fn total_width(&self) -> usize {
        let widths = self.widths(usize::MAX);
        widths.iter().sum::<usize>() + self.gap * (widths.len() - 1)
    }

    fn leave_spare_out(&mut self) {
        let Some(column) = self.spare.take() else { return };
        self.aligns.remove(column);
        for row in &mut self.rows {
            if let Row::Cells(cells) = row
                && column < cells.len()
            {
                cells.remove(column);
            }
        }
    }

    fn widths(&self, limit: usize) -> Vec<usize> {
        let mut widths = vec![0; self.aligns.len()];
        let mut widen = |index: usize, text: &str| widths[index] = widths[index].max(text.width());
        for row in &self.rows {
            match row {
                Row::Cells(cells) => cells
                    .iter()
                    .enumerate()
                    .for_each(|(index, cell)| widen(index, &cell.text)),
                Row::Across { name, last, .. } => {
                    widen(0, &name.text);
                    widen(self.aligns.len() - 1, &last.text);
                }
            }
        }
        let last = widths.len() - 1;
        for row in &self.rows {
            if let Row::Across { text, .. } = row {
                let between: usize = widths[1..last].iter().map(|width| width + self.gap).sum::<usize>() - self.gap;
                widths[1] += text.text.width().saturating_sub(between);
            }
        }
        let total = widths.iter().sum::<usize>() + self.gap * last;
        let excess = total.saturating_sub(limit);
        widths[0] = widths[0].saturating_sub(excess).max(NARROWEST_NAME.min(widths[0]));
        widths
    }

    fn line(&self, cells: &[Cell], widths: &[usize], style: &TerminalStyle) -> String {
        let texts = cells
            .iter()
            .zip(widths)
            .zip(&self.aligns)
            .map(|((cell, width), align)| fit(cell, *width, *align, style));
        texts.collect::<Vec<_>>().join(&" ".repeat(self.gap))
    }

    fn line_across(&self, [name, text, last]: [&Cell; 3], widths: &[usize], style: &TerminalStyle) -> String {
        let end = widths.len() - 1;
        let between = widths[1..end].iter().map(|width| width + self.gap).sum::<usize>() - self.gap;
        [
            fit(name, widths[0], Align::Left, style),
            fit(text, between, Align::Left, style),
            fit(last, widths[end], self.aligns[end], style),
        ]
        .join(&" ".repeat(self.gap))
    }
}

fn fit(cell: &Cell, width: usize, align: Align, style: &TerminalStyle) -> String {
    let text = cut(&cell.text, width, &style.signs("…"));
    let padding = " ".repeat(width.saturating_sub(text.width()));
    let painted = style.paint(&text, cell.ink);
    match align {
        Align::Left => format!("{painted}{padding}"),
        Align::Right => format!("{padding}{painted}"),
    }
}

fn cut(text: &str, width: usize, mark: &str) -> String {
    if text.width() <= width {
        return text.into();
    }
    let mut out = String::new();
    for letter in text.chars() {
        if out.width() + letter.to_string().width() + mark.width() > width {
            break;
        }
        out.push(letter);
    }
    out.trim_end().to_string() + mark
}

/// Words in lines of at most `width` columns, the second and later ones indented.
pub(super) fn wrapped(text: &str, width: usize, indent: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        if used > 0 && used + 1 + word.width() > width.max(indent + 20) {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            used = indent;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += word.width();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: TerminalStyle = TerminalStyle {
        colour: false,
        width: 40,
        unicode: true,
    };

    #[test]
    fn columns_align_by_display_width() {
        let mut grid = Grid::new(&[Align::Left, Align::Right]);
        grid.row(vec![cell("設計"), cell("1")]);
        grid.row(vec![cell("abcd"), cell("22")]);
        assert_eq!(grid.render(&STYLE), "設計    1\nabcd   22\n");
    }

    #[test]
    fn long_names_are_cut_to_fit() {
        let mut grid = Grid::new(&[Align::Left, Align::Right]);
        grid.row(vec![cell("a name that goes on and on and on and on"), cell("99%")]);
        assert_eq!(grid.render(&STYLE), "a name that goes on and on and on…   99%\n");
    }

    #[test]
    fn narrow_terminals_lose_the_spare_column_before_names() {
        let mut grid = Grid::new(&[Align::Left, Align::Right, Align::Right]).spare(1);
        grid.row(vec![
            cell("a name of twenty-eight cells"),
            cell("spare one"),
            cell("99%"),
        ]);
        assert_eq!(grid.render(&STYLE), "a name of twenty-eight cells  99%\n");
    }

    #[test]
    fn colour_is_outside_the_padding() {
        let mut grid = Grid::new(&[Align::Right, Align::Right]);
        grid.row(vec![inked("a", Ink::Good), cell("b")]);
        grid.row(vec![cell("aa"), cell("b")]);
        let style = TerminalStyle { colour: true, ..STYLE };
        assert_eq!(grid.render(&style), " \u{1b}[32ma\u{1b}[0m   b\naa   b\n");
    }

    #[test]
    fn words_wrap_with_an_indent() {
        assert_eq!(
            wrapped("one two three four five six", 24, 2),
            "one two three four five\n  six"
        );
    }
}
