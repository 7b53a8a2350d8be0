//! All lessons with the matrix of teams, and one lesson with the words of the COEs it rests on.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::error::Result;
use crate::model::{Citation, Coe, Item, Lesson, Role};
use crate::render::context::{self, Page};
use crate::render::figures::strip::Scale;
use crate::render::view::{Html, LessonPage, LessonsPage, Link, Quoted};
use crate::render::{site_map, words};

use super::{adoption, article};

/// The longest words of a COE beside a lesson, in characters.
const QUOTE: usize = 280;

/// The fewest words of a claim an item has in common with it to speak of the lesson.
const SHARED: usize = 2;

/// The list of all lessons.
pub(in crate::render) fn list(page: &Page<'_, '_>) -> Result<Vec<u8>> {
    let [heading, intro] = ["navigation.lessons", "lessons.intro"].map(|key| page.words().say(key));
    let lessons = 0..page.site.knowledge.lessons.len();
    let view = LessonsPage {
        shell: page.shell(heading, intro, page.words().language()),
        heading: heading.to_owned(),
        intro: intro.to_owned(),
        cards: lessons.map(|lesson| super::lesson_card(page, lesson)).collect(),
        matrix: adoption::table(page),
        beside: super::collected::beside(page),
    };
    page.site.theme.render("lessons.html", &view)
}

/// One lesson.
pub(in crate::render) fn page(page: &Page<'_, '_>, index: usize) -> Result<Vec<u8>> {
    let lesson = &page.site.knowledge.lessons[index];
    let evidence = &page.site.catalogue.evidence_of[index];
    let kicker = Link { title: page.words().said("lessons.one"), href: page.href(&site_map::lessons()) };
    let claim = lesson.claim.clone().unwrap_or_default();
    let adoption = adoption::of_lesson(page, index);
    let drawn = lesson.adoption_table.clone().filter(|_| adoption.is_some());
    let (said, teams, unasked) = adoption.map(|it| (it.said, it.teams, it.unasked)).unwrap_or_default();
    let view = LessonPage {
        shell: page.shell(&lesson.article.title, &claim, page.words().language()),
        article: article::without(page, &lesson.article, kicker, drawn),
        claim,
        limits: lesson.limits.clone().unwrap_or_default(),
        champions: lesson.champions.join(page.words().say("lists.between")),
        strip: if evidence.is_empty() { Html::default() } else { super::strip(page, evidence, Scale::Years) },
        evidence: evidence.iter().map(|coe| cited(page, *coe, lesson)).collect(),
        adoption_said: said,
        adoption: teams,
        unasked,
    };
    page.site.theme.render("lesson.html", &view)
}

/// A COE the lesson rests on, with what it says of it in its own words: the sentence that names the lesson, else what has
/// most words of the claim among its takeaways, surprises, difficulties and reasons, else what it is about.
fn cited(page: &Page<'_, '_>, index: usize, lesson: &Lesson) -> Quoted {
    let coe = page.site.coe(index);
    let row = page.row(index);
    let (quote, anchor) = quoted(coe, lesson);
    let href = if anchor.is_empty() { row.href.clone() } else { format!("{}#{anchor}", row.href) };
    Quoted { row, quote, href }
}

/// The words, and where they stand on the page of the COE.
fn quoted<'c>(coe: &'c Coe, lesson: &Lesson) -> (String, &'c str) {
    let citation = coe.citations.iter().find(|it| names(&it.target, lesson) && !it.sentence.is_empty());
    if let Some(citation) = citation {
        return (words::opening(&citation.sentence, QUOTE), place_of(coe, citation));
    }
    let claim =
        telling(&[lesson.article.title.as_str(), lesson.claim.as_deref().unwrap_or_default()].join(" "));
    let shared = |text: &str| telling(text).intersection(&claim).count();
    let said = sayings(coe).map(|(text, anchor)| (shared(text), text, anchor));
    // Of those with as many words of the claim the first.
    let best =
        said.filter(|(shared, ..)| *shared >= SHARED).fold(
            None,
            |best: Option<(usize, _, _)>, it| match best {
                Some(best) if best.0 >= it.0 => Some(best),
                _ => Some(it),
            },
        );
    if let Some((_, text, anchor)) = best {
        return (text.to_owned(), anchor);
    }
    let takeaway = coe.items.iter().find(|item| item.role == Role::Takeaways);
    (context::standfirst(coe, QUOTE), takeaway.map_or("", |item| item.anchor.as_str()))
}

/// What a COE says in short: its takeaways first.
fn sayings(coe: &Coe) -> impl Iterator<Item = (&str, &str)> {
    let of_role = |role: Role| coe.items.iter().filter(move |item: &&Item| item.role == role);
    let roles = [
        Role::Takeaways,
        Role::Lessons,
        Role::Surprises,
        Role::Difficulties,
        Role::WentWell,
        Role::WentWrong,
    ];
    let items = roles.into_iter().flat_map(of_role).map(|item| (item.text.as_str(), item.anchor.as_str()));
    let factors = coe.factors.iter().map(|factor| (factor.text.as_str(), factor.anchor.as_str()));
    items.chain(factors).filter(|(text, _)| text.chars().count() <= QUOTE)
}

/// The address nearest to a sentence: of its item, else of its section.
fn place_of<'c>(coe: &'c Coe, citation: &Citation) -> &'c str {
    let holds = |range: &Range<usize>| range.contains(&citation.span.start);
    let item = coe.items.iter().find(|item| holds(&item.source)).map(|item| item.anchor.as_str());
    let mut sections = coe.sections.iter().filter(|section| holds(&section.range));
    item.or_else(|| sections.next_back().map(|section| section.anchor.as_str())).unwrap_or_default()
}

/// Whether a reference is to this lesson: by its id, or by a path that ends in it.
fn names(target: &str, lesson: &Lesson) -> bool {
    let name = target.rsplit('/').next().unwrap_or(target);
    name.strip_suffix(".md").unwrap_or(name) == lesson.article.id
}

/// The words of a text that tell something: the longer ones, without their endings.
fn telling(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 3);
    words.map(|word| word.chars().take(5).flat_map(char::to_lowercase).collect()).collect()
}
