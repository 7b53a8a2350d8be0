//! Text and addresses as HTML.

/// What to do with a byte: leave it, or replace it.
const fn is_special(byte: u8, in_attribute: bool) -> bool {
    match byte {
        b'&' | b'<' | b'>' | b'\r' => true,
        b'"' | b'\'' => in_attribute,
        b'\t' | b'\n' => false,
        // 0xc2 opens the control characters above ASCII.
        0..=31 | 127 | 0xc2 => true,
        _ => false,
    }
}

const fn table(in_attribute: bool) -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = is_special(byte as u8, in_attribute);
        byte += 1;
    }
    table
}

static IN_TEXT: [bool; 256] = table(false);
static IN_ATTRIBUTE: [bool; 256] = table(true);

/// Words between tags.
pub(super) fn text(out: &mut String, words: &str) {
    push(out, words, &IN_TEXT);
}

/// The value of an attribute in double quotes.
pub(super) fn attribute(out: &mut String, value: &str) {
    push(out, value, &IN_ATTRIBUTE);
}

fn push(out: &mut String, words: &str, special: &[bool; 256]) {
    let bytes = words.as_bytes();
    let mut done = 0;
    for (index, byte) in bytes.iter().enumerate() {
        if !special[usize::from(*byte)] {
            continue;
        }
        let is_two_bytes = *byte == 0xc2;
        if is_two_bytes && bytes.get(index + 1).is_none_or(|next| *next >= 0xa0) {
            continue;
        }
        // A special byte starts a character, so both sides are whole characters.
        out.push_str(&words[done..index]);
        done = index + 1 + usize::from(is_two_bytes);
        out.push_str(match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            b'\r' if bytes.get(index + 1) == Some(&b'\n') => "",
            b'\r' => "\n",
            _ => "\u{fffd}",
        });
    }
    out.push_str(&words[done..]);
}

/// The value of an attribute as an author wrote it in HTML: its entities stay, it cannot end the attribute.
pub(super) fn written_attribute(out: &mut String, value: &str) {
    for (index, piece) in value.split('&').enumerate() {
        if index > 0 {
            out.push('&');
        }
        attribute(out, piece);
    }
}

/// An address an author wrote, as the value of an attribute in double quotes.
///
/// Control characters vanish, as they do in browsers; what may not stand in an address is percent-encoded.
pub(super) fn address(out: &mut String, address: &str) {
    for byte in address.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#39;"),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(char::from(byte)),
            b'!' | b'#'..=b'%' | b'('..=b'/' | b':' | b';' | b'=' | b'?' | b'@' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            0..=31 | 127 => {}
            _ => {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}
