//! What is left of a text when the words that stand elsewhere on the page are taken away.
//!
//! A structured timeline may take the place of what the author wrote only where nothing but dates, times, zones and
//! markers is left: those it says itself.

use std::ops::Range;

use crate::model::Marker;

/// Words that belong to a date, a time or a zone, in the languages documents are met in.
const TIME_WORDS: &[&str] = &[
    "am",
    "pm",
    "utc",
    "gmt",
    "z",
    "t",
    "h",
    "hrs",
    "hours",
    "min",
    "st",
    "nd",
    "rd",
    "th",
    "the",
    "of",
    "on",
    "at",
    "and",
    "to",
    "until",
    "from",
    "around",
    "about",
    "approx",
    "approximately",
    "ca",
    "circa",
    "kl",
    "den",
    "um",
    "uhr",
    "às",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "januar",
    "februar",
    "mars",
    "mai",
    "juni",
    "juli",
    "oktober",
    "desember",
    "dezember",
    "märz",
    "年",
    "月",
    "日",
    "時",
    "分",
    "秒",
    "頃",
    "约",
    "約",
    "午前",
    "午後",
    "上午",
    "下午",
    "时",
    "点",
];

/// Whether the rest of a range holds anything a structured timeline would not say.
///
/// `told` are the ranges that stand in the timeline, in any order.
pub(super) fn says_more<'r>(
    text: &str,
    range: Range<usize>,
    told: impl Iterator<Item = &'r Range<usize>>,
) -> bool {
    let mut told: Vec<&Range<usize>> =
        told.filter(|it| it.start < range.end && range.start < it.end).collect();
    told.sort_by_key(|range| range.start);
    let mut at = range.start;
    for known in told {
        if known.start > at && has_words(text.get(at..known.start).unwrap_or_default()) {
            return true;
        }
        at = at.max(known.end);
    }
    has_words(text.get(at..range.end).unwrap_or_default())
}

/// Whether a text holds words, or signs, that are no date, time, zone, marker or Markdown.
pub(super) fn has_words(text: &str) -> bool {
    if text
        .bytes()
        .all(|byte| byte.is_ascii_punctuation() || byte.is_ascii_digit() || byte.is_ascii_whitespace())
    {
        return false;
    }
    let mut text = text.to_owned();
    for (word, _) in Marker::WORDS {
        text = text.replace(&format!("[{word}]"), " ");
    }
    let is_word = |c: char| c.is_alphanumeric();
    text.split(|c: char| !is_word(c)).filter(|word| !word.is_empty()).any(|word| !is_time_word(word))
        || text.chars().any(is_sign)
}

fn is_time_word(word: &str) -> bool {
    let mut pieces = word.split(|c: char| c.is_numeric()).filter(|piece| !piece.is_empty());
    pieces.all(|piece| {
        let is_zone =
            piece.len() <= 5 && piece.len() >= 2 && piece.bytes().all(|byte| byte.is_ascii_uppercase());
        is_zone
            || piece.len() == 1 && "TZahp".contains(piece)
            || TIME_WORDS.contains(&piece.to_lowercase().as_str())
            || piece.chars().all(|c| TIME_WORDS.contains(&c.to_string().as_str()))
    })
}

/// A sign that carries meaning of its own, such as an emoji; dashes, arrows and East Asian punctuation do not.
fn is_sign(c: char) -> bool {
    let mark = matches!(c, '\u{a0}'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{2190}'..='\u{21ff}' | '\u{2212}'
        | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | '×' | '÷' | '∼' | '\u{fe0f}');
    !c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace() && !mark
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_times_zones_and_markers_say_nothing_more() {
        for text in [
            "- 2022-04-01 09:38:18 -05:00 [impact-start] ",
            "| **~14:30** UTC | ",
            "1. 13:30–13:45 CEST:",
            "4:05pm ",
            "### Tuesday, March 3rd, 2020 10:45a",
            "2024年3月1日 14時02分頃",
            "14h02 – ",
            "Europe/Oslo 2020",
        ] {
            assert_eq!(has_words(text), text.starts_with("Europe"), "{text}");
        }
    }

    #[test]
    fn words_and_signs_say_more() {
        for text in ["10:20 Alarm", "| 10:20 | Alice |", "🔥 10:20", "検知", "(see graph)"] {
            assert!(has_words(text), "{text}");
        }
    }

    #[test]
    fn looks_only_at_what_is_not_told() {
        let text = "- 10:20 the alarm rang | by phone";
        let told = 8..22;
        assert!(says_more(text, 0..text.len(), std::iter::once(&told)));
        assert!(!says_more(text, 0..22, std::iter::once(&told)));
        assert!(!says_more(text, 0..text.len(), [25..33, 8..22].iter()));
    }
}
