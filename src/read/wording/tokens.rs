//! From Markdown to the words and names in it: addresses, tags, comments and numbers are passed over.

use std::ops::Range;

use crate::read::words::is_wide;

/// Longer runs are keys, hashes and encoded data.
const LONGEST: usize = 48;

/// A word or name of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// First byte.
    pub(super) start: usize,
    /// Byte after the last.
    pub(super) end: usize,
    /// What it looks like.
    pub(super) shape: Shape,
    /// Whether only blanks, hyphens and marks of emphasis stand between it and the token before.
    pub(super) joined: bool,
}

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Letters.
    Word,
    /// Two characters of a script without blanks.
    Wide,
    /// A name of code: `upload_api`, `FooBar`, `foo.bar`, `ERR42`.
    Name,
}

/// All tokens within some bytes, in order.
pub(super) fn tokens(text: &str, range: Range<usize>) -> Tokens<'_> {
    Tokens {
        text,
        bytes: text.as_bytes(),
        at: range.start,
        end: range.end.min(text.len()),
        joined: false,
        wide: None,
    }
}

/// The tokens of a text.
pub(super) struct Tokens<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    end: usize,
    joined: bool,
    /// What is left of a run of wide characters.
    wide: Option<Range<usize>>,
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        if let Some(token) = self.next_wide() {
            return Some(token);
        }
        while self.at < self.end {
            let byte = self.bytes[self.at];
            if is_letter(byte) || byte.is_ascii_digit() {
                if let Some(token) = self.run() {
                    return Some(token);
                }
            } else {
                self.gap(byte);
            }
        }
        None
    }
}

/// An ASCII letter, or a byte of a character beyond ASCII.
fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80
}

impl Tokens<'_> {
    /// Passes over what is no word.
    fn gap(&mut self, byte: u8) {
        let rest = &self.bytes[self.at..self.end];
        self.at += match byte {
            b'<' if rest.starts_with(b"<!--") => past(rest, b"-->"),
            b'<' if rest.get(1).is_some_and(|next| next.is_ascii_alphabetic() || *next == b'/') => {
                past_within_line(rest, b'>')
            }
            b']' if rest.get(1) == Some(&b'(') => past_within_line(rest, b')'),
            // A handle is a person; a tag has its own place among the reasons.
            b'@' | b'#' => {
                self.joined = false;
                1 + rest[1..]
                    .iter()
                    .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
                    .count()
            }
            b'\n' => {
                let blank = rest[1..].iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
                if blank.is_none_or(|byte| matches!(byte, b'\n' | b'-' | b'*' | b'+' | b'#' | b'|' | b'>')) {
                    self.joined = false;
                }
                1
            }
            b' ' | b'\t' | b'\r' | b'-' | b'/' | b'*' | b'_' | b'`' | b'\'' => 1,
            _ => {
                self.joined = false;
                1
            }
        };
    }

    /// A run of letters, digits and what joins them in names; nothing when it is no word worth keeping.
    fn run(&mut self) -> Option<Token> {
        let start = self.at;
        let mut shape = RunShape::default();
        while self.at < self.end {
            let byte = self.bytes[self.at];
            if byte >= 0x80 {
                let character = self.text[self.at..].chars().next()?;
                if is_wide(character) {
                    if self.at == start {
                        return self.wide_run();
                    }
                    break;
                }
                if !character.is_alphanumeric() {
                    break;
                }
                shape.letters += 1;
                self.at += character.len_utf8();
                continue;
            }
            match byte {
                b'0'..=b'9' => shape.digits += 1,
                b'A'..=b'Z' => {
                    shape.camel |= shape.last_lower;
                    shape.letters += 1;
                }
                b'a'..=b'z' => shape.letters += 1,
                b'_' | b'.' | b':' if self.joins_name(byte) => shape.joints += 1,
                _ => break,
            }
            shape.last_lower = byte.is_ascii_lowercase();
            self.at += 1;
        }
        if self.at == start {
            // A character beyond ASCII that is neither letter nor digit.
            self.at += self.text[start..].chars().next().map_or(1, char::len_utf8);
            self.joined = false;
            return None;
        }
        if self.bytes[self.at.min(self.end)..self.end].starts_with(b"://") {
            self.skip_address();
            return None;
        }
        let joined = std::mem::replace(&mut self.joined, true);
        let kept = shape.of(&self.text[start..self.at]);
        if kept.is_none() {
            self.joined = false;
        }
        kept.map(|shape| Token { start, end: self.at, shape, joined })
    }

    /// Whether a `_`, `.` or `::` stands between two characters of one name.
    fn joins_name(&self, byte: u8) -> bool {
        let next = self.bytes.get(self.at + 1).copied().unwrap_or(b' ');
        match byte {
            b'_' => next.is_ascii_alphanumeric(),
            b'.' => next.is_ascii_lowercase() || next.is_ascii_digit(),
            _ => {
                next == b':' && self.bytes.get(self.at + 2).is_some_and(u8::is_ascii_alphabetic)
                    || self.at > 0 && self.bytes[self.at - 1] == b':' && next.is_ascii_alphabetic()
            }
        }
    }

    fn skip_address(&mut self) {
        let rest = &self.bytes[self.at..self.end];
        let length =
            rest.iter().position(|byte| matches!(byte, b' ' | b'\n' | b'\t' | b')' | b'>' | b'"' | b'|'));
        self.at += length.unwrap_or(rest.len());
        self.joined = false;
    }

    fn wide_run(&mut self) -> Option<Token> {
        let start = self.at;
        let run = self.text[start..self.end].chars().take_while(|c| is_wide(*c));
        self.at += run.map(char::len_utf8).sum::<usize>();
        self.wide = Some(start..self.at);
        self.joined = false;
        self.next_wide()
    }

    /// The next two characters of a run; a run of one is no word.
    fn next_wide(&mut self) -> Option<Token> {
        let run = self.wide.take()?;
        let mut characters = self.text[run.clone()].chars();
        let (first, second) = (characters.next()?, characters.next()?);
        let start = run.start;
        self.wide = Some(start + first.len_utf8()..run.end);
        let end = start + first.len_utf8() + second.len_utf8();
        Some(Token { start, end, shape: Shape::Wide, joined: false })
    }
}

/// Up to and with the end mark; all of it when the mark is missing.
fn past(rest: &[u8], mark: &[u8]) -> usize {
    memchr::memmem::find(rest, mark).map_or(rest.len(), |at| at + mark.len())
}

/// Up to and with the end mark, if it stands on the same line; else one byte.
fn past_within_line(rest: &[u8], mark: u8) -> usize {
    match memchr::memchr2(mark, b'\n', rest) {
        Some(at) if rest[at] == mark => at + 1,
        _ => 1,
    }
}

/// What a run is made of.
#[derive(Default)]
struct RunShape {
    letters: usize,
    digits: usize,
    joints: usize,
    camel: bool,
    last_lower: bool,
}

impl RunShape {
    /// Word or name; nothing for numbers, versions, hashes, single letters and what is too long.
    fn of(&self, run: &str) -> Option<Shape> {
        if run.len() > LONGEST || self.letters < 2 {
            return None;
        }
        if self.digits == 0 && self.joints == 0 && !self.camel {
            return Some(Shape::Word);
        }
        let hex = run.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'_');
        let mostly_digits = self.digits > self.letters + 2;
        let encoded = hex && self.digits > 0;
        let telling = !mostly_digits && !encoded && self.letters > 2;
        telling.then_some(Shape::Name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text, 0..text.len()).map(|token| &text[token.start..token.end]).collect()
    }

    #[test]
    fn takes_words_and_names_and_passes_over_the_rest() {
        assert_eq!(words("The **lease-quorum** was lost."), ["The", "lease", "quorum", "was", "lost"]);
        assert_eq!(
            words("`ERR_OSSL_EVP` in foo.bar.Baz, FooBar::new()"),
            ["ERR_OSSL_EVP", "in", "foo.bar", "Baz", "FooBar::new"]
        );
        assert_eq!(
            words("see [the log](http://x/y?z) and https://a.b/c d"),
            ["see", "the", "log", "and", "d"][..4]
        );
        assert_eq!(words("<!-- no --> <b>yes</b> 12:30 v1.2.3 deadbeef42 @a-person"), ["yes"]);
    }

    #[test]
    fn takes_scripts_without_blanks_two_by_two() {
        assert_eq!(words("証明書の期限"), ["証明", "明書", "書の", "の期", "期限"]);
        assert_eq!(words("DNSの障害"), ["DNS", "の障", "障害"]);
    }

    #[test]
    fn knows_which_words_stand_together() {
        let text = "lease quorum, again\n\nnext\nline";
        let joined: Vec<bool> = tokens(text, 0..text.len()).map(|token| token.joined).collect();
        assert_eq!(joined, [false, true, false, false, true]);
    }
}
