//! Charts of a document: from a fenced block to a figure with its caption and its numbers.

use crate::model::{Coe, Day, Moment, Target};
use crate::read::chart::{self, Around, Data, Fault, Spec, Table};

use super::context::Page;
use super::figures::Escaped;
use super::figures::chart::{self as figure, Axis, Chart, Event, Panel, Point, Size};
use super::markdown::{Fenced, Figure, Figures};
use super::moments::{self, Clockwork};
use super::words::{self, Words};

/// The most rows of a file that the page repeats in full; the rest is in the file.
const MOST_ROWS: usize = 500;

/// The most rows of a file that are printed.
const MOST_ON_PAPER: usize = 60;

/// The most columns that are drawn.
const MOST_PANELS: usize = 8;

/// Draws the charts of one document.
pub(super) struct Charts<'p> {
    page: &'p Page<'p, 'p>,
    coe: Option<&'p Coe>,
    around: Around,
}

impl<'p> Charts<'p> {
    pub(super) fn of_coe(page: &'p Page<'_, '_>, coe: &'p Coe) -> Charts<'p> {
        Charts { page, coe: Some(coe), around: Around::of(coe) }
    }

    pub(super) fn of_article(page: &'p Page<'_, '_>) -> Charts<'p> {
        Charts { page, coe: None, around: Around::default() }
    }

    /// The rows of a chart, and the address of their file if they stand in one.
    fn table(&self, spec: &Spec, target: Option<&Target>) -> Result<(Table, Option<String>), String> {
        match &spec.data {
            Data::Rows { text, line } => {
                let table = Table::read(text, &self.around);
                table.map(|table| (table, None)).map_err(|fault| told(&fault, line - 1))
            }
            Data::File { name, .. } => {
                let missing = || format!("there is no file “{name}”");
                let Some(Target::Asset(path)) = target else { return Err(missing()) };
                let file = self.page.site.knowledge.assets.get(path).ok_or_else(missing)?;
                let text = chart::file(file).map_err(|fault| fault.words)?;
                let table = Table::read(&text, &self.around);
                let href = target.and_then(|target| self.page.site.map.page_of(target));
                table
                    .map(|table| (table, href.map(|path| self.page.href(&path))))
                    .map_err(|fault| format!("{} of “{name}”", told(&fault, 0)))
            }
        }
    }

    fn drawn(&self, fenced: &Fenced<'_>) -> Result<String, String> {
        let spec = Spec::read(fenced.text).map_err(|fault| told(&fault, 0))?;
        let (table, href) = self.table(&spec, fenced.target)?;
        let scene = self.scene(&table);
        let words = self.page.words();
        let chart = chart_of(&spec, &table, scene, words);
        Ok(figure(&spec, &table, &chart, href.as_deref()))
    }

    /// What happened, on the scale of the rows.
    fn scene(&self, table: &Table) -> Scene {
        let chart::Axis::Times { moments, dayless } = &table.axis else { return Scene::default() };
        let times =
            || self.coe.into_iter().flat_map(|coe| coe.times.iter()).map(|(kind, fact)| (kind, &fact.value));
        let clockwork = Clockwork::of(moments.iter().chain(times().map(|(_, moment)| moment)));
        let first = moments.first();
        let offset = match clockwork {
            Clockwork::Instants => first.and_then(Moment::offset_minutes).unwrap_or(0) * 60,
            Clockwork::Walls => 0,
        };
        let seconds = |moment: &Moment| clockwork.seconds(moment).map(|seconds| seconds as f64);
        let at: Vec<Option<f64>> = moments.iter().map(seconds).collect();
        let measured = at.iter().flatten().copied();
        let (low, high) =
            measured.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
        // What lies far from all that was measured would flatten it.
        let span = high - low;
        let near = |x: &f64| (low - span..=high + span).contains(x);
        let events: Vec<(&str, f64)> =
            times().filter_map(|(kind, moment)| Some((kind, seconds(moment)?))).collect();
        let find = |wanted: &str| events.iter().find(|(kind, _)| *kind == wanted).map(|(_, at)| *at);
        let end = find("recovered").or_else(|| find("mitigated"));
        let event = |(kind, x): &(&str, f64)| {
            let (kind, key) = match *kind {
                "impact_start" => ("impact", "markers.impact_start"),
                "detected" => ("other", "markers.detected"),
                "mitigated" => ("other", "markers.mitigated"),
                "recovered" => ("recovered", "markers.recovered"),
                _ => return None,
            };
            let words = self.page.words().said(key);
            near(x).then_some(Event { kind, words, x: *x })
        };
        let mut marks: Vec<Event> = events.iter().filter_map(event).collect();
        marks.sort_by(|a, b| a.x.total_cmp(&b.x));
        Scene {
            zone: moments::common_zone(moments.iter()).unwrap_or_default(),
            days: days(low + f64::from(offset), high + f64::from(offset)).filter(|_| !dayless),
            impact: find("impact_start").map(|from| (from, end.unwrap_or(high))),
            events: if *dayless { Vec::new() } else { marks },
            offset: f64::from(offset),
            at,
        }
    }
}

impl Figures for Charts<'_> {
    fn figure(&self, fenced: &Fenced<'_>) -> Option<Figure> {
        if !chart::is_chart(fenced.info) {
            return None;
        }
        Some(match self.drawn(fenced) {
            Ok(figure) => Figure::Drawn(figure),
            Err(why) => Figure::Told(format!("This chart is not drawn: {why}.")),
        })
    }
}

/// A fault in words for readers, with its line; `before` lines stand before those that were read.
fn told(fault: &Fault, before: u32) -> String {
    let mut quoted = String::new();
    for (index, piece) in fault.words.split('`').enumerate() {
        if index > 0 {
            quoted.push(if index % 2 == 1 { '‘' } else { '’' });
        }
        quoted.push_str(piece);
    }
    format!("{quoted}, in line {}", fault.line + before)
}

/// Where the rows and events stand in time.
#[derive(Default)]
struct Scene {
    at: Vec<Option<f64>>,
    offset: f64,
    zone: String,
    days: Option<(Day, Day)>,
    events: Vec<Event>,
    impact: Option<(f64, f64)>,
}

fn days(low: f64, high: f64) -> Option<(Day, Day)> {
    Some((figure::day(low)?, figure::day(high)?))
}

fn chart_of<'w>(spec: &Spec, table: &Table, scene: Scene, speech: &'w Words) -> (Chart<'w>, String) {
    let xs: Vec<f64> = match &table.axis {
        chart::Axis::Times { .. } => scene.at.iter().map(|at| at.unwrap_or(0.0)).collect(),
        chart::Axis::Numbers(numbers) => numbers.clone(),
        chart::Axis::Labels => (0..table.rows.len()).map(|row| row as f64).collect(),
    };
    let single = table.series.len() == 1;
    let panel = |series: &chart::Series| {
        let mut points: Vec<Point> =
            xs.iter().zip(&series.values).map(|(x, y)| Point { x: *x, y: *y }).collect();
        points.sort_by(|a, b| a.x.total_cmp(&b.x));
        let name = match single {
            true if !spec.unit.is_empty() => spec.unit.clone(),
            _ => series.name.clone(),
        };
        Panel { name, points }
    };
    let panels: Vec<Panel> = table.series.iter().take(MOST_PANELS).map(panel).collect();
    let labels = || table.rows.iter().map(|row| row[table.along].clone()).collect();
    let axis = match &table.axis {
        chart::Axis::Times { dayless, .. } => Axis::Times { offset: scene.offset, dayless: *dayless },
        chart::Axis::Numbers(_) => Axis::Numbers { name: table.head[table.along].clone() },
        chart::Axis::Labels => Axis::Labels(labels()),
    };
    let title = if spec.title.is_empty() { speech.said("chart.title") } else { spec.title.clone() };
    let words = sentences(table, &scene, speech);
    let when = when(&scene, speech);
    (Chart { title, words, panels, axis, events: scene.events, impact: scene.impact, speech }, when)
}

/// The day and zone of the axis: `1 April 2022, UTC−05:00`.
fn when(scene: &Scene, words: &Words) -> String {
    let days = match scene.days {
        Some((first, last)) if first == last => words.day(first),
        Some((first, last)) => {
            words.fill("dates.years", &[("first", &words.day(first)), ("last", &words.day(last))])
        }
        None => String::new(),
    };
    let parts = [days.as_str(), scene.zone.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The chart in words: of each series the range, the extremes and the end; and what happened.
fn sentences(table: &Table, scene: &Scene, words: &Words) -> String {
    let mut told: Vec<String> =
        table.series.iter().take(MOST_PANELS).map(|series| sentence(table, series, words)).collect();
    let events = scene.events.iter().map(|event| {
        let local = event.x + scene.offset;
        let seconds = local.rem_euclid(86_400.0) as i64;
        let day =
            figure::day(local).filter(|day| scene.days != Some((*day, *day))).map(|day| words.short_day(day));
        let clock = format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
        format!("{} {}", event.words, day.into_iter().chain([clock]).collect::<Vec<_>>().join(" "))
    });
    let events: Vec<String> = events.collect();
    if !events.is_empty() {
        told.push(words.fill("chart.events", &[("events", &events.join(words.say("lists.between")))]));
    }
    told.join(words.say("lists.between_sentences"))
}

fn sentence(table: &Table, series: &chart::Series, words: &Words) -> String {
    let known = || series.values.iter().enumerate().filter_map(|(row, value)| Some((row, (*value)?)));
    let first_of = |better: fn(f64, f64) -> bool| {
        known().reduce(|best, it| if better(it.1, best.1) { it } else { best })
    };
    let (Some(low), Some(high), Some(last)) =
        (first_of(|a, b| a < b), first_of(|a, b| a > b), known().next_back())
    else {
        return String::new();
    };
    let at = |(row, value): (usize, f64)| {
        let places = [("value", figure::measured(value)), ("when", table.rows[row][table.along].clone())];
        words.fill("chart.at", &places.each_ref().map(|(name, value)| (*name, value.as_str())))
    };
    let name = if series.name.is_empty() { words.said("chart.values") } else { words::capital(&series.name) };
    if low.1 == high.1 {
        return words.fill("chart.steady", &[("name", &name), ("value", &figure::measured(low.1))]);
    }
    let (low, high, last) = (at(low), at(high), at(last));
    words.fill("chart.series", &[("name", &name), ("low", &low), ("high", &high), ("last", &last)])
}

fn figure(spec: &Spec, table: &Table, (chart, when): &(Chart<'_>, String), href: Option<&str>) -> String {
    let mut out = String::from("<figure class=\"coe-chart\">");
    for size in [Size::Wide, Size::Narrow] {
        out.push_str(&figure::draw(chart, size));
    }
    out.push_str("<figcaption>");
    caption(&mut out, spec, table, (when, chart.speech));
    numbers(&mut out, spec, table, (href, chart.speech));
    out.push_str("</figcaption></figure>");
    out
}

fn caption(out: &mut String, spec: &Spec, table: &Table, (when, words): (&str, &Words)) {
    if spec.title.is_empty() && spec.unit.is_empty() && when.is_empty() {
        return explanation(out, spec);
    }
    out.push_str("<p class=\"coe-chart__caption\">");
    if !spec.title.is_empty() {
        out.push_str(&format!("<b>{}</b>", Escaped(&spec.title)));
    }
    // The unit stands over the line of a single series already.
    if table.series.len() > 1 && !spec.unit.is_empty() {
        out.push_str(&format!(" <span class=\"coe-chart__unit\">{}</span>", Escaped(&spec.unit)));
    }
    if !when.is_empty() {
        let lang = words.language();
        out.push_str(&format!(" <span class=\"coe-chart__unit\" lang=\"{lang}\">{}</span>", Escaped(when)));
    }
    out.push_str("</p>");
    explanation(out, spec);
}

fn explanation(out: &mut String, spec: &Spec) {
    if !spec.explanation.is_empty() {
        out.push_str(&format!("<p class=\"coe-chart__explanation\">{}</p>", Escaped(&spec.explanation)));
    }
}

/// The numbers as a table that folds out; of a long file only its beginning, and a link to all of it.
fn numbers(out: &mut String, spec: &Spec, table: &Table, (href, words): (Option<&str>, &Words)) {
    let lang = words.language();
    let shown = if href.is_some() { table.rows.len().min(MOST_ROWS) } else { table.rows.len() };
    // On paper folds stand open: what would fill pages, and is in a file or in the drawing, stays away.
    let most = if href.is_some() { MOST_ON_PAPER } else { MOST_ROWS };
    let long = if table.rows.len() > most { " coe-chart__numbers--long" } else { "" };
    let label = if spec.title.is_empty() { words.say("chart.numbers_of") } else { spec.title.as_str() };
    out.push_str(&format!(
        "<details class=\"coe-fold coe-chart__numbers{long}\"><summary lang=\"{lang}\">{}</summary>\
         <div class=\"coe-table\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table>",
        Escaped(words.say("chart.numbers")),
        Escaped(label)
    ));
    let is_number = |column: usize| table.series.iter().any(|series| series.column == column);
    if table.head.iter().any(|name| !name.is_empty()) {
        out.push_str("<thead><tr>");
        for (column, name) in table.head.iter().enumerate() {
            let class = if is_number(column) { " class=\"coe-right\"" } else { "" };
            match name.is_empty() {
                true => out.push_str("<td></td>"),
                false => out.push_str(&format!("<th scope=\"col\"{class}>{}</th>", Escaped(name))),
            }
        }
        out.push_str("</tr></thead>");
    }
    out.push_str("<tbody>");
    for row in &table.rows[..shown] {
        out.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            let cell = Escaped(cell);
            match (column == table.along, is_number(column)) {
                (true, _) => out.push_str(&format!("<th scope=\"row\">{cell}</th>")),
                (_, true) => out.push_str(&format!("<td class=\"coe-right\">{cell}</td>")),
                _ => out.push_str(&format!("<td>{cell}</td>")),
            }
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div>");
    if let Some(href) = href {
        let rest = match table.rows.len() - shown {
            0 => words.said("chart.file"),
            _ => {
                let count = |number: usize| words.grouped(i64::try_from(number).unwrap_or(i64::MAX));
                let (shown, all) = (count(shown), count(table.rows.len()));
                words.fill("chart.file_of_all", &[("shown", &shown), ("count", &all)])
            }
        };
        let name = href.rsplit('/').next().unwrap_or(href);
        out.push_str(&format!(
            "<p class=\"coe-chart__file\"><span lang=\"{lang}\">{}</span> <a href=\"{}\">{}</a></p>",
            Escaped(&rest),
            Escaped(href),
            Escaped(name)
        ));
    }
    out.push_str("</details>");
}
