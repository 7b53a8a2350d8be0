//! Severity out of whatever words a document uses for it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::words::{normal, one_line};
use crate::model::Severity;

/// Words for rungs of the ladder, the worst first. A bare number is its own rung.
const LADDER: &[(&[&str], u8)] = &[
    (
        &[
            "critical",
            "критическая",
            "критический",
            "catastrophic",
            "blocker",
            "urgent",
            "kritisk",
            "kritisch",
            "critique",
            "crítico",
            "crítica",
            "重大",
            "緊急",
            "致命",
            "严重",
            "致命的",
            "심각",
            "긴급",
            "치명적",
        ],
        1,
    ),
    (
        &[
            "high",
            "major",
            "severe",
            "significant",
            "høy",
            "alvorlig",
            "hoch",
            "schwer",
            "majeur",
            "majeure",
            "высокая",
            "высокий",
            "серьезная",
            "élevée",
            "alto",
            "alta",
            "grave",
            "mayor",
            "高",
            "大",
            "重要",
            "높음",
            "중대",
        ],
        2,
    ),
    (
        &[
            "medium",
            "средняя",
            "средний",
            "moderate",
            "middels",
            "moderat",
            "mittel",
            "moyen",
            "moyenne",
            "modéré",
            "medio",
            "media",
            "moderado",
            "médio",
            "média",
            "中",
            "中等",
            "一般",
            "중간",
            "보통",
        ],
        3,
    ),
    (
        &[
            "low",
            "низкая",
            "низкий",
            "minor",
            "lav",
            "liten",
            "niedrig",
            "gering",
            "faible",
            "mineur",
            "bajo",
            "baja",
            "menor",
            "baixo",
            "baixa",
            "低",
            "小",
            "軽微",
            "轻微",
            "낮음",
            "경미",
        ],
        4,
    ),
    (&["informational", "trivial", "negligible", "cosmetic", "情報", "정보"], 5),
];

#[expect(clippy::expect_used, reason = "a literal pattern")]
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(sev(?:erity)?|p|s|prio(?:rity)?|tier|level)[\s_-]*([0-6])\b").expect("valid")
});

#[expect(clippy::expect_used, reason = "a literal pattern")]
static SEV: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)\bSEV[\s_-]?([0-6])\b").expect("valid"));

/// The severity some words behind a label state; nothing when they say that there is none.
pub(crate) fn read(words: &str, own: &BTreeMap<String, u8>) -> Option<Severity> {
    let words = one_line(words.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`')));
    let whole = normal(&words);
    if whole.is_empty() || is_none(&whole) {
        return None;
    }
    let label = first_phrase(&words);
    let configured = own.iter().find(|(name, _)| {
        let name = normal(name);
        name == whole || name == normal(&label) || whole.split(' ').any(|word| word == name)
    });
    if let Some((_, level)) = configured {
        return Some(Severity { level: Some(*level), label });
    }
    if let Some(found) = NUMBERED.captures(&words) {
        let number: u8 = found[2].parse().ok()?;
        // P0 and SEV0 are the top of a ladder that starts at zero; they share the rung of 1.
        return Some(Severity { level: Some(number.max(1)), label: found[0].to_owned() });
    }
    if let Ok(number) = whole.parse::<u8>() {
        return (number <= 6).then(|| Severity { level: Some(number.max(1)), label: words.clone() });
    }
    for word in whole.split(' ') {
        if let Some(level) = rung(word) {
            let named = if label.to_lowercase().contains(word) { label } else { capitalised(word) };
            return Some(Severity { level: Some(level), label: named });
        }
    }
    (whole.split(' ').count() <= 3).then_some(Severity { level: None, label })
}

/// `SEV2` in a title or a line before the text.
pub(crate) fn mentioned(words: &str) -> Option<Severity> {
    let found = SEV.captures(words)?;
    let number: u8 = found[1].parse().ok()?;
    Some(Severity { level: Some(number.max(1)), label: found[0].to_owned() })
}

fn rung(word: &str) -> Option<u8> {
    LADDER
        .iter()
        .find(|(names, _)| {
            names.iter().any(|name| {
                *name == word || !name.is_ascii() && name.chars().count() > 1 && word.starts_with(name)
            })
        })
        .map(|(_, level)| *level)
}

fn is_none(whole: &str) -> bool {
    matches!(
        whole,
        "none" | "n a" | "na" | "tbd" | "unknown" | "not applicable" | "ingen" | "keine" | "なし" | "无"
    ) || whole.starts_with("none ")
        || whole.starts_with("n a ")
}

/// The words up to the first stop, four at most.
fn first_phrase(words: &str) -> String {
    let end = words
        .find(['(', '（', '—', '–', '.', ';', ':', '：', '。', ',', '，', '/', '|'])
        .unwrap_or(words.len());
    let phrase = words[..end].split(" - ").next().unwrap_or_default().trim().trim_matches('*').trim();
    let short: Vec<&str> = phrase.split_whitespace().take(4).collect();
    if short.is_empty() {
        words.split_whitespace().take(4).collect::<Vec<_>>().join(" ")
    } else {
        short.join(" ")
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_scales_people_use() {
        let own = BTreeMap::from([("Code Red".to_owned(), 1)]);
        for (words, level, label) in [
            ("SEV-3（提案。詳細は下記）", Some(3), "SEV-3"),
            ("SEV2", Some(2), "SEV2"),
            ("Sev 1", Some(1), "Sev 1"),
            ("P0", Some(1), "P0"),
            ("**Critical** - Complete outage of everything", Some(1), "Critical"),
            ("Critical (complete cluster outage; all tenants)", Some(1), "Critical"),
            ("Websites & Applications - High.", Some(2), "High"),
            ("Major (High Impact, Service Degradation)", Some(2), "Major"),
            ("medium", Some(3), "medium"),
            ("重大", Some(1), "重大"),
            ("1", Some(1), "1"),
            ("code red", Some(1), "code red"),
            ("Degraded", None, "Degraded"),
        ] {
            assert_eq!(read(words, &own), Some(Severity { level, label: label.to_owned() }), "{words}");
        }
        for words in ["None — out of scope.", "n/a", "TBD", "", "a long story about what happened to us"] {
            assert_eq!(read(words, &own), None, "{words}");
        }
    }
}
