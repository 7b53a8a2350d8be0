//! What champions may look at next, and who looks after what.

use crate::analyse::queue::{TagKind, UsedTag};
use crate::error::Result;
use crate::model::Champion;
use crate::render::catalogue::{self, TermKind};
use crate::render::context::Page;
use crate::render::site_map;
use crate::render::view::{ChampionsPage, Link, QueueGroup, QueueLink, QueueRow, TermFact};
use crate::render::words::{capital, from_slug};

/// The most rows of a group.
const MOST: usize = 20;

/// The page.
pub(in crate::render) fn page(page: &Page<'_, '_>) -> Result<Vec<u8>> {
    let words = page.words();
    let [heading, intro] = ["champions.heading", "champions.intro"].map(|key| words.said(key));
    let view = ChampionsPage {
        shell: page.shell(&heading, &intro, words.language()),
        heading,
        intro,
        champions: page.site.knowledge.vocabulary.champions.iter().map(|it| role(page, it)).collect(),
        queue: queue(page),
    };
    page.site.theme.render("champions.html", &view)
}

/// A role, and what it looks after: teams, services, causes, lessons.
fn role(page: &Page<'_, '_>, champion: &Champion) -> TermFact {
    let kinds = [TermKind::Team, TermKind::Service, TermKind::Cause];
    let covered = champion.covers.iter().map(|id| {
        let known = kinds.into_iter().map(|kind| page.term(kind, id)).find(|link| !link.href.is_empty());
        known.unwrap_or_else(|| Link { title: from_slug(id), href: String::new() })
    });
    let lessons = page.site.knowledge.lessons.iter();
    let lessons =
        lessons.filter(|lesson| lesson.champions.iter().any(|it| crate::model::slug(it) == champion.id));
    let lessons = lessons.map(|it| super::article_link(page, &it.article, site_map::lesson(&it.article.id)));
    TermFact { name: capital(&champion.role), values: covered.chain(lessons).collect() }
}

/// The roles that look after a term.
pub(super) fn of_term(page: &Page<'_, '_>, slug: &str) -> Vec<Link> {
    let champions = page.site.knowledge.vocabulary.champions.iter();
    let covering = champions.filter(|champion| champion.covers.iter().any(|id| id == slug));
    covering
        .map(|champion| Link { title: champion.role.clone(), href: page.href(&site_map::champions()) })
        .collect()
}

fn queue(page: &Page<'_, '_>) -> Vec<QueueGroup> {
    let (queue, words) = (page.site.learning.queue(), page.words());
    let days = |(coe, days): &(usize, i64)| {
        of_coe(page, *coe, words.fill("champions.waits", &[("span", &words.apart(*days))]))
    };
    let cites = |(coe, count): &(usize, usize)| of_coe(page, *coe, words.count("champions.cited_by", *count));
    let day = |coe: usize| catalogue::date(page.site.coe(coe)).map(|day| words.day(day));
    let plain = |coe: &usize| of_coe(page, *coe, day(*coe).unwrap_or_default());
    let tellable = |(coe, about): &(usize, Option<&str>)| {
        let perhaps = about.map(|cause| words.fill("champions.perhaps", &[("cause", cause)]));
        let said: Vec<String> = day(*coe).into_iter().chain(perhaps).collect();
        of_coe(page, *coe, said.join(words.say("lists.between")))
    };
    let has_lessons = !page.site.knowledge.lessons.is_empty();
    let without: &[usize] = if has_lessons { &queue.without_lesson } else { &[] };
    let groups = [
        group(
            page,
            "unreviewed",
            ["champions.unreviewed", "champions.unreviewed_do"],
            &queue.unreviewed,
            days,
        ),
        group(page, "cited", ["champions.cited", "champions.cited_do"], &queue.cited, cites),
        group(page, "alike", ["champions.alike", "champions.alike_do"], &queue.look_alike, |pair| {
            pair_of(page, pair)
        }),
        group(page, "untagged", ["champions.untagged", "champions.untagged_do"], &queue.untagged, tellable),
        group(page, "without-lesson", ["champions.unlearned", "champions.unlearned_do"], without, plain),
    ];
    groups.into_iter().flatten().collect()
}

/// Things of one kind, the first of them as rows.
fn group<T>(
    page: &Page<'_, '_>,
    anchor: &'static str,
    [title, advice]: [&'static str; 2],
    all: &[T],
    row: impl Fn(&T) -> QueueRow,
) -> Option<QueueGroup> {
    let words = page.words();
    let rest = all.len().saturating_sub(MOST);
    (!all.is_empty()).then(|| QueueGroup {
        title: words.said(title),
        anchor,
        count: words.grouped(all.len() as i64),
        advice: words.said(advice),
        rows: all.iter().take(MOST).map(row).collect(),
        more: if rest > 0 { words.count("champions.more", rest) } else { String::new() },
    })
}

fn of_coe(page: &Page<'_, '_>, coe: usize, note: String) -> QueueRow {
    let lang = page.site.coe(coe).language.to_owned();
    QueueRow { links: vec![QueueLink { link: page.coe(coe), lang }], note }
}

fn pair_of(page: &Page<'_, '_>, (less, more): &(UsedTag, UsedTag)) -> QueueRow {
    let words = page.words();
    let link = |tag: &UsedTag| {
        let (kind, key) = match tag.kind {
            TagKind::Cause => (TermKind::Cause, "champions.as_cause"),
            TagKind::Tag => (TermKind::Tag, "champions.as_tag"),
        };
        let count = words.count_with(key, tag.count, &[("name", &tag.slug)]);
        QueueLink {
            link: Link { title: count, ..page.term(kind, &tag.slug) },
            lang: words.language().to_owned(),
        }
    };
    QueueRow { links: vec![link(less), link(more)], note: String::new() }
}
