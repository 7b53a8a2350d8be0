//! The day an action was done: in a column of its own, behind a state ("Done (2022-05-20)"), or at the end of an item
//! ("DONE 2022-05-20", "✅ 20 May 2022").

use std::ops::Range;

use super::item::{Words, whole_date};
use super::words::WORDS;
use crate::model::ActionStatus;
use crate::read::moment::{self, SlashOrder};

/// What joins a state and its day.
const JOINTS: [char; 14] = [' ', '\n', ':', '：', '(', '（', ')', '）', '[', ']', '-', '–', '—', ','];

/// Words between a state and its day: "done on", "erledigt am".
const LITTLE_WORDS: [&str; 7] = ["on", "am", "le", "el", "em", "den", "the"];

impl Words {
    /// Takes the words of a state, and the day it was reached when it is one of being done.
    pub(super) fn set_status_words(&mut self, words: &str, span: &Range<usize>) {
        let said = state(words);
        self.status = self.status.or(said);
        if said.is_some_and(is_done) && may_hold_day(words) {
            self.done.get_or_insert_with(|| (words.to_owned(), span.clone()));
        }
    }

    /// Takes the words that say when it was done; they may say "no", or that it is still open.
    pub(super) fn set_done_words(&mut self, words: &str, span: &Range<usize>) {
        let said = state(words);
        self.status = self.status.or(said);
        if said.is_none_or(is_done) && may_hold_day(words) {
            self.done.get_or_insert_with(|| (words.to_owned(), span.clone()));
        }
    }

    /// Takes "DONE 2022-05-20" off the end.
    pub(super) fn take_done(&mut self, order: SlashOrder) {
        let text = self.text.trim_end().trim_end_matches(['.', ')', '）', ']', '*']);
        let Some((_, at, _)) = moment::dates(text, order)
            .pop()
            .filter(|(day, at, length)| day.year.is_some() && at + length >= text.len())
        else {
            return;
        };
        let before = without_little_word(text[..at].trim_end_matches(JOINTS));
        let start = before.rfind([' ', '\n', '(', '[', '（']).map_or(0, |blank| blank + 1);
        let start = if before.is_char_boundary(start) { start } else { return };
        let word = before[start..].trim_matches(['*', '.', '!']);
        let rest = before[..start].trim_end();
        // "… once all of it is done 2022-05-20" tells a story; a state stands apart, or begins with a capital.
        let apart = rest.ends_with(['.', '!', '-', '–', '—', ':', '(', '[', ')', ']', '。', ';', '）'])
            || !word.starts_with(char::is_lowercase);
        if rest.is_empty() || !apart || !WORDS.status_word(word).is_some_and(is_done) {
            return;
        }
        let (said, day) = (word.to_owned(), text[at..].to_owned());
        let kept = rest.trim_end_matches(JOINTS).trim_end_matches('.').trim_end().len();
        let range = self.range.clone();
        self.status = self.status.or_else(|| WORDS.status_word(&said));
        self.done.get_or_insert((day, range));
        self.text.truncate(kept);
    }
}

/// A state with the day it was reached, and nothing else: "done 2022-05-20", "closed on 20 May 2022".
pub(super) fn done_phrase(words: &str, order: SlashOrder, year: Option<i16>) -> Option<ActionStatus> {
    let (word, rest) = words.trim().split_once([' ', ':'])?;
    let status = WORDS.status_word(word).filter(|status| is_done(*status))?;
    let rest = rest.trim_start_matches(JOINTS);
    let rest =
        LITTLE_WORDS.iter().find_map(|little| rest.strip_prefix(little)?.strip_prefix(' ')).unwrap_or(rest);
    whole_date(rest, order, year).map(|_| status)
}

fn may_hold_day(words: &str) -> bool {
    words.contains(|c: char| c.is_numeric())
}

/// Whether a state is one of being done.
pub(super) fn is_done(status: ActionStatus) -> bool {
    matches!(status, ActionStatus::Done | ActionStatus::Verified)
}

/// A state, also where its day stands first: "2022-05-20 完了".
fn state(words: &str) -> Option<ActionStatus> {
    WORDS.status(words).or_else(|| {
        let (_, at, length) = moment::dates(words, SlashOrder::MonthFirst).into_iter().next()?;
        let rest = words[at + length..].trim_matches(JOINTS);
        (words[..at].trim().is_empty() && !rest.is_empty()).then(|| WORDS.status(rest)).flatten()
    })
}

fn without_little_word(words: &str) -> &str {
    let cut = |little: &&str| words.strip_suffix(little).filter(|rest| rest.ends_with(' '));
    LITTLE_WORDS.iter().find_map(cut).unwrap_or(words).trim_end_matches(JOINTS)
}
