//! What stands along the axes: a few nice numbers, and times as clocks show them.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::Day;
use crate::render::words::Words;

const MINUTE: f64 = 60.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// The steps between times that readers can count in.
const STEPS: &[f64] = &[
    1.0,
    2.0,
    5.0,
    10.0,
    15.0,
    30.0,
    MINUTE,
    2.0 * MINUTE,
    5.0 * MINUTE,
    10.0 * MINUTE,
    15.0 * MINUTE,
    30.0 * MINUTE,
    HOUR,
    2.0 * HOUR,
    3.0 * HOUR,
    6.0 * HOUR,
    12.0 * HOUR,
    DAY,
    2.0 * DAY,
    7.0 * DAY,
    14.0 * DAY,
];

/// The steps between months.
const MONTHS: &[i32] = &[1, 3, 6, 12, 24, 60, 120, 240, 600];

/// Ticks that are the same step apart.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scale {
    pub(super) ticks: Vec<f64>,
    pub(super) step: f64,
}

impl Scale {
    /// About `most` steps of 1, 2 or 5 and zeros; the first tick is at or below `low`, the last at or above `high`.
    pub(super) fn around(low: f64, high: f64, most: usize, whole: bool) -> Scale {
        let rough = ((high - low) / most.max(1) as f64).max(f64::MIN_POSITIVE);
        let power = 10_f64.powf(rough.log10().floor());
        let nice = [1.0, 2.0, 5.0, 10.0].map(|digit| digit * power);
        let step = nice.into_iter().find(|step| *step >= rough * (1.0 - 1e-9)).unwrap_or(10.0 * power);
        let step = if whole { step.max(1.0) } else { step };
        let first = (low / step + 1e-9).floor();
        let last = (high / step - 1e-9).ceil().max(first + 1.0);
        // Rounding could ask for one tick more, never for many.
        let count = (last - first).min(4.0 * most as f64 + 4.0) as usize;
        Scale { ticks: (0..=count).map(|index| (first + index as f64) * step).collect(), step }
    }

    pub(super) fn low(&self) -> f64 {
        self.ticks.first().copied().unwrap_or(0.0)
    }

    pub(super) fn high(&self) -> f64 {
        self.ticks.last().copied().unwrap_or(1.0)
    }

    /// A tick with as many decimals as the step needs.
    pub(super) fn label(&self, tick: f64) -> String {
        let decimals = (-self.step.log10().floor()).clamp(0.0, 9.0) as usize;
        number(tick, decimals)
    }
}

/// Where the axis of some numbers begins and ends: at zero, unless that would flatten shares and the like.
pub(super) fn range(numbers: impl Iterator<Item = f64>) -> (f64, f64, bool) {
    let (mut low, mut high, mut whole) = (f64::INFINITY, f64::NEG_INFINITY, true);
    for number in numbers {
        (low, high) = (low.min(number), high.max(number));
        whole &= number.fract() == 0.0;
    }
    if low > high {
        return (0.0, 1.0, true);
    }
    let far_from_zero = |near: f64, far: f64| near.abs() > 0.6 * far.abs() && !whole && near != far;
    match () {
        () if low >= 0.0 && !far_from_zero(low, high) => low = 0.0,
        () if high <= 0.0 && !far_from_zero(high, low) => high = 0.0,
        () => {}
    }
    if low == high {
        high = low + 1.0;
    }
    (low, high, whole)
}

/// A number with its thousands apart.
pub(super) fn number(number: f64, decimals: usize) -> String {
    let text = format!("{:.*}", decimals, number.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let grouped = grouped(whole);
    let is_zero = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let sign = if number < 0.0 && !is_zero { "−" } else { "" };
    if fraction.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}.{fraction}") }
}

fn grouped(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A number as it was measured, without decimals nobody reads.
pub(in crate::render) fn measured(value: f64) -> String {
    let decimals = match value.abs() {
        value if value.fract() == 0.0 || value >= 1000.0 => 0,
        100.0.. => 1,
        1.0.. => 2,
        _ => 4,
    };
    let text = number(value, decimals);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// Times between two others that read well, with their labels: no more than fit.
pub(super) fn times(low: f64, high: f64, offset: f64, (most, speech): (usize, &Words)) -> Vec<(f64, String)> {
    let most = most.max(2) as f64;
    let Some(step) = STEPS.iter().copied().find(|step| (high - low) / step <= most) else {
        return months(low, high, offset, (most, speech));
    };
    let first = ((low + offset) / step - 1e-9).ceil();
    let days_apart = ((low + offset) / DAY).floor() != ((high + offset) / DAY).floor();
    (0..=most as usize + 1)
        .map(|index| (first + index as f64) * step)
        .take_while(|local| local - offset <= high + 1e-6)
        .map(|local| (local - offset, clock(local, step, days_apart, speech)))
        .collect()
}

fn clock(local: f64, step: f64, days_apart: bool, words: &Words) -> String {
    let seconds = local.rem_euclid(DAY) as i64;
    if step >= DAY || (days_apart && seconds == 0) {
        return day(local).map(|day| words.short_day(day)).unwrap_or_default();
    }
    let (hour, minute) = (seconds / 3600, seconds / 60 % 60);
    if step < MINUTE {
        return format!("{hour:02}:{minute:02}:{:02}", seconds % 60);
    }
    format!("{hour:02}:{minute:02}")
}

/// The day of some seconds since the first of January 1970.
pub(in crate::render) fn day(local: f64) -> Option<Day> {
    let days = (local / DAY).floor() as i64;
    Date::constant(1970, 1, 1).checked_add(days.days()).ok().map(Day::from)
}

fn months(low: f64, high: f64, offset: f64, (most, speech): (f64, &Words)) -> Vec<(f64, String)> {
    let (Some(from), Some(to)) = (day(low + offset), day(high + offset)) else { return Vec::new() };
    let count = |day: Day| i32::from(day.year) * 12 + i32::from(day.month) - 1;
    let span = f64::from(count(to) - count(from));
    let step = MONTHS.iter().copied().find(|step| span / f64::from(*step) <= most).unwrap_or(1200);
    let first = (count(from) + step - 1).div_euclid(step) * step;
    let mut ticks = Vec::new();
    for (index, month) in (first..=count(to)).step_by(step as usize).enumerate() {
        let (year, number) = (month.div_euclid(12), month.rem_euclid(12) + 1);
        let start = i16::try_from(year).ok().and_then(|year| Date::new(year, number as i8, 1).ok());
        let Some(days) = start.and_then(|start| (start - Date::constant(1970, 1, 1)).get_days().into())
        else {
            continue;
        };
        let at = f64::from(days) * DAY - offset;
        if at < low || at > high {
            continue;
        }
        let label = match () {
            () if step >= 12 => year.to_string(),
            () => month_name(speech, number as i8, (index == 0 || number == 1).then_some(year)),
        };
        ticks.push((at, label));
    }
    ticks
}

/// `Apr`, and with a year `Apr 2022`.
fn month_name(words: &Words, month: i8, year: Option<i32>) -> String {
    let name: String = words.month(month).chars().take(3).collect();
    year.map_or_else(|| name.clone(), |year| format!("{name} {year}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of many sizes, the same at every run.
    fn some() -> impl Iterator<Item = f64> {
        (0..400_u32).map(|seed| {
            let digits = f64::from(seed.wrapping_mul(2_654_435_761) % 10_000) / 100.0 - 40.0;
            digits * 10_f64.powi((seed % 13) as i32 - 5)
        })
    }

    #[test]
    fn ticks_cover_the_numbers_are_few_and_rise() {
        let numbers: Vec<f64> = some().collect();
        for pair in numbers.windows(2) {
            let (low, high, whole) = range(pair.iter().copied());
            for most in [2, 4, 6] {
                let scale = Scale::around(low, high, most, whole);
                let slack = scale.step * 1e-6;
                assert!(scale.low() <= low + slack && scale.high() >= high - slack, "{low} {high} {scale:?}");
                assert!((2..=most + 3).contains(&scale.ticks.len()), "{low} {high} {most} {scale:?}");
                assert!(scale.ticks.is_sorted_by(|a, b| a < b), "{scale:?}");
            }
        }
    }

    #[test]
    fn counts_begin_at_zero_and_shares_need_not() {
        assert_eq!(range([283.0, 346.0].into_iter()), (0.0, 346.0, true));
        assert_eq!(range([99.2, 99.9].into_iter()), (99.2, 99.9, false));
        assert_eq!(range([1.0, 23.4].into_iter()), (0.0, 23.4, false));
        assert_eq!(range([-4.0, -1.0].into_iter()), (-4.0, 0.0, true));
        assert_eq!(range([0.0, 0.0].into_iter()), (0.0, 1.0, true));
        assert_eq!(range(std::iter::empty()), (0.0, 1.0, true));
    }

    #[test]
    fn labels_are_read_as_people_write_numbers() {
        assert_eq!(Scale::around(0.0, 9000.0, 4, true).ticks, [0.0, 5000.0, 10_000.0]);
        assert_eq!(Scale::around(0.0, 0.3, 3, false).label(0.1 + 0.2), "0.3");
        assert_eq!(
            [12_000.0, 3.9, 0.333_333, 1234.5, -2.5].map(measured),
            ["12,000", "3.9", "0.3333", "1,234", "−2.5"]
        );
        assert_eq!(number(-0.001, 1), "0.0");
    }

    #[test]
    fn times_stand_on_round_minutes_of_the_zone() {
        let labels = |low: f64, high: f64, offset: f64, most| {
            times(low, high, offset, (most, &Words::english()))
                .into_iter()
                .map(|(_, label)| label)
                .collect::<Vec<_>>()
        };
        assert_eq!(labels(0.0, 3.0 * HOUR, 0.0, 4), ["00:00", "01:00", "02:00", "03:00"]);
        assert_eq!(labels(0.0, 2.0 * HOUR, 1800.0, 3), ["01:00", "02:00"]);
        assert_eq!(
            labels(20.0 * HOUR, 28.0 * HOUR, 0.0, 4),
            ["20:00", "22:00", "2 Jan", "02:00", "04:00"][..].to_vec()
        );
        assert_eq!(labels(0.0, 400.0 * DAY, 0.0, 5), ["Jan 1970", "Apr", "Jul", "Oct", "Jan 1971"]);
        assert_eq!(labels(0.0, 9000.0 * DAY, 0.0, 5), ["1970", "1975", "1980", "1985", "1990"]);
    }

    #[test]
    fn times_lie_within_the_window_rise_and_are_few() {
        for (index, span) in some().map(f64::abs).filter(|span| (0.1..1e7).contains(span)).enumerate() {
            let low = index as f64 * 1e6;
            let ticks = times(low, low + span * 100.0, -18_000.0, (6, &Words::english()));
            assert!(ticks.len() <= 8, "{ticks:?}");
            assert!(ticks.is_sorted_by(|a, b| a.0 < b.0), "{ticks:?}");
            assert!(
                ticks.iter().all(|(at, _)| *at >= low - 1e-3 && *at <= low + span * 100.0 + 1e-3),
                "{ticks:?}"
            );
        }
    }
}
