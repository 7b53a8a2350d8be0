//! Web addresses that stand bare in the text.

use std::ops::Range;

/// The next address at or after a byte.
pub(super) fn next(text: &str, from: usize) -> Option<Range<usize>> {
    let mut search = from;
    while let Some(found) = memchr::memmem::find(&text.as_bytes()[search..], b"://") {
        let colon = search + found;
        if let Some(start) = scheme_start(text, from, colon)
            && let Some(end) = end_of(text, colon + 3)
        {
            return Some(start..end);
        }
        search = colon + 3;
    }
    None
}

/// Where `http` or `https` starts before a colon, if it is a word of its own.
fn scheme_start(text: &str, from: usize, colon: usize) -> Option<usize> {
    let before = &text.as_bytes()[from..colon];
    let ends_with = |scheme: &[u8]| {
        let start = before.len().checked_sub(scheme.len())?;
        before[start..].eq_ignore_ascii_case(scheme).then_some(start)
    };
    let start = ends_with(b"https").or_else(|| ends_with(b"http"))?;
    let alone = start.checked_sub(1).is_none_or(|index| !before[index].is_ascii_alphanumeric());
    alone.then_some(from + start)
}

/// Where an address ends whose host starts at a byte; nothing when no host is there.
fn end_of(text: &str, host: usize) -> Option<usize> {
    let rest = &text[host..];
    if !rest.starts_with(|character: char| character.is_alphanumeric() || character == '[') {
        return None;
    }
    let length = rest.find(ends_address).unwrap_or(rest.len());
    Some(host + trimmed(&rest[..length])).filter(|end| *end > host)
}

fn ends_address(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '<' | '>' | '"' | '`' | '“' | '”' | '‘' | '’' | '«' | '»')
        || matches!(character, '\u{3000}'..='\u{303f}' | '，' | '：' | '；' | '！' | '？' | '（' | '）')
}

/// Length without punctuation of the sentence around, and without brackets that were opened before.
fn trimmed(address: &str) -> usize {
    let bytes = address.as_bytes();
    let count = |wanted: u8| bytes.iter().filter(|byte| **byte == wanted).count();
    let surplus = |open: u8, close: u8| count(close).saturating_sub(count(open));
    let (mut round, mut square) = (surplus(b'(', b')'), surplus(b'[', b']'));
    let mut end = bytes.len();
    while let Some(last) = end.checked_sub(1).map(|index| bytes[index]) {
        match last {
            b'.' | b',' | b':' | b';' | b'!' | b'?' | b'\'' | b'*' | b'_' | b'~' | b'|' => {}
            b')' if round > 0 => round -= 1,
            b']' if square > 0 => square -= 1,
            _ => break,
        }
        end -= 1;
    }
    end
}
