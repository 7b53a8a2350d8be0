//! What search shows and counts of each COE: the title, the address and the facets its pages have.

use crate::model::{Action, Coe, Day, KnowledgeBase, RelationKind};

use super::catalogue::{Catalogue, Standing, standing};
use super::site_map;
use super::theme::Theme;

/// A COE as search shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Findable {
    /// Which COE, by index.
    pub(crate) coe: usize,
    /// The title as pages display it.
    pub(crate) title: String,
    /// The address of its page; nothing when it has none.
    pub(crate) url: Option<String>,
    /// Kind, value in addresses, and title of each facet.
    pub(crate) facets: Vec<(&'static str, String, String)>,
}

/// Every COE, those without a date first, then the oldest first.
pub(crate) fn findable(knowledge: &KnowledgeBase, theme: &Theme, today: Day) -> Vec<Findable> {
    let words = theme.words();
    let catalogue = Catalogue::of(knowledge, today, words);
    let mut facets: Vec<Vec<(&'static str, String, String)>> = vec![Vec::new(); knowledge.coes.len()];
    for value in super::pages::facets::values(&catalogue, words) {
        for coe in value.coes {
            facets[*coe].push((value.kind, value.slug.clone(), value.title.clone()));
        }
    }
    let order = catalogue.by_date.iter().rev().copied();
    order
        .map(|index| {
            let coe = &knowledge.coes[index];
            let mut facets = std::mem::take(&mut facets[index]);
            let status = words.said(super::pages::colophon::status(coe.status.value));
            facets.push(("status", coe.status.value.word().to_owned(), status));
            facets.push(("lang", coe.language.to_owned(), coe.language.to_owned()));
            let lessons = !catalogue.lessons_of[index].is_empty();
            facets.extend(
                traits(knowledge, index, today, lessons)
                    .map(|word| ("has", word.to_owned(), word.replace('-', " "))),
            );
            Findable {
                coe: index,
                title: catalogue.headlines[index].to_string(),
                url: site_map::coe_page(coe.id.as_str()).ok().map(|page| page.to_string()),
                facets,
            }
        })
        .collect()
}

/// What a COE has, as `has:` asks for it.
fn traits(
    knowledge: &KnowledgeBase,
    index: usize,
    today: Day,
    lessons: bool,
) -> impl Iterator<Item = &'static str> {
    let coe: &Coe = &knowledge.coes[index];
    let any = |fits: &dyn Fn(&Action) -> bool| coe.actions.iter().any(fits);
    let is_recurrence =
        knowledge.relations[index].iter().any(|relation| relation.kind == RelationKind::RecurrenceOf);
    let open = |action: &Action| {
        matches!(standing(action, today), Some(Standing::Overdue | Standing::Due | Standing::Undated))
    };
    [
        ("actions", !coe.actions.is_empty()),
        ("open-actions", any(&open)),
        ("overdue", any(&|action| standing(action, today) == Some(Standing::Overdue))),
        ("timeline", !coe.timeline.entries.is_empty()),
        ("factors", !coe.factors.is_empty()),
        ("lesson", lessons),
        ("recurrence", is_recurrence),
    ]
    .into_iter()
    .filter_map(|(word, has)| has.then_some(word))
}
