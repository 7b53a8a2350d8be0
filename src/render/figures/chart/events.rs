//! What happened, as words over dashed lines, so that no word covers another and no line crosses a word.

use crate::render::words::Words;

use super::{Escaped, Event, Frame, Markup, TEXT, width};

const ROW: f64 = 17.0;
const GAP: f64 = 8.0;

/// Events at one place of the axis.
pub(super) struct Mark {
    x: f64,
    words: String,
    wide: f64,
    kind: &'static str,
    row: usize,
    /// Whether the words end at the line instead of beginning there.
    before: bool,
}

/// The marks of some events in order, each with a place for its words.
pub(super) fn place(
    events: &[Event],
    (frame, speech): (&Frame, &Words),
    x: impl Fn(f64) -> f64,
) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for event in events {
        let at = x(event.x);
        match marks.last_mut().filter(|mark| at - mark.x < 3.0) {
            Some(mark) => {
                mark.words =
                    [mark.words.as_str(), &speech.lower(&event.words)].join(speech.say("lists.between"));
                if mark.kind == "other" {
                    mark.kind = event.kind;
                }
            }
            None => marks.push(Mark {
                x: at,
                words: event.words.clone(),
                wide: 0.0,
                kind: event.kind,
                row: 0,
                before: false,
            }),
        }
    }
    marks.iter_mut().for_each(|mark| mark.wide = width(&mark.words, TEXT));
    arrange(&mut marks, frame);
    marks
}

/// Finds the arrangement with the fewest rows, and in it the one with most words right of their lines.
///
/// There are six moments at most, and so few arrangements that all can be tried.
fn arrange(marks: &mut [Mark], frame: &Frame) {
    let count = marks.len();
    for rows in 1..=count.max(1) {
        let choices = 2 * rows;
        let all = choices.pow(u32::try_from(count).unwrap_or(0));
        for chosen in 0..all.min(400_000) {
            let mut rest = chosen;
            for mark in marks.iter_mut() {
                let choice = rest % choices;
                (mark.row, mark.before) = (choice / 2, choice % 2 == 1);
                rest /= choices;
            }
            if is_clear(marks, frame) {
                return;
            }
        }
    }
    // Where nothing else helps every mark has a row of its own, the first the highest.
    for (index, mark) in marks.iter_mut().enumerate() {
        (mark.row, mark.before) = (count - 1 - index, mark.x + mark.wide > frame.width);
    }
}

impl Mark {
    fn start(&self) -> f64 {
        if self.before { self.x - self.wide - 1.0 } else { self.x - 1.0 }
    }

    fn end(&self) -> f64 {
        self.start() + self.wide + 2.0
    }
}

fn is_clear(marks: &[Mark], frame: &Frame) -> bool {
    marks.iter().enumerate().all(|(index, mark)| {
        let within = mark.start() >= -0.5 && mark.end() <= frame.width + 0.5;
        let others =
            || marks.iter().enumerate().filter(move |(other, _)| *other != index).map(|(_, mark)| mark);
        let apart = others().all(|other| {
            other.row != mark.row || other.start() >= mark.end() + GAP || mark.start() >= other.end() + GAP
        });
        // The line of a higher mark passes lower rows.
        let uncrossed = others()
            .all(|other| other.row <= mark.row || other.x < mark.start() - 3.0 || other.x > mark.end() + 3.0);
        within && apart && uncrossed
    })
}

/// How much room the words need.
pub(super) fn height(marks: &[Mark]) -> f64 {
    marks.iter().map(|mark| mark.row + 1).max().map_or(4.0, |rows| rows as f64 * ROW + 8.0)
}

/// Draws words and lines, down to the end of the last panel.
pub(super) fn draw(svg: &mut Markup, marks: &[Mark], bottom: f64, lang: &str) {
    if marks.is_empty() {
        return;
    }
    let base = height(marks) - 8.0;
    svg.add(format_args!("<g lang=\"{lang}\">"));
    for mark in marks {
        let y = base - mark.row as f64 * ROW - 4.0;
        let (x, kind) = (mark.x, mark.kind);
        let anchor = if mark.before { " text-anchor=\"end\"" } else { "" };
        svg.add(format_args!(
            "<g class=\"coe-chart__event coe-chart__event--{kind}\"><path d=\"M{x:.1} {:.1}V{bottom:.1}\"/>\
             <text x=\"{x:.1}\" y=\"{y:.1}\"{anchor}>{}</text></g>",
            y + 5.0,
            Escaped(&mark.words)
        ));
    }
    svg.add(format_args!("</g>"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_words_cover_each_other_and_no_line_crosses_any() {
        let words = ["Impact begins", "Detected", "Mitigated", "Recovered"];
        for size in [super::super::Size::Wide, super::super::Size::Narrow] {
            let frame = Frame::of(size);
            for seed in 0..200_u32 {
                let mut places: Vec<f64> = (0..4)
                    .map(|at| f64::from((seed * 7 + at * 13).wrapping_mul(2_654_435_761) % 1000) / 1000.0)
                    .collect();
                places.sort_by(f64::total_cmp);
                let events: Vec<Event> = places
                    .iter()
                    .zip(words)
                    .map(|(x, words)| Event { kind: "other", words: words.to_owned(), x: *x })
                    .collect();
                let marks = place(&events, (&frame, &Words::english()), |x| 40.0 + x * (frame.width - 80.0));
                assert!(is_clear(&marks, &frame), "{places:?}");
            }
        }
    }
}
