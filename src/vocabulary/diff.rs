//! The lines that differ between two texts, with a few around them, as `diff -u` shows them.

/// Lines shown before and after those that differ.
const AROUND: usize = 2;

/// More cells than this are not compared: all lines between the first and the last difference are shown then.
const MOST_CELLS: usize = 4_000_000;

/// A line of a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Where the lines that follow stand: first line and number of lines, before and after.
    Place { before: (usize, usize), after: (usize, usize) },
    /// In both.
    Both(String),
    /// Only before.
    Gone(String),
    /// Only after.
    New(String),
}

/// The differences between two texts.
pub(super) fn diff(before: &str, after: &str) -> Vec<Line> {
    let (old, new) = (lines(before), lines(after));
    let all = compare(&old, &new);
    let differs: Vec<usize> = (0..all.len()).filter(|place| !matches!(all[*place], Line::Both(_))).collect();
    let mut shown = Vec::new();
    let mut rest = differs.as_slice();
    while let Some(first) = rest.first() {
        // Differences whose surroundings touch stand in one hunk.
        let near = rest.windows(2).take_while(|pair| pair[1] - pair[0] <= 2 * AROUND + 1).count() + 1;
        let last = rest[near - 1];
        rest = &rest[near..];
        let hunk = first.saturating_sub(AROUND)..(last + AROUND + 1).min(all.len());
        shown.push(place(&all, hunk.clone()));
        shown.extend(all[hunk].iter().cloned());
    }
    shown
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').map(|line| line.trim_end_matches(['\n', '\r'])).collect()
}

fn place(all: &[Line], hunk: std::ops::Range<usize>) -> Line {
    let count = |lines: &[Line], other: fn(&Line) -> bool| lines.iter().filter(|line| !other(line)).count();
    let is_new = |line: &Line| matches!(line, Line::New(_));
    let is_gone = |line: &Line| matches!(line, Line::Gone(_));
    let side = |other: fn(&Line) -> bool| {
        let number = count(&all[hunk.clone()], other);
        (count(&all[..hunk.start], other) + usize::from(number > 0), number)
    };
    Line::Place { before: side(is_new), after: side(is_gone) }
}

/// Every line of both texts, in order.
fn compare(old: &[&str], new: &[&str]) -> Vec<Line> {
    let first = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - first;
    let last = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (mid_old, mid_new) = (&old[first..old.len() - last], &new[first..new.len() - last]);
    let both = |line: &&str| Line::Both((*line).to_owned());
    let mut all: Vec<Line> = old[..first].iter().map(both).collect();
    if mid_old.len().saturating_mul(mid_new.len()) > MOST_CELLS {
        all.extend(mid_old.iter().map(|line| Line::Gone((*line).to_owned())));
        all.extend(mid_new.iter().map(|line| Line::New((*line).to_owned())));
    } else {
        all.extend(longest_common(mid_old, mid_new));
    }
    all.extend(old[old.len() - last..].iter().map(both));
    all
}

fn longest_common(old: &[&str], new: &[&str]) -> Vec<Line> {
    let columns = new.len() + 1;
    let mut lengths = vec![0u32; (old.len() + 1) * columns];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            lengths[i * columns + j] = if old[i] == new[j] {
                lengths[(i + 1) * columns + j + 1] + 1
            } else {
                lengths[(i + 1) * columns + j].max(lengths[i * columns + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut all = Vec::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            all.push(Line::Both(old[i].to_owned()));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len()
            || i < old.len() && lengths[(i + 1) * columns + j] >= lengths[i * columns + j + 1]
        {
            all.push(Line::Gone(old[i].to_owned()));
            i += 1;
        } else {
            all.push(Line::New(new[j].to_owned()));
            j += 1;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_differs_with_two_lines_around() {
        let shown = diff("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nD\ne\nf\ng\n");
        let both = |line: &str| Line::Both(line.to_owned());
        let expected = vec![
            Line::Place { before: (2, 5), after: (2, 6) },
            both("b"),
            both("c"),
            Line::Gone("d".to_owned()),
            Line::New("D".to_owned()),
            both("e"),
            both("f"),
            Line::New("g".to_owned()),
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn has_nothing_to_show_of_equal_texts() {
        assert_eq!(diff("a\r\nb", "a\r\nb"), Vec::new());
    }
}
