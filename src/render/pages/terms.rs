//! All terms of a kind: causes, services, teams, technologies, tags.

use crate::error::Result;
use crate::render::catalogue::{Entry, TermKind};
use crate::render::context::Page;
use crate::render::figures::strip::Scale;
use crate::render::view::{TermCard, TermsPage};
use crate::render::words::Words;

pub(in crate::render) fn page(page: &Page<'_, '_>, kind: TermKind) -> Result<Vec<u8>> {
    let entries = &page.site.catalogue.terms(kind).entries;
    let mut order: Vec<&Entry<'_>> = entries.iter().collect();
    order.sort_by_key(|entry| std::cmp::Reverse(entry.coes.len()));
    let card = |entry: &Entry<'_>| TermCard {
        link: page.entry(kind, entry),
        description: entry.term.and_then(|term| term.description.clone()).unwrap_or_default(),
        count: page.words().count("counts.incidents", entry.coes.len()),
        strip: super::strip(page, &entry.coes, Scale::None),
    };
    let words = page.words();
    let intro = intro(kind, entries, words);
    let view = TermsPage {
        shell: page.shell(kind.titled(words), &intro, page.words().language()),
        heading: kind.titled(words).to_owned(),
        intro,
        terms: order.into_iter().map(card).collect(),
    };
    page.site.theme.render("terms.html", &view)
}

fn intro(kind: TermKind, entries: &[Entry<'_>], words: &Words) -> String {
    let again = entries.iter().filter(|entry| entry.coes.len() > 1).count();
    let (once, more) = match kind {
        TermKind::Cause => ("terms.causes_once", "terms.causes_again"),
        TermKind::Service => ("terms.services_once", "terms.services_again"),
        TermKind::Team => ("terms.teams_once", "terms.teams_again"),
        TermKind::Technology => ("terms.technologies_once", "terms.technologies_again"),
        TermKind::Tag => ("terms.tags_once", "terms.tags_again"),
    };
    match again {
        0 => words.count(once, entries.len()),
        _ => words.count_with(more, entries.len(), &[("again", &words.number(again))]),
    }
}
