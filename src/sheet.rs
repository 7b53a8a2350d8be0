//! Text for a terminal: as wide as it is, with colours where it shows them, and safe whoever wrote the words.

use clap::builder::styling::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use crate::findings::emit::plain;

/// Whether the reader sees colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Words of both documents are set off by colour.
    Colours,
    /// Words of both documents are quoted.
    Plain,
}

/// How a text is set.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Whether the reader sees colours.
    pub ink: Ink,
    /// Columns of the terminal; nothing for a pipe, where lines stay whole.
    pub width: Option<usize>,
}

/// What some words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Common,
    Strong,
    Faint,
    Shared,
}

/// Some words of one kind.
#[derive(Clone, Debug)]
pub struct Run {
    kind: Kind,
    text: String,
}

impl Run {
    /// Words like any other.
    pub fn common(text: impl AsRef<str>) -> Run {
        Run::new(Kind::Common, text.as_ref())
    }

    /// A name or a title.
    pub fn strong(text: impl AsRef<str>) -> Run {
        Run::new(Kind::Strong, text.as_ref())
    }

    /// What matters less.
    pub fn faint(text: impl AsRef<str>) -> Run {
        Run::new(Kind::Faint, text.as_ref())
    }

    /// What stands in both of two documents.
    pub fn shared(text: impl AsRef<str>) -> Run {
        Run::new(Kind::Shared, text.as_ref())
    }

    fn new(kind: Kind, text: &str) -> Run {
        Run { kind, text: plain(text).into_owned() }
    }
}

const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
const SHARED: Style = AnsiColor::Yellow.on_default().bold();

/// A text that grows line by line.
#[derive(Debug)]
pub struct Sheet {
    format: Format,
    text: String,
}

impl Sheet {
    /// An empty sheet.
    pub fn new(format: Format) -> Sheet {
        Sheet { format, text: String::new() }
    }

    /// The whole text.
    pub fn into_text(self) -> String {
        self.text
    }

    /// An empty line.
    pub fn gap(&mut self) {
        self.text.push('\n');
    }

    /// One line, however long.
    pub fn line(&mut self, runs: &[Run]) {
        for run in runs {
            let quoted = self.quoted(run);
            self.ink(run.kind, &quoted);
        }
        self.text.push('\n');
    }

    /// One line, cut where the terminal ends.
    pub fn cut(&mut self, runs: &[Run]) {
        let Some(width) = self.format.width else { return self.line(runs) };
        let whole: usize = runs.iter().map(|run| self.quoted(run).width()).sum();
        let mut left = if whole > width { width.saturating_sub(1) } else { width };
        for run in runs {
            let quoted = self.quoted(run);
            let kept = fitting(&quoted, left);
            left = left.saturating_sub(kept.width());
            self.ink(run.kind, kept);
            if kept.len() < quoted.len() {
                break;
            }
        }
        self.text.push_str(if whole > width { "…\n" } else { "\n" });
    }

    /// A paragraph: `before` stands on its first line, and as many blanks on the others.
    pub fn paragraph(&mut self, before: &str, runs: &[Run]) {
        let indent = before.width();
        self.text.push_str(before);
        let mut column = indent;
        let mut blank = false;
        for run in runs {
            let quoted = self.quoted(run);
            for (place, word) in quoted.split(' ').enumerate() {
                blank |= place > 0;
                if word.is_empty() {
                    continue;
                }
                let wide = word.width();
                let full = self.format.width.is_some_and(|width| column + usize::from(blank) + wide > width);
                if blank && column > indent {
                    let gap = if full { indent } else { 1 };
                    column = if full { indent } else { column + 1 };
                    self.text.push_str(if full { "\n" } else { "" });
                    self.text.extend(std::iter::repeat_n(' ', gap));
                }
                blank = false;
                self.ink(run.kind, word);
                column += wide;
            }
        }
        self.text.push('\n');
    }

    fn quoted(&self, run: &Run) -> String {
        match (run.kind, self.format.ink) {
            (Kind::Shared, Ink::Plain) => format!("“{}”", run.text),
            _ => run.text.clone(),
        }
    }

    fn ink(&mut self, kind: Kind, words: &str) {
        let style = match kind {
            Kind::Common => Style::new(),
            Kind::Strong => STRONG,
            Kind::Faint => FAINT,
            Kind::Shared => SHARED,
        };
        if self.format.ink == Ink::Plain || words.is_empty() {
            self.text.push_str(words);
        } else {
            self.text.push_str(&format!("{style}{words}{style:#}"));
        }
    }
}

/// The beginning of some words that takes no more than so many columns.
fn fitting(words: &str, columns: usize) -> &str {
    let mut end = words.len();
    while words[..end].width() > columns {
        end = words[..end].char_indices().next_back().map_or(0, |(at, _)| at);
    }
    &words[..end]
}

/// Some words with blanks behind them, so that they take at least so many columns.
pub fn padded(words: &str, columns: usize) -> String {
    let blanks = columns.saturating_sub(plain(words).width());
    format!("{words}{}", " ".repeat(blanks))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NARROW: Format = Format { ink: Ink::Plain, width: Some(20) };

    #[test]
    fn wraps_paragraphs_below_their_first_word() {
        let mut sheet = Sheet::new(NARROW);
        sheet.paragraph(
            "  - ",
            &[Run::common("both mention "), Run::shared("lease quorum"), Run::common(" here")],
        );
        assert_eq!(sheet.into_text(), "  - both mention\n    “lease quorum”\n    here\n");
    }

    #[test]
    fn keeps_words_of_two_runs_together_that_have_no_blank_between() {
        let mut sheet = Sheet::new(NARROW);
        sheet.paragraph("", &[Run::common("a ("), Run::strong("b"), Run::common("), c")]);
        assert_eq!(sheet.into_text(), "a (b), c\n");
    }

    #[test]
    fn cuts_lines_where_the_terminal_ends() {
        let mut sheet = Sheet::new(NARROW);
        sheet.cut(&[Run::common("a very long line of "), Run::strong("words")]);
        sheet.cut(&[Run::common("障害障害障害障害障害障")]);
        assert_eq!(sheet.into_text(), "a very long line of…\n障害障害障害障害障…\n");
    }

    #[test]
    fn leaves_lines_whole_in_a_pipe() {
        let mut sheet = Sheet::new(Format { ink: Ink::Plain, width: None });
        sheet.cut(&[Run::common("a very long line of words")]);
        assert_eq!(sheet.into_text(), "a very long line of words\n");
    }

    #[test]
    fn sets_shared_words_off_by_colour_in_place_of_quotes() {
        let mut sheet = Sheet::new(Format { ink: Ink::Colours, width: None });
        sheet.line(&[Run::shared("lease")]);
        let text = sheet.into_text();
        assert!(text.contains("lease\u{1b}[0m") && !text.contains('“'), "{text}");
    }
}
