//! Factors and actions, each pointing at the other: tags as tags, who addresses what, "with a2" as a link.

use std::ops::Range;

use crate::findings::LineMap;
use crate::model::{Action, Coe, Factor, Role, slug};
use crate::render::catalogue::{self, Standing, TermKind};
use crate::render::context::Page;
use crate::render::figures::Escaped;
use crate::render::markdown::{Addition, Run};
use crate::render::prose::Prose;
use crate::render::view::Link;
use crate::render::words;

/// How much of an action is told beside a factor, in characters.
const ACTION: usize = 72;

type Additions = Vec<(Range<usize>, Addition)>;

/// Adds to the prose of a document what ties its factors and actions together.
pub(super) fn add(page: &Page<'_, '_>, coe: &Coe, prose: &mut Prose<'_>) {
    if coe.factors.is_empty() && coe.actions.is_empty() {
        return;
    }
    let runs = prose.runs();
    let mut additions = factors(page, coe, prose, &runs);
    additions.extend(named_actions(coe, &runs));
    additions.extend(overdue(page, coe, &runs));
    prose.add(additions);
}

/// The factors an action addresses, as links to where they stand; else to the cause.
pub(super) fn addressed(page: &Page<'_, '_>, coe: &Coe, action: &Action) -> Vec<Link> {
    let link = |name: &String| {
        let term = page.term(TermKind::Cause, name);
        let factor = coe.factors.iter().find(|factor| is_named(factor, name));
        match factor {
            Some(factor) => Link { href: format!("#{}", factor.anchor), title: term.title },
            None => term,
        }
    };
    action.addresses.iter().map(link).collect()
}

fn is_named(factor: &Factor, name: &str) -> bool {
    let name = slug(name);
    factor.id == name || factor.tags.contains(&name)
}

fn factors(page: &Page<'_, '_>, coe: &Coe, prose: &Prose<'_>, runs: &[Run<'_>]) -> Additions {
    let lines = LineMap::new(&coe.text);
    let starts: Vec<usize> = coe.factors.iter().map(|factor| lines.start_of(factor.line)).collect();
    let says_which = coe.actions.iter().any(|action| !action.addresses.is_empty());
    let mut additions = Vec::new();
    for (factor, start) in coe.factors.iter().zip(&starts) {
        let next = starts.iter().copied().filter(|other| other > start).min().unwrap_or(coe.text.len());
        let first = runs.partition_point(|run| run.range.end <= *start);
        let own = runs[first..].iter().take_while(|run| run.range.start < next);
        let Some(block) = own.clone().next().and_then(|run| prose.block_at(run.range.start)) else {
            continue;
        };
        let own = own.take_while(|run| prose.block_at(run.range.start) == Some(block));
        for run in own {
            additions.extend(tags(page, factor, run));
        }
        if says_which && runs[first].range.start < next {
            let at = runs[first].range.start;
            additions.push((at..at, Addition::Within(addressed_by(page, coe, factor))));
        }
    }
    additions
}

/// `#tag`, `[area]` and `[primary]` of a factor, which the reader sees as tags.
fn tags(page: &Page<'_, '_>, factor: &Factor, run: &Run<'_>) -> Additions {
    let mut additions = Vec::new();
    let mut at = 0;
    for word in run.words.split_inclusive(char::is_whitespace) {
        let start = run.range.start + at;
        at += word.len();
        let bare = word.trim_end().trim_end_matches(['.', ',', ';']);
        let inside = bare.strip_prefix('[').and_then(|word| word.strip_suffix(']')).map(str::to_lowercase);
        let html = match (bare.strip_prefix('#'), inside) {
            (Some(tag), _) if factor.tags.contains(&slug(tag)) => tag_html(&page.term(TermKind::Cause, tag)),
            (_, Some(inside)) if inside == "primary" => {
                let words = Escaped(page.words().say("body.primary"));
                format!("<span class=\"coe-tag coe-tag--primary\">{words}</span>")
            }
            (_, Some(inside)) if factor.area.as_ref().is_some_and(|area| is_area(area, &inside)) => {
                format!("<span class=\"coe-tag coe-tag--area\">{}</span>", Escaped(&inside))
            }
            _ => continue,
        };
        additions.push((start..start + bare.len(), Addition::Instead(html)));
    }
    additions
}

fn is_area(area: &str, written: &str) -> bool {
    area == written.replace("organiz", "organis")
}

fn tag_html(cause: &Link) -> String {
    let title = Escaped(&cause.title);
    match cause.href.as_str() {
        "" => format!("<span class=\"coe-tag\">{title}</span>"),
        href => format!("<a class=\"coe-tag\" href=\"{}\">{title}</a>", Escaped(href)),
    }
}

/// Which actions address a factor, and how they stand.
fn addressed_by(page: &Page<'_, '_>, coe: &Coe, factor: &Factor) -> String {
    let actions = coe.actions.iter().filter(|action| action.addresses.iter().any(|it| is_named(factor, it)));
    let told: Vec<String> = actions
        .map(|action| {
            let row = super::action_row(page, action);
            format!(
                "<a href=\"#{}\">{}</a> <span class=\"coe-state coe-state--{}\">{}</span>",
                Escaped(&action.anchor),
                Escaped(&words::opening(&action.title, ACTION)),
                row.state_kind,
                Escaped(&row.state)
            )
        })
        .collect();
    let lang = super::notes::lang_of_words(page, coe);
    match told.as_slice() {
        [] => {
            let words = Escaped(page.words().say("body.addressed_by_none"));
            format!(" <span class=\"coe-addressed coe-unknown\"{lang}>{words}</span>")
        }
        _ => {
            let told = told.join(page.words().say("lists.between"));
            let words = page.words().fill("body.addressed_by", &[("actions", &told)]);
            format!(" <span class=\"coe-addressed\"{lang}>{words}</span>")
        }
    }
}

/// "With a2": the names of actions in the parts that say what will be better.
fn named_actions(coe: &Coe, runs: &[Run<'_>]) -> Additions {
    let named: Vec<&Action> = coe.actions.iter().filter(|action| is_short_name(&action.id)).collect();
    if named.is_empty() {
        return Vec::new();
    }
    let mut additions = Vec::new();
    for run in runs.iter().filter(|run| promises(coe, run.range.start)) {
        let mut at = 0;
        for word in run.words.split_inclusive(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_')) {
            let start = run.range.start + at;
            at += word.len();
            let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            let Some(action) = named.iter().find(|action| action.id.eq_ignore_ascii_case(bare)) else {
                continue;
            };
            // "a1 of 2023" is an action of another incident.
            if !run.words[at..].trim_start().starts_with("of ") {
                let before = format!(
                    "<a class=\"coe-promise-link\" href=\"#{}\" title=\"{}\">",
                    Escaped(&action.anchor),
                    Escaped(&action.title)
                );
                let around = Addition::Around(before, "</a>".to_owned());
                additions.push((start..start + bare.len(), around));
            }
        }
    }
    additions
}

/// A letter or two and a number, as authors call actions in their text.
fn is_short_name(id: &str) -> bool {
    let letters = id.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = id.len() - letters;
    (1..=2).contains(&letters)
        && (1..=2).contains(&digits)
        && id.bytes().skip(letters).all(|it| it.is_ascii_digit())
}

/// Whether words at a byte stand where an author says what an action will change.
fn promises(coe: &Coe, at: usize) -> bool {
    let around = coe.sections.iter().filter(|section| section.range.contains(&at));
    let role = around.max_by_key(|section| section.range.start).and_then(|it| it.role.or(it.within));
    matches!(
        role,
        Some(
            Role::Questions
                | Role::Detection
                | Role::Diagnosis
                | Role::Mitigation
                | Role::Response
                | Role::Resolution
                | Role::WhyChain
                | Role::Actions
        )
    )
}

/// That an action of the text is overdue, which its author could not know.
fn overdue(page: &Page<'_, '_>, coe: &Coe, runs: &[Run<'_>]) -> Additions {
    let today = page.site.options.today;
    let lang = super::notes::lang_of_words(page, coe);
    let late = coe.actions.iter().filter(|it| catalogue::standing(it, today) == Some(Standing::Overdue));
    late.filter_map(|action| {
        let (source, due) = (action.source.as_ref()?, action.due?);
        let own = || runs.iter().filter(|run| source.contains(&run.range.start));
        let title =
            own().find(|run| run.words.trim().len() > 3 && action.title.starts_with(run.words.trim()));
        let at = title.or_else(|| own().next())?.range.start;
        let html = format!(
            " <span class=\"coe-state coe-state--overdue\"{lang}>{}</span>",
            Escaped(&page.words().due(due, today))
        );
        Some((at..at, Addition::Within(html)))
    })
    .collect()
}
