//! How far teams are with a lesson: from a table of its page, and the words for it in several languages.

use std::ops::Range;

use super::blocks::{Block, Inline};
use super::front_matter::FrontAdoption;
use crate::findings::{Findings, Level, LineMap};
use crate::model::{Adoption, AdoptionState, slug};

/// Words and what they mean; more may follow, in brackets or after a comma.
const WORDS: &[(&str, AdoptionState)] = &[
    ("adopted", AdoptionState::Adopted),
    ("planned", AdoptionState::Planned),
    ("not-applicable", AdoptionState::NotApplicable),
    ("unknown", AdoptionState::Unknown),
    ("done", AdoptionState::Adopted),
    ("in-use", AdoptionState::Adopted),
    ("yes", AdoptionState::Adopted),
    ("in-progress", AdoptionState::Planned),
    ("partly", AdoptionState::Planned),
    ("started", AdoptionState::Planned),
    ("does-not-apply", AdoptionState::NotApplicable),
    ("n-a", AdoptionState::NotApplicable),
    ("na", AdoptionState::NotApplicable),
    ("not-known", AdoptionState::Unknown),
    ("not-asked", AdoptionState::Unknown),
    ("innført", AdoptionState::Adopted),
    ("tatt-i-bruk", AdoptionState::Adopted),
    ("planlagt", AdoptionState::Planned),
    ("ikke-aktuelt", AdoptionState::NotApplicable),
    ("ukjent", AdoptionState::Unknown),
    ("eingeführt", AdoptionState::Adopted),
    ("übernommen", AdoptionState::Adopted),
    ("geplant", AdoptionState::Planned),
    ("nicht-anwendbar", AdoptionState::NotApplicable),
    ("trifft-nicht-zu", AdoptionState::NotApplicable),
    ("unbekannt", AdoptionState::Unknown),
    ("採用済み", AdoptionState::Adopted),
    ("採用", AdoptionState::Adopted),
    ("導入済み", AdoptionState::Adopted),
    ("計画中", AdoptionState::Planned),
    ("予定", AdoptionState::Planned),
    ("対象外", AdoptionState::NotApplicable),
    ("該当なし", AdoptionState::NotApplicable),
    ("不明", AdoptionState::Unknown),
];

/// Titles of a column or row of teams.
const TEAMS: [&str; 6] = ["team", "teams", "team-s", "lag", "チーム", "担当チーム"];

/// Titles of a column or row that says how far they are.
const STATES: [&str; 13] = [
    "adoption",
    "adopted",
    "status",
    "state",
    "innføring",
    "tatt-i-bruk",
    "einführung",
    "stand",
    "übernahme",
    "採用",
    "採用状況",
    "状況",
    "導入状況",
];

/// Titles of a column or row of reasons.
const NOTES: [&str; 13] = [
    "note",
    "notes",
    "reason",
    "why",
    "comment",
    "remark",
    "merknad",
    "grunn",
    "anmerkung",
    "grund",
    "備考",
    "理由",
    "メモ",
];

/// A table of teams, and where it stands with the heading that is all its own.
#[derive(Debug)]
pub(super) struct AdoptionTable {
    pub(super) adoptions: Vec<Adoption>,
    pub(super) range: Range<usize>,
}

/// The first table of a document that says how far teams are.
pub(super) fn table(blocks: &[Block], lines: &LineMap, findings: &mut Findings<'_>) -> Option<AdoptionTable> {
    let place = blocks.iter().position(|block| cells(block).is_some())?;
    let cells = cells(&blocks[place])?;
    let adoptions = cells.into_iter().filter_map(|cell| cell.read(lines, findings)).collect();
    let own = blocks[place].range();
    let heading = place.checked_sub(1).and_then(|before| match &blocks[before] {
        Block::Heading { inline, range, .. } if STATES.contains(&slug(&inline.text).as_str()) => {
            Some(range.start)
        }
        _ => None,
    });
    Some(AdoptionTable { adoptions, range: heading.unwrap_or(own.start)..own.end })
}

/// A team, how far it is, and the note beside it.
struct Cell<'b> {
    team: &'b Inline,
    state: Option<&'b Inline>,
    note: Option<&'b Inline>,
}

fn cells(block: &Block) -> Option<Vec<Cell<'_>>> {
    let Block::Table { head, rows, .. } = block else { return None };
    let first = slug(&head.first()?.text);
    let column = |titles: &[&str]| {
        head.iter()
            .enumerate()
            .skip(1)
            .find(|(_, cell)| titles.contains(&slug(&cell.text).as_str()))
            .map(|it| it.0)
    };
    match column(&STATES) {
        Some(state) if TEAMS.contains(&first.as_str()) => {
            let note = column(&NOTES);
            let cells = rows.iter().filter_map(|row| {
                let note = note.and_then(|at| row.get(at));
                Some(Cell { team: row.first()?, state: row.get(state), note })
            });
            Some(cells.collect())
        }
        _ => across(head, rows, &first),
    }
}

/// The same with teams as columns.
fn across<'b>(head: &'b [Inline], rows: &'b [Vec<Inline>], first: &str) -> Option<Vec<Cell<'b>>> {
    if !first.is_empty() && !TEAMS.contains(&first) {
        return None;
    }
    let row = |titles: &[&str]| {
        rows.iter().find(|row| row.first().is_some_and(|cell| titles.contains(&slug(&cell.text).as_str())))
    };
    let (states, notes) = (row(&STATES)?, row(&NOTES));
    let cell = |(place, team): (usize, &'b Inline)| Cell {
        team,
        state: states.get(place),
        note: notes.and_then(|row| row.get(place)),
    };
    Some(head.iter().enumerate().skip(1).map(cell).collect())
}

impl Cell<'_> {
    fn read(&self, lines: &LineMap, findings: &mut Findings<'_>) -> Option<Adoption> {
        let name = self.team.text.trim();
        if name.is_empty() {
            return None;
        }
        let words = self.state.map_or("", |cell| cell.text.trim());
        let note = self.note.map_or("", |cell| cell.text.trim());
        let range = written(self.state.filter(|cell| !cell.text.trim().is_empty()).unwrap_or(self.team));
        let said = Said { name, team: written(self.team), words, note, range };
        Some(said.adoption(lines, findings))
    }
}

/// The bytes of the words of a cell, without the blanks around them.
fn written(cell: &Inline) -> Range<usize> {
    let start = cell.text.len() - cell.text.trim_start().len();
    cell.source_of(start)..cell.source_of(cell.text.trim_end().len()).max(cell.source_of(start))
}

/// What is written of one team.
struct Said<'w> {
    name: &'w str,
    team: Range<usize>,
    words: &'w str,
    note: &'w str,
    /// Bytes of the words.
    range: Range<usize>,
}

impl Said<'_> {
    /// The same understood; words nobody knows are a finding, and so is what is not applicable without a reason.
    fn adoption(self, lines: &LineMap, findings: &mut Findings<'_>) -> Adoption {
        let (state, rest) = meaning(self.words).unwrap_or_else(|| {
            let hint =
                match crate::model::nearest(&slug(self.words), AdoptionState::ALL.iter().map(|it| it.word()))
                {
                    Some(word) => format!("did you mean `{word}`?"),
                    None => "the words are adopted, planned, not applicable, unknown".to_owned(),
                };
            let message = format!("`{}` does not say how far `{}` is", self.words, self.name);
            findings.add(Level::Warning, "unknown-adoption", self.range.clone(), message, hint);
            (AdoptionState::Unknown, self.words.to_owned())
        });
        let note = [rest.as_str(), self.note]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("; ");
        if state == AdoptionState::NotApplicable && note.is_empty() {
            findings.add(
                Level::Warning,
                "not-applicable-unexplained",
                self.range.clone(),
                format!("nothing says why it does not apply to `{}`", self.name),
                "write the reason behind it: not applicable (no services)",
            );
        }
        Adoption {
            team: String::new(),
            name: self.name.to_owned(),
            state,
            note,
            line: lines.line(self.team.start),
            span: self.team,
        }
    }
}

/// What some words say, and what they say besides; nothing said is nothing known.
fn meaning(words: &str) -> Option<(AdoptionState, String)> {
    let said = slug(words);
    if said.is_empty() {
        return Some((AdoptionState::Unknown, String::new()));
    }
    let fits =
        |word: &str| said.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    let (word, state) = WORDS.iter().filter(|(word, _)| fits(word)).max_by_key(|(word, _)| word.len())?;
    // The rest begins after as many letters as the word has.
    let mut letters = word.chars().filter(|c| *c != '-').count();
    let end = words.char_indices().find_map(|(at, c)| {
        letters -= usize::from(c.is_alphanumeric() && letters > 0);
        (letters == 0).then_some(at + c.len_utf8())
    });
    let is_mark = |c: char| {
        c.is_whitespace()
            || matches!(c, '(' | ')' | ',' | ':' | ';' | '–' | '—' | '-' | '（' | '）' | '。' | '、' | '：')
    };
    let rest = words.get(end.unwrap_or(words.len())..).unwrap_or_default().trim_matches(is_mark);
    Some((*state, rest.to_owned()))
}

/// What the front matter states, understood.
pub(super) fn stated(front: &[FrontAdoption], lines: &LineMap, findings: &mut Findings<'_>) -> Vec<Adoption> {
    let adoption = |it: &FrontAdoption| {
        let said = Said {
            name: it.team.value.trim(),
            team: it.team.span.clone(),
            words: it.state.as_ref().map_or("", |state| state.value.as_str()),
            note: it.reason.as_deref().unwrap_or_default(),
            range: it.state.as_ref().map_or(it.team.span.clone(), |state| state.span.clone()),
        };
        said.adoption(lines, findings)
    };
    front.iter().map(adoption).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_words_with_what_follows_them() {
        let cases = [
            ("adopted", AdoptionState::Adopted, ""),
            ("Planned, March 2027", AdoptionState::Planned, "March 2027"),
            ("not applicable (no services)", AdoptionState::NotApplicable, "no services"),
            ("N/A – no code", AdoptionState::NotApplicable, "no code"),
            ("", AdoptionState::Unknown, ""),
            ("—", AdoptionState::Unknown, ""),
            ("採用済み", AdoptionState::Adopted, ""),
            ("Ikke aktuelt: ingen tjenester", AdoptionState::NotApplicable, "ingen tjenester"),
        ];
        for (words, state, rest) in cases {
            assert_eq!(meaning(words), Some((state, rest.to_owned())), "{words}");
        }
        assert_eq!(meaning("adoptive parents"), None);
        assert_eq!(meaning("soon"), None);
    }
}
