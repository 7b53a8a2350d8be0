//! Questions every incident answers with yes or no, by period, and who noticed.

use crate::analyse::statistics::{DETECTORS, FEW, Question, Statistics};
use crate::render::context::Page;
use crate::render::view::{Measure, MeasureRow};

use super::{Shown, basis, drawn, keys, name, number, period_link, share, table};

/// The words of one question.
struct Asked {
    question: Question,
    anchor: &'static str,
    title: &'static str,
    says: &'static str,
    caution: &'static str,
}

pub(super) fn detected(page: &Page<'_, '_>, statistics: &Statistics) -> Shown {
    let asked = Asked {
        question: Question::Detected,
        anchor: "detected",
        title: "questions.found",
        says: "analysis.detected",
        caution: "analysis.detected_caution",
    };
    by_period(page, statistics, &asked)
}

pub(super) fn fixed(page: &Page<'_, '_>, statistics: &Statistics) -> Shown {
    let asked = Asked {
        question: Question::Fixed,
        anchor: "fixed",
        title: "questions.fixed",
        says: "analysis.fixed",
        caution: "analysis.fixed_caution",
    };
    by_period(page, statistics, &asked)
}

pub(super) fn near_misses(page: &Page<'_, '_>, statistics: &Statistics) -> Shown {
    let asked = Asked {
        question: Question::NearMiss,
        anchor: "near-misses",
        title: "analysis.near_misses_title",
        says: "analysis.near_misses",
        caution: "analysis.near_misses_caution",
    };
    by_period(page, statistics, &asked)
}

fn by_period(page: &Page<'_, '_>, statistics: &Statistics, asked: &Asked) -> Shown {
    let words = page.words();
    let everything: Vec<usize> = (0..statistics.coes()).collect();
    let [yes, no, _] = statistics.answers(asked.question, &everything);
    let known = yes.len() + no.len();
    if known == 0 {
        return Shown::Nothing { title: words.said(asked.title), why: words.said("analysis.nobody_says") };
    }
    let undated = (!statistics.undated.is_empty()).then_some((None, statistics.undated.as_slice()));
    let periods =
        statistics.periods.iter().map(|(period, coes)| (Some(*period), coes.as_slice())).chain(undated);
    let longest = periods.clone().map(|(_, coes)| coes.len()).max().unwrap_or(0);
    let rows = periods.map(|(period, coes)| {
        let [yes, no, unknown] = statistics.answers(asked.question, coes);
        let known = yes.len() + no.len();
        let row = MeasureRow {
            head: match period {
                Some(period) => period_link(page, period),
                None => name(words.said("dates.undated")),
            },
            cells: vec![
                if known == 0 { String::new() } else { share(page, yes.len(), known) },
                number(page, unknown.len()),
            ],
            ..MeasureRow::default()
        };
        drawn(page, &[("yes", &yes), ("no", &no), ("unknown", &unknown)], longest, row)
    });
    let columns = ["analysis.period", "analysis.incidents", "questions.yes", "analysis.unknown"];
    let caption = words.say(asked.title);
    Shown::Figure(Measure {
        anchor: asked.anchor,
        title: words.said(asked.title),
        says: words.fill(asked.says, &[("part", &number(page, yes.len())), ("whole", &number(page, known))]),
        basis: basis(page, known, statistics.coes()),
        caution: words.said(asked.caution),
        keys: keys(
            page,
            &[
                ("yes", words.said("questions.yes")),
                ("no", words.said("questions.no")),
                ("unknown", words.said("analysis.unknown")),
            ],
        ),
        table: Some(table(caption, columns.map(|key| words.said(key)).into(), rows.collect())),
        ..Measure::default()
    })
}

/// Who noticed.
pub(super) fn detectors(page: &Page<'_, '_>, statistics: &Statistics) -> Shown {
    let words = page.words();
    let title = words.said("analysis.detectors_title");
    let of = |detector: Option<&str>| -> Vec<usize> {
        let coes = statistics.measures.iter().enumerate();
        coes.filter(|(_, it)| it.detected_by == detector).map(|(coe, _)| coe).collect()
    };
    let unknown = of(None);
    let known = statistics.coes() - unknown.len();
    if known == 0 {
        return Shown::Nothing { title, why: words.said("analysis.nobody_says") };
    }
    let said = |detector: &str| match detector {
        "alarm" => words.said("analysis.alarm"),
        "customer" => words.said("analysis.customer"),
        "employee" => words.said("analysis.employee"),
        _ => words.said("analysis.other"),
    };
    let groups: Vec<(String, &'static str, Vec<usize>)> = DETECTORS
        .into_iter()
        .map(|detector| (said(detector), "yes", of(Some(detector))))
        .chain([(words.said("analysis.unknown"), "unknown", unknown)])
        .filter(|(.., coes)| !coes.is_empty())
        .collect();
    let longest = groups.iter().map(|(.., coes)| coes.len()).max().unwrap_or(0);
    let rows = groups.iter().map(|(title, kind, coes)| {
        let row = MeasureRow {
            head: name(title.clone()),
            cells: vec![number(page, coes.len())],
            ..MeasureRow::default()
        };
        drawn(page, &[(kind, coes)], longest, row)
    });
    let alarms = of(Some("alarm")).len();
    let caution = if known < FEW { String::new() } else { words.said("analysis.detectors_caution") };
    let columns = ["analysis.noticed_by", "analysis.incidents", "analysis.number"];
    Shown::Figure(Measure {
        anchor: "detectors",
        says: words
            .fill("analysis.detectors", &[("part", &number(page, alarms)), ("whole", &number(page, known))]),
        basis: basis(page, known, statistics.coes()),
        caution,
        table: Some(table(&title, columns.map(|key| words.said(key)).into(), rows.collect())),
        title,
        ..Measure::default()
    })
}
