//! Related COEs for programs: the facts of the terminal under stable keys.

use serde::Serialize;

use super::{Wish, hundredths, stated};
use crate::analyse::{Pending, Reason, StandingThen};
use crate::find::Found;
use crate::model::{Coe, Day, KnowledgeBase};

/// What `related --json` prints.
#[derive(Serialize)]
struct Answer<'a> {
    id: &'a str,
    title: &'a str,
    date: Option<Day>,
    related: Vec<RelatedJson<'a>>,
    family: Option<FamilyJson<'a>>,
    pending_at_start: Vec<PendingJson<'a>>,
}

#[derive(Serialize)]
struct RelatedJson<'a> {
    #[serde(flatten)]
    coe: CoeJson<'a>,
    score: f64,
    reasons: Vec<ReasonJson>,
    /// What each says of the other, in words.
    stated: Vec<String>,
}

#[derive(Serialize)]
struct CoeJson<'a> {
    id: &'a str,
    title: &'a str,
    date: Option<Day>,
}

#[derive(Serialize)]
struct ReasonJson {
    kind: &'static str,
    text: String,
    shared: Vec<String>,
}

#[derive(Serialize)]
struct FamilyJson<'a> {
    id: &'a str,
    title: &'a str,
    /// Which time this was, from 1; nothing without a date.
    position: Option<usize>,
    members: Vec<CoeJson<'a>>,
    reasons: Vec<ReasonJson>,
}

#[derive(Serialize)]
struct PendingJson<'a> {
    coe: &'a str,
    action: &'a str,
    title: &'a str,
    owner: Option<&'a str>,
    due: Option<Day>,
    done_on: Option<Day>,
    standing: &'static str,
    days_overdue: Option<i64>,
}

/// Everything about what is like a COE as one value; reasons are always given in full.
pub fn json(found: &Found, wish: &Wish) -> impl Serialize {
    let (knowledge, insight) = (&found.book.knowledge, &found.book.insight);
    let this = found.coe();
    let related = insight.related[found.index].iter().take(wish.limit).map(|it| RelatedJson {
        coe: coe(&knowledge.coes[it.to]),
        score: hundredths(it.score),
        reasons: it.reasons.iter().map(reason).collect(),
        stated: stated::both_ways(knowledge, found.index, it.to),
    });
    Answer {
        id: this.id.as_str(),
        title: &this.title.value,
        date: this.date.as_ref().map(|date| date.value),
        related: related.collect(),
        family: family(found),
        pending_at_start: insight.pending[found.index].iter().map(|it| pending(knowledge, it)).collect(),
    }
}

fn coe(coe: &Coe) -> CoeJson<'_> {
    CoeJson { id: coe.id.as_str(), title: &coe.title.value, date: coe.date.as_ref().map(|date| date.value) }
}

fn reason(reason: &Reason) -> ReasonJson {
    ReasonJson {
        kind: reason.kind.word(),
        text: reason.text(),
        shared: reason.shared().map(str::to_owned).collect(),
    }
}

fn family(found: &Found) -> Option<FamilyJson<'_>> {
    let knowledge = &found.book.knowledge;
    let (family, place) = found.book.insight.family(found.index)?;
    Some(FamilyJson {
        id: &family.id,
        title: &family.title,
        position: found.coe().date.as_ref().map(|_| place + 1),
        members: family.members.iter().map(|member| coe(&knowledge.coes[*member])).collect(),
        reasons: family.reasons.iter().map(reason).collect(),
    })
}

fn pending<'a>(knowledge: &'a KnowledgeBase, pending: &Pending) -> PendingJson<'a> {
    let coe = &knowledge.coes[pending.coe];
    let action = &coe.actions[pending.action];
    PendingJson {
        coe: coe.id.as_str(),
        action: &action.id,
        title: &action.title,
        owner: action.owner.as_deref(),
        due: action.due,
        done_on: action.done_on,
        standing: pending.standing.word(),
        days_overdue: match pending.standing {
            StandingThen::Overdue { days } => Some(days),
            _ => None,
        },
    }
}
