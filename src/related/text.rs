//! Related COEs for a terminal: a line each with how strongly, when, and why.

use super::{Detail, Wish, stated};
use crate::analyse::{Family, Pending, Reason, ReasonKind, Related, StandingThen, Words};
use crate::find::Found;
use crate::model::{Coe, KnowledgeBase};
use crate::sheet::{Format, Run, Sheet, padded};

/// How many marks the strongest relation has.
const MARKS: usize = 4;

/// Ids are lined up as far as this many columns; longer ones push their title to the right.
const ID_COLUMNS: usize = 32;

/// Blanks before what is told of a related COE.
const INDENT: &str = "        ";

/// Everything about what is like a COE.
pub fn text(found: &Found, wish: &Wish, format: Format) -> String {
    let mut page = Page { found, knowledge: &found.book.knowledge, sheet: Sheet::new(format) };
    page.head();
    page.related(wish);
    page.family();
    page.pending(wish.detail);
    page.sheet.into_text()
}

/// A reason, with what stands in both documents set off.
fn of_reason(reason: &Reason) -> Vec<Run> {
    of_words(&reason.words)
}

/// Words with what stands in both documents set off.
pub(crate) fn of_words(words: &[Words]) -> Vec<Run> {
    let run = |words: &Words| match words {
        Words::Plain(words) => Run::common(words),
        Words::Shared(words) => Run::shared(words),
    };
    words.iter().map(run).collect()
}

struct Page<'a> {
    found: &'a Found,
    knowledge: &'a KnowledgeBase,
    sheet: Sheet,
}

impl Page<'_> {
    fn head(&mut self) {
        let coe = self.found.coe();
        self.sheet.line(&[Run::strong(&coe.title.value)]);
        let day = coe.date.as_ref().map(|date| format!(", {}", date.value)).unwrap_or_default();
        self.sheet.line(&[Run::faint(format!("{}{day}", coe.id))]);
        self.sheet.gap();
    }

    fn related(&mut self, wish: &Wish) {
        let all = &self.found.book.insight.related[self.found.index];
        if all.is_empty() {
            let words = alone(self.found.coe(), self.knowledge.coes.len());
            return self.sheet.paragraph("", &[Run::common(words)]);
        }
        let shown = &all[..wish.limit.min(all.len())];
        let ids = shown.iter().map(|it| self.knowledge.coes[it.to].id.as_str().chars().count());
        let columns = ids.max().unwrap_or_default().min(ID_COLUMNS);
        for (place, related) in shown.iter().enumerate() {
            if wish.detail == Detail::Why && place > 0 {
                self.sheet.gap();
            }
            self.one(related, columns);
            self.reasons(related, wish.detail);
        }
        if shown.len() < all.len() {
            self.sheet.line(&[Run::faint(format!("and {} more", all.len() - shown.len()))]);
        }
    }

    fn one(&mut self, related: &Related, columns: usize) {
        let coe = &self.knowledge.coes[related.to];
        self.sheet.cut(&[
            Run::common(bar(related.score)),
            Run::faint(format!("  {:.2}  {}  ", super::hundredths(related.score), day(coe))),
            Run::strong(padded(coe.id.as_str(), columns)),
            Run::common(format!("  {}", coe.title.value)),
        ]);
    }

    /// What the authors say of each other comes first, in full; the analysis knows of it, too, but not who said it.
    fn reasons(&mut self, related: &Related, detail: Detail) {
        let said = stated::both_ways(self.knowledge, self.found.index, related.to);
        let said = said.into_iter().map(|words| vec![Run::common(words)]);
        let found = related.reasons.iter().filter(|it| !matches!(it.kind, ReasonKind::Relation(_)));
        let all: Vec<Vec<Run>> = match detail {
            Detail::Brief => {
                let first = related.reasons.first().map(of_reason);
                let stated =
                    matches!(related.reasons.first(), Some(it) if matches!(it.kind, ReasonKind::Relation(_)));
                said.take(usize::from(stated)).chain(first).take(1).collect()
            }
            Detail::Why => said.chain(found.map(of_reason)).collect(),
        };
        for runs in all {
            match detail {
                Detail::Brief => self.sheet.cut(&[vec![Run::common(INDENT)], runs].concat()),
                Detail::Why => self.sheet.paragraph(&format!("{INDENT}- "), &runs),
            }
        }
    }

    fn family(&mut self) {
        let Some((family, place)) = self.found.book.insight.family(self.found.index) else { return };
        self.sheet.gap();
        let count = family.members.len();
        let which = match self.found.coe().date {
            Some(_) => format!("{} of {count} times: ", ordinal(place + 1)),
            None => format!("One of {count} times: "),
        };
        self.sheet.paragraph("", &[Run::common(which), Run::strong(&family.title)]);
        for (name, others) in around(family, place) {
            for coe in others.iter().map(|other| &self.knowledge.coes[*other]) {
                let words = format!("  {name}  {}  {}  {}", day(coe), coe.id, coe.title.value);
                self.sheet.cut(&[Run::common(words)]);
            }
        }
    }

    fn pending(&mut self, detail: Detail) {
        let all = &self.found.book.insight.pending[self.found.index];
        if all.is_empty() {
            return;
        }
        let (shown, rest): (Vec<&Pending>, Vec<&Pending>) =
            all.iter().partition(|it| detail == Detail::Why || matters(it.standing));
        self.sheet.gap();
        self.sheet.line(&[Run::common(
            "Promised before by its closest relatives, and how it stood when this began:",
        )]);
        for pending in shown {
            let coe = &self.knowledge.coes[pending.coe];
            let action = &coe.actions[pending.action];
            let owner = action.owner.as_ref().map(|owner| format!("{owner}, ")).unwrap_or_default();
            let due = action.due.map(|due| format!("due {due}, ")).unwrap_or_default();
            let runs = [
                Run::strong(standing(pending.standing)),
                Run::common(format!(": {} ", action.title)),
                Run::faint(format!("({owner}{due}of {})", coe.id)),
            ];
            self.sheet.paragraph("  - ", &runs);
        }
        if !rest.is_empty() {
            let words =
                format!("  - {} that were done, dropped, or of which nobody tells (--why)", rest.len());
            self.sheet.line(&[Run::faint(words)]);
        }
    }
}

/// What to say where nothing is related.
fn alone(coe: &Coe, number: usize) -> String {
    if number == 1 {
        return format!("`{}` is the only COE here: there is nothing yet that it could be like.", coe.id);
    }
    format!(
        "Nothing here is like `{}`: it stands alone among {number} COEs. If you know better, say so under `related:` \
         in its front matter.",
        coe.id
    )
}

/// One to four marks.
fn bar(score: f32) -> String {
    let marks = ((score * MARKS as f32).ceil() as usize).clamp(1, MARKS);
    format!("{}{}", "●".repeat(marks), "○".repeat(MARKS - marks))
}

fn day(coe: &Coe) -> String {
    coe.date.as_ref().map_or_else(|| "(no date) ".to_owned(), |date| date.value.to_string())
}

/// The members of a family before and after one.
fn around(family: &Family, place: usize) -> [(&'static str, &[usize]); 2] {
    [("before", &family.members[..place]), ("after ", &family.members[place + 1..])]
}

fn ordinal(number: usize) -> String {
    const WORDS: [&str; 10] =
        ["First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth"];
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    WORDS.get(number.wrapping_sub(1)).map_or_else(|| format!("{number}{ending}"), |word| (*word).to_owned())
}

/// Whether a promise was open, or was kept and did not hold.
fn matters(standing: StandingThen) -> bool {
    matches!(standing, StandingThen::Overdue { .. } | StandingThen::Open | StandingThen::DoneBefore)
}

fn standing(standing: StandingThen) -> String {
    match standing {
        StandingThen::Overdue { days: 1 } => "1 day overdue".to_owned(),
        StandingThen::Overdue { days } => format!("{days} days overdue"),
        StandingThen::Open => "open".to_owned(),
        StandingThen::DoneBefore => "done before, yet it happened again".to_owned(),
        StandingThen::Unknown => "nobody says whether it was done".to_owned(),
        StandingThen::DoneByNow => "done by now, nobody says when".to_owned(),
        StandingThen::Dropped => "put off or declined".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_people_do() {
        let told: Vec<String> = [1, 10, 11, 21, 22, 112].map(ordinal).into();
        assert_eq!(told, ["First", "Tenth", "11th", "21st", "22nd", "112th"]);
    }

    #[test]
    fn draws_one_to_four_marks() {
        assert_eq!([0.0, 0.25, 0.26, 1.0].map(bar), ["●○○○", "●○○○", "●●○○", "●●●●"]);
    }
}
