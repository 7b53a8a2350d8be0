//! How long an incident is said to have lasted.

use std::sync::LazyLock;

use regex::Regex;

#[expect(clippy::expect_used, reason = "a literal pattern")]
static PIECE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(\d+(?:[.,]\d+)?)\s*",
        r"(days?|d|dager|døgn|tage?|jours?|días?|dias?|日間?|天|일",
        r"|hours?|hrs?|h|timer?|stunden?|std\.?|heures?|часов|часа|час|ч|horas?|時間|小时|시간",
        r"|minutes?|mins?|min|mn|m|min\.|minutter|minuten?|minutos?|минуты|минута|минут|мин|分間?|分钟|分|분",
        r"|seconds?|secs?|s|sekunder|sekunden?|secondes?|segundos?|秒間?|秒|초)(?:[^\p{L}]|$|\d)"
    ))
    .expect("valid")
});

/// `1h45`, `2h30`, "2 heures 10"
#[expect(clippy::expect_used, reason = "a literal pattern")]
static HOURS_AND_MINUTES: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\D{0,12}(\d{1,3})\s?(?:h|heures?|timer?)\s?(\d{2})\b").expect("valid"));

#[expect(clippy::expect_used, reason = "a literal pattern")]
static CLOCK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\D{0,3}(\d{1,3}):(\d{2})(?::(\d{2}))?\b").expect("valid"));

/// The minutes some words behind a label state: the first run of amounts, `6 hours, 14 minutes` as one.
///
/// ```text
/// "1d 5h 47m" -> 1787, "~16h30m" -> 990, "約 2 時間" -> 120
/// ```
pub(crate) fn minutes(words: &str) -> Option<f64> {
    if let Some(short) = HOURS_AND_MINUTES.captures(words) {
        let part = |index: usize| short.get(index).and_then(|part| part.as_str().parse::<f64>().ok());
        return Some(part(1)? * 60.0 + part(2)?);
    }
    let half = words.to_lowercase();
    let half = if half.contains(" and a half") { 0.5 } else { 0.0 };
    let mut total = 0.0;
    let mut end: Option<usize> = None;
    let mut smallest = f64::INFINITY;
    let mut at = 0;
    while let Some(found) = PIECE.captures_at(words, at) {
        let (Some(whole), Some(unit)) = (found.get(0), found.get(2)) else { break };
        if let Some(end) = end {
            let between = &words[end..whole.start()];
            let joined = between.chars().all(|c| c.is_whitespace() || matches!(c, ',' | '&' | '+' | '.'))
                || matches!(between.trim(), "and" | "og" | "und" | "et" | "y" | "e" | "и");
            if !joined {
                break;
            }
        }
        let amount: f64 = found[1].replace(',', ".").parse().ok()?;
        let scale = scale(&unit.as_str().to_lowercase())?;
        if scale >= smallest {
            break;
        }
        smallest = scale;
        total += (amount + half) * scale;
        end = Some(unit.end());
        at = unit.end();
    }
    if end.is_some() {
        return Some(total);
    }
    let clock = CLOCK.captures(words.trim())?;
    let part = |index: usize| clock.get(index).and_then(|part| part.as_str().parse::<f64>().ok());
    Some(part(1)? * 60.0 + part(2)? + part(3).unwrap_or(0.0) / 60.0)
}

/// Minutes in a unit.
fn scale(unit: &str) -> Option<f64> {
    let starts = |words: &[&str]| words.iter().any(|word| unit.starts_with(word));
    Some(match unit {
        "d" => 1440.0,
        "h" => 60.0,
        "m" | "mn" => 1.0,
        "s" => 1.0 / 60.0,
        _ if starts(&["day", "dag", "døgn", "tag", "jour", "día", "dia", "日", "天", "일"]) => 1440.0,
        _ if starts(&["hour", "hr", "ч", "time", "stund", "std", "heure", "hora", "時", "小", "시"]) => {
            60.0
        }
        _ if starts(&["min", "мин", "分", "분"]) => 1.0,
        _ if starts(&["sec", "sek", "seg", "秒", "초"]) => 1.0 / 60.0,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_durations_as_people_write_them() {
        for (words, expected) in [
            ("0h 38m", Some(38.0)),
            ("1d 5h 47m", Some(1787.0)),
            ("27m", Some(27.0)),
            ("6 hours, 14 minutes", Some(374.0)),
            ("103 minutes", Some(103.0)),
            ("~16h30m", Some(990.0)),
            ("5 hours 26 minutes of active impact", Some(326.0)),
            ("約 2 時間", Some(120.0)),
            ("1.5 hours", Some(90.0)),
            ("1h45", Some(105.0)),
            ("3 Std. 20 Min.", Some(200.0)),
            ("3 hours and a half", Some(210.0)),
            ("30mn", Some(30.0)),
            ("about 2 hours and 30 minutes (from 10:00 to 12:30)", Some(150.0)),
            ("1時間30分", Some(90.0)),
            ("2 timer 10 minutter", Some(130.0)),
            ("02:15", Some(135.0)),
            ("unknown", None),
            ("since 3 May", None),
            ("5 million requests", None),
        ] {
            assert_eq!(minutes(words), expected, "{words}");
        }
    }
}
