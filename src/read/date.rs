//! The day of an incident, from all the places that hint at it.

use super::labels::LabelKey;
use super::moment::{self, PartialDay, SlashOrder};
use super::outline::Outline;
use crate::findings::LineMap;
use crate::model::{Day, Fact, Origin, Role, Source, Timeline};

/// What the document says of its day outside the timeline, best first.
#[derive(Debug, Default)]
pub(crate) struct Hints {
    /// Stated days: labels, file name, title.
    pub(crate) stated: Vec<Fact<Day>>,
    /// The first date of the prose.
    pub(crate) prose: Option<Fact<Day>>,
    /// A year the path names.
    pub(crate) year: Option<i16>,
    /// Month and day of a file name inside the folder of a year: weaker than anything the document says.
    weak: Option<Fact<Day>>,
}

impl Hints {
    /// The day to which times without a date belong.
    pub(crate) fn base_day(&self) -> Option<Day> {
        self.stated.first().or(self.prose.as_ref()).or(self.weak.as_ref()).map(|fact| fact.value)
    }
}

/// Gathers the hints.
pub(crate) fn hints(
    outline: &Outline<'_>,
    path: &str,
    title: &Fact<String>,
    order: SlashOrder,
    lines: &LineMap,
) -> Hints {
    let (file_day, year) = of_path(path);
    let weak = file_day.is_none().then(|| month_and_day(super::title::name_of(path), year)).flatten();
    let weak = weak.map(|day| Fact::new(day, Origin::outside(Source::FileName)));
    let mut hints = Hints { year, weak, ..Hints::default() };
    let full = |words: &str| {
        let (day, _) = moment::first_date(words, order)?;
        let day = fit(day, file_day);
        day.in_year(day.year?)
    };
    for key in [LabelKey::Date, LabelKey::Start] {
        for label in outline.labels.iter().filter(|label| label.key == Some(key)) {
            let without_year = || {
                let (day, ..) = moment::dates(&label.value, order).into_iter().next()?;
                day.in_year(file_day.map(|day| day.year).or(year)?)
            };
            if let Some(day) = full(&label.value).or_else(without_year) {
                hints
                    .stated
                    .push(Fact::new(day, Origin::stated(Source::Label, lines.line(label.span.start))));
            }
        }
    }
    let of_title = full(&title.value).or_else(|| {
        let (day, ..) = moment::dates(&title.value, order).into_iter().next()?;
        day.in_year(year?)
    });
    hints.stated.extend(date_line(outline, order, lines));
    if let Some(day) = of_title {
        hints.stated.push(Fact::new(day, title.origin));
    }
    // The heading, where the front matter has another title.
    if let Some((heading, day)) = outline.title.and_then(|heading| Some((heading, full(&heading.text)?))) {
        hints.stated.push(Fact::new(day, Origin::stated(Source::Heading, lines.line(heading.range.start))));
    }
    if let Some(day) = file_day {
        hints.stated.push(Fact::new(day, Origin::outside(Source::FileName)));
    }
    if hints.stated.is_empty() {
        hints.prose = prose(outline, file_day, year, order, lines);
    }
    hints
}

/// A line below the title that is a date and nothing else.
fn date_line(outline: &Outline<'_>, order: SlashOrder, lines: &LineMap) -> Option<Fact<Day>> {
    let super::blocks::Block::Paragraph(inline) = outline.parts.first()?.blocks.first()? else { return None };
    let stamp = moment::leading(&inline.text, order)?;
    let day = stamp.day.filter(|_| inline.text[stamp.length..].trim().is_empty())?;
    Some(Fact::new(day.in_year(day.year?)?, Origin::stated(Source::Label, lines.line(inline.range.start))))
}

/// 9/7 read as the file name means it.
fn fit(day: PartialDay, file_day: Option<Day>) -> PartialDay {
    match file_day {
        Some(file) if day.ambiguous && (day.month, day.day) != (file.month, file.day) => {
            let swapped = day.swapped();
            if (swapped.month, swapped.day) == (file.month, file.day) { swapped } else { day }
        }
        _ => day,
    }
}

/// The first full date of the account, unless its year is not that of the path.
fn prose(
    outline: &Outline<'_>,
    file_day: Option<Day>,
    year: Option<i16>,
    order: SlashOrder,
    lines: &LineMap,
) -> Option<Fact<Day>> {
    let year = file_day.map(|day| day.year).or(year);
    let telling = outline.parts.iter().filter(|part| {
        matches!(
            part.within,
            None | Some(
                Role::Summary
                    | Role::Impact
                    | Role::Narrative
                    | Role::Detection
                    | Role::Background
                    | Role::Trigger
                    | Role::Causes
                    | Role::Metrics
            )
        ) && !part.timed
    });
    telling.into_iter().find_map(|part| {
        let words = part.words();
        let (day, _) = moment::first_date(&words, order)?;
        let day = day.in_year(day.year?)?;
        let plausible = year.is_none_or(|year| (year - day.year).abs() <= 1) && day.civil().is_some();
        plausible.then(|| Fact::new(day, Origin::inferred(Source::Section, lines.line(part.range.start))))
    })
}

/// The day of the incident: a stated one that the timeline confirms, the year of the timeline where only the year
/// differs, the day of the timeline where the stated ones lie outside it.
pub(crate) fn choose(
    hints: &Hints,
    timeline: &Timeline,
    dated: bool,
    start: Option<Day>,
) -> Option<Fact<Day>> {
    let days: Vec<(Day, u32)> = timeline
        .entries
        .iter()
        .filter_map(|entry| entry.at.day.map(|day| (day, entry.line)))
        .filter(|(day, _)| day.civil().is_some())
        .collect();
    let from_timeline = || -> Option<Fact<Day>> {
        if !dated {
            return None;
        }
        let stated = start.and_then(|start| days.iter().find(|(day, _)| *day == start));
        let (day, line) = stated.or_else(|| days.first())?;
        Some(Fact::new(*day, Origin::stated(Source::Timeline, *line)))
    };
    let Some(first) = hints.stated.first() else {
        return from_timeline().or_else(|| hints.prose.clone()).or_else(|| hints.weak.clone());
    };
    if !dated || days.is_empty() {
        return Some(first.clone());
    }
    let (earliest, latest) =
        days.iter().fold((days[0].0, days[0].0), |(low, high), (day, _)| (low.min(*day), high.max(*day)));
    if let Some(confirmed) = hints.stated.iter().find(|fact| days.iter().any(|(day, _)| *day == fact.value)) {
        return Some(confirmed.clone());
    }
    if let Some(within) = hints.stated.iter().find(|fact| earliest <= fact.value && fact.value <= latest) {
        return Some(within.clone());
    }
    // "24.05.2022" over a timeline of 24.05.2023: last year's digits.
    if let Some((day, line)) =
        days.iter().find(|(day, _)| (day.month, day.day) == (first.value.month, first.value.day))
    {
        return Some(Fact::new(*day, Origin::stated(Source::Timeline, *line)));
    }
    let agreed = hints.stated.iter().skip(1).any(|fact| fact.value == first.value);
    let far = |day: Day| match (day.civil(), first.value.civil()) {
        (Some(a), Some(b)) => (a - b).get_days().abs() > 14,
        _ => false,
    };
    if agreed && far(earliest) && far(latest) {
        return Some(first.clone());
    }
    let labelled = first.origin.from == Source::Label;
    if labelled { Some(first.clone()) } else { from_timeline().or_else(|| Some(first.clone())) }
}

/// The day and the year a path names: in the file name, in the name of its bundle, in the folders above.
pub(crate) fn of_path(path: &str) -> (Option<Day>, Option<i16>) {
    let mut pieces: Vec<&str> = path.split('/').collect();
    let file = pieces.pop().unwrap_or_default();
    let stem = super::title::stem(file);
    let names: Vec<&str> = std::iter::once(stem).chain(pieces.iter().rev().copied()).collect();
    for name in names.iter().take(2) {
        if let Some((day, _)) = day_in_name(name) {
            return (Some(day), Some(day.year));
        }
    }
    if let Some(day) = names.iter().take(2).find_map(|name| epoch_day(name)) {
        return (Some(day), Some(day.year));
    }
    let year = names.iter().find_map(|name| year_in_name(name));
    // 2019/03/26.md
    let numbers: Vec<Option<i8>> = names.iter().map(|name| name.parse().ok()).collect();
    if let (Some(Some(day)), Some(Some(month)), Some(year)) =
        (numbers.first(), numbers.get(1), names.get(2).and_then(|name| year_in_name(name)))
    {
        return (Day::new(year, *month, *day), Some(year));
    }
    (None, year)
}

/// `2019-03-26-slug`, `20190326-slug`, `26-Mar-2019_slug`, with the bytes the date takes.
pub(crate) fn day_in_name(name: &str) -> Option<(Day, std::ops::Range<usize>)> {
    let spaced = name.replace('_', " ");
    let mut previous_is_digit = false;
    for (at, character) in spaced.char_indices() {
        let is_digit = character.is_ascii_digit();
        if is_digit
            && !previous_is_digit
            && let Some(found) = compact_day(&spaced, at).or_else(|| written_day(&spaced, at))
        {
            return Some(found);
        }
        previous_is_digit = is_digit;
    }
    None
}

/// Eight digits that are a day.
fn compact_day(name: &str, at: usize) -> Option<(Day, std::ops::Range<usize>)> {
    let digits = name[at..].bytes().take_while(u8::is_ascii_digit).count();
    if digits != 8 {
        return None;
    }
    let number = |from: usize, to: usize| name[at + from..at + to].parse::<i16>().ok();
    let day = Day::new(number(0, 4)?, i8::try_from(number(4, 6)?).ok()?, i8::try_from(number(6, 8)?).ok()?)?;
    day.civil().map(|_| (day, at..at + 8))
}

fn written_day(name: &str, at: usize) -> Option<(Day, std::ops::Range<usize>)> {
    let (day, offset, length) = moment::dates(&name[at..], SlashOrder::DayFirst).into_iter().next()?;
    let found = day.in_year(day.year?)?;
    (offset == 0 && found.civil().is_some()).then_some((found, at..at + length))
}

/// Ten digits that are seconds since 1970, as some tools name their folders; the day in UTC.
fn epoch_day(name: &str) -> Option<Day> {
    let plausible =
        name.len() == 10 && name.bytes().all(|byte| byte.is_ascii_digit()) && name.starts_with('1');
    let seconds: i64 = name.parse().ok().filter(|_| plausible)?;
    let at = jiff::Timestamp::from_second(seconds).ok()?;
    Some(Day::from(jiff::tz::Offset::UTC.to_datetime(at).date()))
}

fn year_in_name(name: &str) -> Option<i16> {
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    let year: i16 = digits.parse().ok()?;
    (digits.len() == 4 && (1990..=2100).contains(&year)).then_some(year)
}

/// `0326_slug`, `04-25-slug` inside a folder of a year.
fn month_and_day(stem: &str, year: Option<i16>) -> Option<Day> {
    let digits: String =
        stem.chars().take(5).filter(|c| *c != '-').take_while(char::is_ascii_digit).collect();
    let after = stem.chars().nth(if stem.chars().nth(2) == Some('-') { 5 } else { 4 });
    if digits.len() != 4 || after.is_some_and(|c| c.is_alphanumeric()) {
        return None;
    }
    let day = Day::new(year?, digits[..2].parse().ok()?, digits[2..].parse().ok()?)?;
    day.civil().map(|_| day)
}
