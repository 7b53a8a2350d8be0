//! How dates with slashes are meant, by what all documents together show.

use rayon::prelude::*;

use super::moment::SlashOrder;
use crate::load::Document;

/// How the documents write 4/1/2022, by those dates that can only be read one way; month first when they do not tell.
pub(super) fn order(documents: &[Document]) -> SlashOrder {
    let votes: i64 = documents
        .par_iter()
        .map(|document| {
            memchr::memchr_iter(b'/', document.text.as_bytes())
                .map(|at| vote(document.text.as_bytes(), at))
                .sum::<i64>()
        })
        .sum();
    if votes < 0 { SlashOrder::DayFirst } else { SlashOrder::MonthFirst }
}

/// +1 for `4/21/2022`, -1 for `21/4/2022`, around the first slash.
fn vote(text: &[u8], slash: usize) -> i64 {
    let digits_before = text[..slash].iter().rev().take(3).take_while(|byte| byte.is_ascii_digit()).count();
    let after = &text[slash + 1..];
    let digits_after = after.iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
    let in_range = (1..=2).contains(&digits_before) && (1..=2).contains(&digits_after);
    if !in_range || after.get(digits_after) != Some(&b'/') {
        return 0;
    }
    let year = after[digits_after + 1..].iter().take(5).take_while(|byte| byte.is_ascii_digit()).count();
    let slash_before = slash
        .checked_sub(digits_before + 1)
        .is_some_and(|at| matches!(text[at], b'/' | b'-' | b'.') || text[at].is_ascii_alphanumeric());
    if slash_before || !matches!(year, 2 | 4) {
        return 0;
    }
    let number = |digits: &[u8]| digits.iter().fold(0_u32, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    let (first, second) = (number(&text[slash - digits_before..slash]), number(&after[..digits_after]));
    match (first, second) {
        (13..=31, 1..=12) => -1,
        (1..=12, 13..=31) => 1,
        _ => 0,
    }
}
