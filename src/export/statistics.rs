//! `data/statistics.json`: every number of the analysis pages, and what is known of each COE to count it again.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::analyse::Insight;
use crate::analyse::follow_up::Tally;
use crate::analyse::periods::{Grain, Period};
use crate::analyse::statistics::{
    AfterClosure, Area, DETECTORS, FEW, Measured, Measures, Question, Spread, Statistics,
};
use crate::error::{Error, Result};
use crate::model::{Day, Horizon, KnowledgeBase};

/// Name and version of the shape.
pub const STATISTICS_SCHEMA: &str = "coebook/statistics/1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    generated_for: &'a str,
    today: Day,
    few: usize,
    coes: usize,
    undated: usize,
    grain: &'static str,
    imported_on: Option<Day>,
    questions: Questions,
    spreads: Spreads,
    detected_by: BTreeMap<&'static str, usize>,
    factors: BTreeMap<&'static str, FactorCount>,
    action_kinds: Vec<KindCount<'a>>,
    horizons: BTreeMap<&'static str, Tally>,
    causes_by_service: CrossingData<'a>,
    mechanisms: Vec<MechanismData<'a>>,
    recurred: RecurredData<'a>,
    difficulties: Vec<ThemeData<'a>>,
    other_difficulties: usize,
    expertise: Vec<ExpertiseData<'a>>,
    measures: Vec<MeasuresData<'a>>,
}

#[derive(Serialize)]
struct Questions {
    detected_in_five_minutes: Answers,
    fixed_in_an_hour: Answers,
    near_miss: Answers,
}

#[derive(Serialize)]
struct Answers {
    yes: usize,
    no: usize,
    unknown: usize,
    periods: Vec<PeriodAnswers>,
}

#[derive(Serialize)]
struct PeriodAnswers {
    period: String,
    yes: usize,
    no: usize,
    unknown: usize,
}

#[derive(Serialize)]
struct Spreads {
    duration_minutes: Values,
    lookback_minutes: Values,
    publish_days: Values,
}

#[derive(Serialize)]
struct Values {
    all: Option<SpreadData>,
    unknown: usize,
    periods: Vec<PeriodSpread>,
}

#[derive(Serialize)]
struct PeriodSpread {
    period: String,
    #[serde(flatten)]
    spread: SpreadData,
}

#[derive(Serialize)]
struct SpreadData {
    n: usize,
    least: f64,
    lower: f64,
    median: f64,
    upper: f64,
    greatest: f64,
}

#[derive(Serialize, Default)]
struct FactorCount {
    factors: usize,
    coes: usize,
}

#[derive(Serialize)]
struct KindCount<'a> {
    kind: Option<&'a str>,
    actions: usize,
}

#[derive(Serialize)]
struct CrossingData<'a> {
    n: usize,
    causes: &'a [String],
    services: &'a [String],
    cells: Vec<Vec<usize>>,
}

#[derive(Serialize)]
struct MechanismData<'a> {
    id: &'a str,
    title: &'a str,
    area: &'a str,
    coes: Vec<&'a str>,
}

#[derive(Serialize)]
struct RecurredData<'a> {
    counts: BTreeMap<&'static str, usize>,
    each: Vec<RecurredOne<'a>>,
}

#[derive(Serialize)]
struct RecurredOne<'a> {
    coe: &'a str,
    family: &'a str,
    after: &'static str,
}

#[derive(Serialize)]
struct ThemeData<'a> {
    words: &'a [String],
    items: Vec<ItemAt<'a>>,
}

#[derive(Serialize)]
struct ItemAt<'a> {
    coe: &'a str,
    anchor: &'a str,
}

#[derive(Serialize)]
struct ExpertiseData<'a> {
    technology: &'a str,
    told: usize,
    untold: usize,
    roles: Vec<RoleCount<'a>>,
}

#[derive(Serialize)]
struct RoleCount<'a> {
    role: &'a str,
    coes: usize,
}

#[derive(Serialize)]
struct MeasuresData<'a> {
    coe: &'a str,
    period: Option<String>,
    detect_seconds: Option<i64>,
    fix_seconds: Option<i64>,
    lookback_seconds: Option<i64>,
    inferred: bool,
    duration_minutes: Option<f64>,
    publish_days: Option<i64>,
    detected_by: Option<&'static str>,
    near_miss: Option<bool>,
}

/// All statistics as JSON.
pub(super) fn json(
    knowledge: &KnowledgeBase,
    insight: &Insight,
    statistics: &Statistics,
    today: Day,
) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(&document(knowledge, insight, statistics, today))
        .map_err(|error| Error::new("cannot write the statistics as JSON").because(error))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn document<'a>(
    knowledge: &'a KnowledgeBase,
    insight: &'a Insight,
    statistics: &'a Statistics,
    today: Day,
) -> Document<'a> {
    let id = |coe: usize| knowledge.coes[coe].id.as_str();
    let answers = |question| answers(statistics, question);
    let minutes = |it: Option<Measured>| it.map(|it| it.seconds as f64 / 60.0);
    Document {
        schema: STATISTICS_SCHEMA,
        generated_for: &knowledge.audience,
        today,
        few: FEW,
        coes: statistics.coes(),
        undated: statistics.undated.len(),
        grain: if statistics.grain == Grain::Quarter { "quarter" } else { "year" },
        imported_on: statistics.imported_on,
        questions: Questions {
            detected_in_five_minutes: answers(Question::Detected),
            fixed_in_an_hour: answers(Question::Fixed),
            near_miss: answers(Question::NearMiss),
        },
        spreads: Spreads {
            duration_minutes: values(statistics, |it| it.duration_minutes),
            lookback_minutes: values(statistics, |it| minutes(it.lookback)),
            publish_days: values(statistics, |it| it.publish_days.map(|days| days as f64)),
        },
        detected_by: detected_by(statistics),
        factors: factors(statistics),
        action_kinds: statistics
            .kinds
            .iter()
            .map(|(kind, actions)| KindCount { kind: kind.as_deref(), actions: *actions })
            .collect(),
        horizons: statistics
            .horizons
            .iter()
            .map(|(horizon, tally)| (horizon.map_or("none", Horizon::word), *tally))
            .collect(),
        causes_by_service: CrossingData {
            n: statistics.crossing.n,
            causes: &statistics.crossing.causes,
            services: &statistics.crossing.services,
            cells: statistics.crossing.cells.iter().map(|row| row.iter().map(Vec::len).collect()).collect(),
        },
        mechanisms: statistics
            .mechanisms
            .iter()
            .map(|(it, coes)| MechanismData {
                id: &it.id,
                title: &it.title,
                area: &it.area,
                coes: coes.iter().map(|coe| id(*coe)).collect(),
            })
            .collect(),
        recurred: recurred(statistics, insight, id),
        difficulties: statistics
            .difficulties
            .iter()
            .map(|theme| ThemeData {
                words: &theme.words,
                items: theme
                    .items
                    .iter()
                    .map(|it| ItemAt {
                        coe: id(it.coe),
                        anchor: &knowledge.coes[it.coe].items[it.item].anchor,
                    })
                    .collect(),
            })
            .collect(),
        other_difficulties: statistics.other_difficulties,
        expertise: statistics
            .expertise
            .iter()
            .map(|it| ExpertiseData {
                technology: &it.technology,
                told: it.told.len(),
                untold: it.untold,
                roles: it.roles.iter().map(|(role, coes)| RoleCount { role, coes: *coes }).collect(),
            })
            .collect(),
        measures: statistics
            .measures
            .iter()
            .enumerate()
            .map(|(coe, it)| measures(knowledge, statistics, coe, it))
            .collect(),
    }
}

fn answers(statistics: &Statistics, question: Question) -> Answers {
    let counted = |coes: &[usize]| statistics.answers(question, coes).map(|coes| coes.len());
    let all: Vec<usize> = (0..statistics.coes()).collect();
    let [yes, no, unknown] = counted(&all);
    let period = |(period, coes): &(Period, Vec<usize>)| {
        let [yes, no, unknown] = counted(coes);
        PeriodAnswers { period: period.to_string(), yes, no, unknown }
    };
    Answers { yes, no, unknown, periods: statistics.periods.iter().map(period).collect() }
}

fn values(statistics: &Statistics, measure: impl Fn(&Measures) -> Option<f64>) -> Values {
    let of = |coes: &[usize]| Spread::of(coes.iter().filter_map(|coe| measure(&statistics.measures[*coe])));
    let all: Vec<usize> = (0..statistics.coes()).collect();
    let spread = of(&all);
    let period = |(period, coes): &(Period, Vec<usize>)| {
        Some(PeriodSpread { period: period.to_string(), spread: of(coes)?.into() })
    };
    Values {
        unknown: statistics.coes() - spread.map_or(0, |spread| spread.n),
        all: spread.map(SpreadData::from),
        periods: statistics.periods.iter().filter_map(period).collect(),
    }
}

impl From<Spread> for SpreadData {
    fn from(it: Spread) -> SpreadData {
        let Spread { n, least, lower, median, upper, greatest } = it;
        SpreadData { n, least, lower, median, upper, greatest }
    }
}

fn detected_by(statistics: &Statistics) -> BTreeMap<&'static str, usize> {
    let mut counts: BTreeMap<&'static str, usize> =
        DETECTORS.into_iter().chain(["unknown"]).map(|detector| (detector, 0)).collect();
    for measures in &statistics.measures {
        *counts.entry(measures.detected_by.unwrap_or("unknown")).or_default() += 1;
    }
    counts
}

fn factors(statistics: &Statistics) -> BTreeMap<&'static str, FactorCount> {
    let mut counts: BTreeMap<&'static str, FactorCount> =
        Area::ALL.into_iter().map(|area| (area.word(), FactorCount::default())).collect();
    for (area, coes) in &statistics.factors {
        let mut distinct = coes.clone();
        distinct.dedup();
        counts.insert(area.word(), FactorCount { factors: coes.len(), coes: distinct.len() });
    }
    counts
}

fn recurred<'a>(
    statistics: &Statistics,
    insight: &'a Insight,
    id: impl Fn(usize) -> &'a str,
) -> RecurredData<'a> {
    let mut counts: BTreeMap<&'static str, usize> =
        AfterClosure::ALL.into_iter().map(|after| (after.word(), 0)).collect();
    for it in &statistics.recurred {
        *counts.entry(it.after.word()).or_default() += 1;
    }
    let each = statistics.recurred.iter().map(|it| RecurredOne {
        coe: id(it.coe),
        family: &insight.families[it.family].id,
        after: it.after.word(),
    });
    RecurredData { counts, each: each.collect() }
}

fn measures<'a>(
    knowledge: &'a KnowledgeBase,
    statistics: &Statistics,
    coe: usize,
    it: &Measures,
) -> MeasuresData<'a> {
    let seconds = |it: Option<Measured>| it.map(|it| it.seconds);
    let date = knowledge.coes[coe].date.as_ref();
    MeasuresData {
        coe: knowledge.coes[coe].id.as_str(),
        period: date.map(|date| Period::of(date.value, statistics.grain).to_string()),
        detect_seconds: seconds(it.detect),
        fix_seconds: seconds(it.fix),
        lookback_seconds: seconds(it.lookback),
        inferred: [it.detect, it.fix, it.lookback].into_iter().flatten().any(|it| it.inferred),
        duration_minutes: it.duration_minutes,
        publish_days: it.publish_days,
        detected_by: it.detected_by,
        near_miss: it.near_miss,
    }
}
