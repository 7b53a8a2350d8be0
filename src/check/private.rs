//! What must not leave the house: means to reach or charge a person, and keys that open something.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Private {
    /// Of a person.
    Personal(&'static str),
    /// That opens something.
    Secret(&'static str),
}

/// A shape of something private, from `data/private.toml`.
#[derive(Debug, Deserialize)]
struct Shape {
    name: String,
    kind: String,
    pattern: String,
    /// Words of which one has to stand in a text at all for the shape to be looked for.
    near: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct File {
    shape: Vec<Shape>,
    placeholder: Vec<String>,
    domains: Vec<String>,
    roles: Vec<String>,
}

struct Compiled {
    what: Private,
    pattern: Regex,
    near: Vec<String>,
}

static FILE: LazyLock<File> =
    LazyLock::new(|| toml::from_str(include_str!("data/private.toml")).unwrap_or_default());

static SHAPES: LazyLock<Vec<Compiled>> = LazyLock::new(|| {
    let compiled = |shape: &'static Shape| {
        let what = if shape.kind == "secret" {
            Private::Secret(&shape.name)
        } else {
            Private::Personal(&shape.name)
        };
        Some(Compiled { what, pattern: Regex::new(&shape.pattern).ok()?, near: shape.near.clone() })
    };
    FILE.shape.iter().filter_map(compiled).collect()
});

/// Everything private in a text, in order; what is a placeholder by its looks is not.
pub(crate) fn found(text: &str) -> Vec<(Range<usize>, Private)> {
    let mut found: Vec<(Range<usize>, Private)> = Vec::new();
    for shape in SHAPES.iter().filter(|shape| shape.near.iter().any(|near| text.contains(near.as_str()))) {
        for captures in shape.pattern.captures_iter(text) {
            let Some(place) = captures.name("it").or_else(|| captures.get(0)) else { continue };
            if is_real(text, &place.range(), shape.what)
                && !found.iter().any(|(range, _)| range.start < place.end() && place.start() < range.end)
            {
                found.push((place.range(), shape.what));
            }
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

fn is_real(text: &str, range: &Range<usize>, what: Private) -> bool {
    let words = &text[range.clone()];
    let lower = words.to_lowercase();
    if FILE.placeholder.iter().any(|placeholder| lower.contains(placeholder.as_str())) {
        return false;
    }
    match what {
        Private::Personal("a mail address") => is_personal_mail(text, range, &lower),
        Private::Personal("a payment card number") => is_card(words),
        Private::Personal("a telephone number") => is_telephone(words),
        Private::Secret("a password") => is_password(words),
        _ => true,
    }
}

/// Whether an address is that of a person: neither of an example, nor of a role, nor a login of a machine.
fn is_personal_mail(text: &str, range: &Range<usize>, lower: &str) -> bool {
    let Some((name, domain)) = lower.split_once('@') else { return false };
    let example = FILE.domains.iter().any(|known| domain == known || domain.ends_with(&format!(".{known}")));
    let role = FILE.roles.iter().any(|role| {
        name == role
            || name.starts_with(&format!("{role}-"))
            || name.starts_with(&format!("{role}+"))
            || name.ends_with(&format!("-{role}"))
    });
    // `ds-instr` is a list, `jean-luc` a person.
    let role = role || name.contains('-') && !super::people::has_first_name(name);
    // `git@host:path`, `user:password@host/path`, `package@1.2.3`
    let after = text[range.end..].chars().next();
    let before = text[..range.start].chars().next_back();
    let address = matches!(after, Some(':' | '/')) && !text[range.end..].starts_with(": ")
        || matches!(before, Some('/' | ':' | '@'));
    let file = ["png", "jpg", "svg", "gif", "js", "css", "local", "internal", "service", "timer", "compute"];
    let ending = domain.rsplit('.').next().unwrap_or_default();
    !(example || role || address || file.contains(&ending))
}

/// Whether digits are those of a payment card: a known beginning, a known length, and the check digit of Luhn.
fn is_card(words: &str) -> bool {
    let digits: Vec<u32> = words.chars().filter_map(|c| c.to_digit(10)).collect();
    let starts = |text: &str| words.starts_with(text);
    let length = match digits.len() {
        15 => starts("34") || starts("37"),
        16 => starts("4") || starts("5") || starts("2") || starts("6011") || starts("65"),
        _ => false,
    };
    let varied = digits.windows(2).filter(|pair| pair[0] != pair[1]).count() > 4;
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, digit * 2) {
            (0, _) => *digit,
            (_, double) if double > 9 => double - 9,
            (_, double) => double,
        })
        .sum();
    length && varied && sum.is_multiple_of(10)
}

/// Whether digits behind a plus are a telephone number: 9 to 15 of them, not all of a kind.
fn is_telephone(words: &str) -> bool {
    let digits: Vec<char> = words.chars().filter(char::is_ascii_digit).collect();
    let varied = digits.windows(2).filter(|pair| pair[0] != pair[1]).count() > 3;
    (9..=15).contains(&digits.len()) && varied
}

/// Whether a value is a password, and not a variable, a path or a word that stands for one.
fn is_password(words: &str) -> bool {
    let digits = words.chars().any(|c| c.is_ascii_digit());
    let letters = words.chars().any(char::is_alphabetic);
    digits && letters && words.len() >= 8 && !words.contains(['$', '{', '<', '(', '/', '*', '%'])
}

/// The first characters of something private, and how many follow.
pub(crate) fn masked(words: &str) -> String {
    let count = words.chars().count();
    let kept: String = words.chars().take(if count > 12 { 4 } else { 1 }).collect();
    format!("{kept}… ({count} characters)")
}
