//! Which language a document is written in, as far as a page needs to know.

/// Small words that are frequent in one language and rare in the others.
const SMALL_WORDS: &[(&str, &[&str])] = &[
    ("en", &["the", "and", "was", "were", "with", "that", "this", "from", "have", "been"]),
    ("nb", &["ikke", "og", "det", "som", "ble", "på", "til", "av", "vi", "også"]),
    ("de", &["der", "die", "und", "nicht", "wurde", "mit", "das", "ist", "den", "wir"]),
    ("fr", &["les", "des", "une", "est", "dans", "pour", "nous", "pas", "été", "qui"]),
    ("es", &["los", "las", "una", "para", "del", "por", "con", "que", "fue", "el"]),
    ("pt", &["não", "uma", "para", "foi", "com", "dos", "que", "os", "em", "do"]),
];

/// The language of a text as a BCP 47 tag: by its script, else by its small words, else English.
pub(crate) fn of(text: &str) -> &'static str {
    let sample = prefix(text, 3_000);
    let (mut kana, mut hangul, mut han, mut letters) = (0_usize, 0_usize, 0_usize, 0_usize);
    let (mut hebrew, mut arabic, mut persian) = (0_usize, 0_usize, 0_usize);
    if !sample.is_ascii() {
        for character in sample.chars() {
            match character {
                '\u{3040}'..='\u{30ff}' => kana += 1,
                '\u{ac00}'..='\u{d7af}' => hangul += 1,
                '\u{3400}'..='\u{9fff}' => han += 1,
                '\u{5d0}'..='\u{5ea}' => hebrew += 1,
                'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' => persian += 1,
                '\u{620}'..='\u{6ff}' => arabic += 1,
                _ if character.is_alphabetic() => letters += 1,
                _ => {}
            }
        }
        if (hebrew + arabic + persian) * 2 > letters {
            return match (hebrew > arabic + persian, persian * 20 > arabic) {
                (true, _) => "he",
                (false, true) => "fa",
                (false, false) => "ar",
            };
        }
        let wide = kana + hangul + han;
        if wide * 4 > letters {
            return match (kana * 8 > han, hangul > han) {
                (_, true) if hangul > kana => "ko",
                (true, _) => "ja",
                _ => "zh",
            };
        }
    }
    let mut counts = [0_usize; SMALL_WORDS.len()];
    for word in sample.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 1 && word.len() < 9) {
        for (index, (_, words)) in SMALL_WORDS.iter().enumerate() {
            if words.iter().any(|small| small.len() == word.len() && word.eq_ignore_ascii_case(small)) {
                counts[index] += 1;
            }
        }
    }
    let best = (0..counts.len()).rev().max_by_key(|index| counts[*index]).filter(|index| counts[*index] > 2);
    best.map_or("en", |index| SMALL_WORDS[index].0)
}

/// Words of a text: between blanks, or two characters each in scripts without blanks.
pub(crate) fn word_count(text: &str, language: &str) -> usize {
    if matches!(language, "ja" | "zh") {
        return text.chars().filter(|character| character.is_alphanumeric()).count() / 2;
    }
    text.split_whitespace().count()
}

fn prefix(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_languages_by_their_script() {
        assert_eq!(of("توقفت خدمة الدفع لأن الشهادة انتهت صلاحيتها. API 503"), "ar");
        assert_eq!(of("שירות התשלומים נעצר כי התעודה פגה. API 503"), "he");
        assert_eq!(of("سرویس پرداخت متوقف شد چون گواهی منقضی شده بود"), "fa");
        assert_eq!(of("결제 서비스가 멈췄다"), "ko");
        assert_eq!(of("The word שלום was in the subject line of the message and that was all of it"), "en");
    }
}
