//! Whether what was done held, what reports call difficult, and who responds to what.

use crate::analyse::statistics::{AfterClosure, Expertise, FEW, Statistics, Theme};
use crate::model::slug;
use crate::render::catalogue::TermKind;
use crate::render::context::Page;
use crate::render::view::{Measure, MeasureGroup, MeasureRow, MeasureTable, Said};
use crate::render::words::opening;

use super::{Shown, drawn, name, number, share, table};

/// The most words that are quoted of a theme.
const MOST_QUOTES: usize = 5;

/// The longest quote, in characters.
const LONGEST_QUOTE: usize = 220;

/// The most technologies that are told.
const MOST_TECHNOLOGIES: usize = 24;

/// How it stood with earlier promises each time something happened again.
pub(super) fn after_closure(page: &Page<'_, '_>, statistics: &Statistics) -> Shown {
    let words = page.words();
    let title = words.said("analysis.recurred_title");
    let all = statistics.recurred.len();
    if all == 0 {
        return Shown::Nothing { title, why: words.said("analysis.nothing_again") };
    }
    let of = |after: AfterClosure| -> Vec<usize> {
        statistics.recurred.iter().filter(|it| it.after == after).map(|it| it.coe).collect()
    };
    let said = |after: AfterClosure| match after {
        AfterClosure::StillOpen => "analysis.still_open",
        AfterClosure::AllDone => "analysis.all_done",
        AfterClosure::NobodySays => "analysis.nobody_said",
        AfterClosure::GivenUp => "analysis.given_up",
        AfterClosure::NothingPromised => "analysis.nothing_had_been_promised",
    };
    let longest = AfterClosure::ALL.iter().map(|after| of(*after).len()).max().unwrap_or(0);
    let rows = AfterClosure::ALL.into_iter().filter(|after| !of(*after).is_empty()).map(|after| {
        let coes = of(after);
        let kind = match after {
            AfterClosure::StillOpen => "no",
            AfterClosure::NobodySays | AfterClosure::NothingPromised => "unknown",
            AfterClosure::AllDone | AfterClosure::GivenUp => "yes",
        };
        let row = MeasureRow {
            head: name(words.said(said(after))),
            cells: vec![number(page, coes.len())],
            ..MeasureRow::default()
        };
        drawn(page, &[(kind, &coes)], longest, row)
    });
    let numbers =
        [of(AfterClosure::StillOpen).len(), of(AfterClosure::AllDone).len()].map(|it| number(page, it));
    let columns = ["analysis.promised_before", "analysis.incidents", "analysis.number"];
    let few = if all < FEW {
        words.fill("analysis.too_few", &[("few", &words.number(FEW))])
    } else {
        String::new()
    };
    let basis = [words.count("analysis.recurred_basis", all), few];
    let basis: Vec<String> = basis.into_iter().filter(|it| !it.is_empty()).collect();
    Shown::Figure(Measure {
        anchor: "after-closure",
        says: words.count_with("analysis.recurred", all, &[("open", &numbers[0]), ("done", &numbers[1])]),
        basis: basis.join(words.say("lists.between_sentences")),
        caution: words.said("analysis.recurred_caution"),
        table: Some(table(&title, columns.map(|key| words.said(key)).into(), rows.collect())),
        title,
        ..Measure::default()
    })
}

/// What reports call difficult, by the words they share.
pub(super) fn difficulties(page: &Page<'_, '_>, statistics: &Statistics) -> Shown {
    let words = page.words();
    let title = words.said("analysis.difficulties_title");
    let themes = &statistics.difficulties;
    let told: usize = themes.iter().map(|theme| theme.items.len()).sum();
    let all = told + statistics.other_difficulties;
    if themes.is_empty() {
        let why = if all == 0 { "analysis.nobody_says" } else { "analysis.nothing_shared" };
        return Shown::Nothing { title, why: words.count(why, all) };
    }
    let first = themes[0].words.first().map(String::as_str).unwrap_or_default();
    Shown::Figure(Measure {
        anchor: "difficulties",
        says: words.count_with(
            "analysis.difficulties",
            all,
            &[("word", first), ("told", &number(page, told))],
        ),
        basis: words.count("analysis.difficulties_basis", statistics.other_difficulties),
        caution: words.said("analysis.difficulties_caution"),
        groups: themes.iter().map(|theme| group(page, theme)).collect(),
        title,
        ..Measure::default()
    })
}

fn group(page: &Page<'_, '_>, theme: &Theme) -> MeasureGroup {
    let quote = |coe: usize, item: usize| {
        let own = page.site.coe(coe);
        let (item, link) = (&own.items[item], page.coe(coe));
        Said {
            words: opening(&item.text, LONGEST_QUOTE),
            lang: own.language,
            href: format!("{}#{}", link.href, item.anchor),
            coe: link,
        }
    };
    let quotes = theme.items.iter().rev().take(MOST_QUOTES).map(|it| quote(it.coe, it.item));
    let more = theme.items.len().saturating_sub(MOST_QUOTES);
    MeasureGroup {
        title: theme.words.join(page.words().say("lists.between")),
        count: number(page, theme.items.len()),
        quotes: quotes.collect(),
        more: if more > 0 { page.words().count("analysis.more_of_these", more) } else { String::new() },
    }
}

/// Who responds where a technology is involved.
pub(super) fn expertise(page: &Page<'_, '_>, statistics: &Statistics) -> Shown {
    let words = page.words();
    let title = words.said("analysis.expertise_title");
    let all = &statistics.expertise;
    if all.is_empty() {
        return Shown::Nothing { title, why: words.said("analysis.no_roles") };
    }
    let alone = all.iter().filter(|it| it.roles.len() == 1).count();
    let shown = &all[..all.len().min(MOST_TECHNOLOGIES)];
    let row = |it: &Expertise| {
        let most = it.roles.first();
        MeasureRow {
            head: page.term(TermKind::Technology, &slug(&it.technology)),
            cells: vec![
                number(page, it.told.len()),
                number(page, it.untold),
                number(page, it.roles.len()),
                most.map(|(role, count)| format!("{role}: {}", share(page, *count, it.told.len())))
                    .unwrap_or_default(),
            ],
            ..MeasureRow::default()
        }
    };
    let columns = [
        "terms.technology",
        "analysis.roles_told",
        "analysis.roles_untold",
        "analysis.roles",
        "analysis.most_often",
    ];
    Shown::Figure(Measure {
        anchor: "expertise",
        says: match alone {
            0 => words.count("analysis.expertise_shared", all.len()),
            _ => words.count_with("analysis.expertise", alone, &[("all", &number(page, all.len()))]),
        },
        basis: words.said("analysis.expertise_basis"),
        caution: words.said("analysis.expertise_caution"),
        table: Some(MeasureTable {
            caption: title.clone(),
            folded: false,
            drawn: false,
            columns: columns.map(|key| words.said(key)).into(),
            rows: shown.iter().map(row).collect(),
        }),
        title,
        ..Measure::default()
    })
}
