//! All terms of a kind: causes, services, teams, technologies, tags.

use crate::error::Result;
use crate::render::catalogue::{Entry, TermKind};
use crate::render::context::Page;
use crate::render::figures::strip::Scale;
use crate::render::view::{TermCard, TermsPage};
use crate::render::words;

pub(in crate::render) fn page(page: &Page<'_, '_>, kind: TermKind) -> Result<Vec<u8>> {
    let entries = &page.site.catalogue.terms(kind).entries;
    let mut order: Vec<&Entry<'_>> = entries.iter().collect();
    order.sort_by_key(|entry| std::cmp::Reverse(entry.coes.len()));
    let card = |entry: &Entry<'_>| TermCard {
        link: page.entry(kind, entry),
        description: entry.term.and_then(|term| term.description.clone()).unwrap_or_default(),
        count: words::count_of(entry.coes.len(), "incident"),
        strip: super::strip(page, &entry.coes, Scale::None),
    };
    let intro = intro(kind, entries);
    let view = TermsPage {
        shell: page.shell(kind.many(), &intro, "en"),
        heading: kind.many(),
        intro,
        terms: order.into_iter().map(card).collect(),
    };
    page.site.theme.render("terms.html", &view)
}

fn intro(kind: TermKind, entries: &[Entry<'_>]) -> String {
    let number = words::capital(&words::number(entries.len()));
    let again = entries.iter().filter(|entry| entry.coes.len() > 1).count();
    let thing = if entries.len() == 1 { kind.one() } else { kind.many() }.to_lowercase();
    match again {
        0 => format!("{number} {thing}, each met once."),
        _ => {
            format!("{number} {thing}, {} met more than once. The most frequent first.", words::number(again))
        }
    }
}
