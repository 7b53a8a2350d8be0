//! Numbers, days and spans of time as a reader says them, in the language of the interface.

use crate::model::Day;

use super::{DAY, HOUR, MINUTE, Words, round_to_minute};

impl Words {
    /// `1 April 2022`; a day no calendar has is printed all the same.
    pub(crate) fn day(&self, day: Day) -> String {
        self.dated("dates.day", day)
    }

    /// `1 April`.
    pub(crate) fn day_of_year(&self, day: Day) -> String {
        self.dated("dates.day_of_year", day)
    }

    /// `1 Apr`, for figures.
    pub(crate) fn short_day(&self, day: Day) -> String {
        self.dated("dates.short_day", day)
    }

    /// `1 Apr 2022`, for figures.
    pub(crate) fn short_date(&self, day: Day) -> String {
        self.dated("dates.short_date", day)
    }

    /// `April 2022`.
    pub(crate) fn month_of(&self, day: Day) -> String {
        self.dated("dates.month_of_year", day)
    }

    fn dated(&self, key: &'static str, day: Day) -> String {
        let (number, year) = (day.day.to_string(), day.year.to_string());
        let (month, month_number) = (self.month(day.month), day.month.to_string());
        let short = self.in_year("dates.short_months", day.month);
        self.fill(
            key,
            &[("day", &number), ("month", month), ("short", short), ("m", &month_number), ("year", &year)],
        )
    }

    /// The name of a month counted from 1.
    pub(crate) fn month(&self, number: i8) -> &str {
        self.in_year("dates.months", number)
    }

    fn in_year(&self, key: &'static str, month: i8) -> &str {
        let place = usize::try_from(month).ok().and_then(|month| month.checked_sub(1));
        place.and_then(|place| self.at(key, place)).unwrap_or_else(|| self.say("dates.undated"))
    }

    /// A span as figures and fact lines show it: `42 s`, `6 min 42 s`, `2 h 0 min`, `3 days 4 h`.
    pub(crate) fn span(&self, seconds: i64) -> String {
        let (days, hours, minutes) = (seconds / DAY, seconds % DAY / HOUR, seconds % HOUR / MINUTE);
        let number = |number: i64| number.to_string();
        match seconds {
            _ if seconds < MINUTE => self.fill("spans.s", &[("s", &number(seconds))]),
            _ if seconds < HOUR && seconds % MINUTE == 0 => {
                self.fill("spans.min", &[("min", &number(minutes))])
            }
            _ if seconds < HOUR => {
                self.fill("spans.min_s", &[("min", &number(minutes)), ("s", &number(seconds % MINUTE))])
            }
            _ if seconds < 2 * DAY => {
                self.fill("spans.h_min", &[("h", &number(seconds / HOUR)), ("min", &number(minutes))])
            }
            _ if days >= 14 || hours == 0 => self.fill("spans.d", &[("d", &number(days))]),
            _ => self.fill("spans.d_h", &[("d", &number(days)), ("h", &number(hours))]),
        }
    }

    /// A span from minutes with a fraction; without seconds once it is longer than ten minutes.
    pub(crate) fn span_of_minutes(&self, minutes: f64) -> String {
        // A duration beyond what fits is no duration; the cast saturates.
        let seconds = (minutes * 60.0).round() as i64;
        self.span(if seconds > 10 * MINUTE { round_to_minute(seconds) } else { seconds })
    }

    /// A span in whole words: `32 minutes`, `1 hour 5 minutes`, `3 days`.
    pub(crate) fn long_span(&self, seconds: i64) -> String {
        let seconds = round_to_minute(seconds);
        let (days, hours, minutes) = (seconds / DAY, seconds % DAY / HOUR, seconds % HOUR / MINUTE);
        let parts = match days {
            0 => [("spans.hours", hours), ("spans.minutes", minutes)],
            _ => [("spans.days", days), ("spans.hours", hours)],
        };
        let said = parts.into_iter().filter(|(_, number)| *number > 0);
        let said: Vec<String> = said.map(|(key, number)| self.count_of(key, number)).collect();
        if said.is_empty() {
            self.said("spans.less_than_a_minute")
        } else {
            said.join(self.say("spans.joint"))
        }
    }

    /// A phrase about a number of days, weeks and the like.
    fn count_of(&self, key: &'static str, number: i64) -> String {
        self.count(key, usize::try_from(number).unwrap_or(0))
    }

    /// `9 days`, for what is counted in days.
    pub(crate) fn days(&self, days: i64) -> String {
        self.count_of("spans.days", days)
    }

    /// How long some days are as people say it: `9 days`, `3 weeks`, `14 months`, `2½ years`.
    pub(crate) fn apart(&self, days: i64) -> String {
        const MONTH: f64 = 365.2425 / 12.0;
        let months = (days as f64 / MONTH).round() as i64;
        match days {
            ..1 => self.said("spans.less_than_a_day"),
            1..14 => self.days(days),
            14..60 => self.count_of("spans.weeks", (days + 3) / 7),
            _ if months < 24 => self.count_of("spans.months", months),
            _ => {
                let halves = (months + 3) / 6;
                let key = if halves % 2 == 1 { "spans.years_and_a_half" } else { "spans.years" };
                self.count_of(key, halves / 2)
            }
        }
    }

    /// When a thing is due, seen from today: `12 days overdue`, `due today`, `due 31 May 2022`.
    pub(crate) fn due(&self, due: Day, today: Day) -> String {
        match today.days_until(due) {
            Some(0) => self.said("due.today"),
            Some(1) => self.said("due.tomorrow"),
            Some(days @ 2..=13) => self.count_of("due.in_days", days),
            Some(days) if days < 0 => self.count_of("due.overdue", -days),
            _ => self.fill("due.on", &[("day", &self.day(due))]),
        }
    }

    /// `10,000`.
    pub(crate) fn grouped(&self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let mut grouped = String::from(if number < 0 { "−" } else { "" });
        // A number of four digits is grouped only where the language does so.
        let grouping = digits.len() > 4 || self.say("numbers.group_four") == "yes";
        for (index, digit) in digits.chars().enumerate() {
            if grouping && index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push_str(self.say("numbers.group"));
            }
            grouped.push(digit);
        }
        grouped
    }

    /// `two`, `three`: small numbers in words, others in digits.
    pub(crate) fn number(&self, number: usize) -> String {
        let word = self.at("numbers.words", number);
        word.map_or_else(|| self.grouped(i64::try_from(number).unwrap_or(i64::MAX)), str::to_owned)
    }

    /// A label inside a row of labels, without its capital where the language has it so.
    pub(crate) fn lower(&self, label: &str) -> String {
        if self.say("language.lower_inside") == "yes" { label.to_lowercase() } else { label.to_owned() }
    }

    /// `3rd`.
    pub(crate) fn ordinal(&self, number: usize) -> String {
        let last = number % 100;
        let key = match (number % 10, last) {
            (_, 11..=13) => "numbers.ordinal",
            (1, _) => "numbers.ordinal_1",
            (2, _) => "numbers.ordinal_2",
            (3, _) => "numbers.ordinal_3",
            _ => "numbers.ordinal",
        };
        self.fill(key, &[("count", &number.to_string())])
    }

    /// `third`, `13th`: small ordinals in words, others in digits.
    pub(crate) fn nth(&self, number: usize) -> String {
        let word = number.checked_sub(1).and_then(|place| self.at("numbers.ordinals", place));
        word.map_or_else(|| self.ordinal(number), str::to_owned)
    }

    /// `once`, `twice`, `three times`.
    pub(crate) fn times(&self, times: usize) -> String {
        match times {
            1 => self.said("numbers.once"),
            2 => self.said("numbers.twice"),
            _ => self.count("numbers.times", times),
        }
    }

    /// `one`, `one and two`, `one, two and three`.
    pub(crate) fn list(&self, parts: &[String]) -> String {
        match parts {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => {
                let first = first.join(self.say("lists.between"));
                self.fill("lists.last", &[("first", &first), ("last", last)])
            }
        }
    }

    /// `one`, `one or two`, `one, two or three`.
    pub(crate) fn either(&self, parts: &[String]) -> String {
        match parts {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => {
                let first = first.join(self.say("lists.between"));
                self.fill("lists.either", &[("first", &first), ("last", last)])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: i8, day: i8) -> Day {
        Day { year: 2022, month, day }
    }

    #[test]
    fn says_spans_as_people_do() {
        let words = Words::english();
        let spans = [
            (42, "42 s"),
            (402, "6 min 42 s"),
            (2280, "38 min"),
            (7200, "2 h 0 min"),
            (90_000, "25 h 0 min"),
            (3 * DAY, "3 days"),
            (3 * DAY + 4 * HOUR, "3 days 4 h"),
        ];
        spans.iter().for_each(|(seconds, said)| assert_eq!(words.span(*seconds), *said));
        assert_eq!(words.span_of_minutes(120.1), "2 h 0 min");
        let spans =
            [(1920, "32 minutes"), (3900, "1 hour 5 minutes"), (DAY, "1 day"), (20, "less than a minute")];
        spans.iter().for_each(|(seconds, said)| assert_eq!(words.long_span(*seconds), *said));
    }

    #[test]
    fn counts_in_words() {
        let words = Words::english();
        let counts = [0, 1, 1200].map(|number| words.count("counts.incidents", number));
        assert_eq!(counts, ["0 incidents", "1 incident", "1,200 incidents"]);
        assert_eq!(
            [1, 2, 3, 4, 11, 22, 113].map(|number| words.ordinal(number)),
            ["1st", "2nd", "3rd", "4th", "11th", "22nd", "113th"]
        );
        assert_eq!([1, 2, 3].map(|times| words.times(times)), ["once", "twice", "three times"]);
        assert_eq!([1, 3, 12, 13].map(|place| words.nth(place)), ["first", "third", "twelfth", "13th"]);
        assert_eq!(words.list(&["one".into(), "two".into(), "three".into()]), "one, two and three");
    }

    #[test]
    fn says_how_far_days_lie_apart_as_people_do() {
        let words = Words::english();
        let spans = [
            (0, "less than a day"),
            (1, "1 day"),
            (13, "13 days"),
            (20, "3 weeks"),
            (61, "2 months"),
            (426, "14 months"),
            (715, "23 months"),
            (731, "2 years"),
            (913, "2½ years"),
            (3653, "10 years"),
        ];
        spans.iter().for_each(|(days, said)| assert_eq!(words.apart(*days), *said, "{days}"));
    }

    #[test]
    fn says_when_things_are_due() {
        let words = Words::english();
        assert_eq!(words.due(day(5, 31), day(6, 12)), "12 days overdue");
        assert_eq!(words.due(day(5, 31), day(6, 1)), "1 day overdue");
        assert_eq!(words.due(day(5, 31), day(5, 31)), "due today");
        assert_eq!(words.due(day(5, 31), day(4, 1)), "due 31 May 2022");
        assert_eq!(words.due(day(6, 31), day(4, 1)), "due 31 June 2022");
        assert_eq!(words.short_date(day(9, 3)), "3 Sep 2022");
    }

    #[test]
    fn days_and_numbers_follow_the_language() {
        let said = |language: &str| {
            let words = Words::built_in(language);
            let three: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
            [
                words.day(day(9, 3)),
                words.span(402),
                words.apart(913),
                words.grouped(12_345),
                words.grouped(1234),
                words.list(&three),
                words.count("counts.actions", 1),
                words.lower("Impact"),
            ]
        };
        assert_eq!(
            said("nb"),
            [
                "3. september 2022",
                "6 min 42 s",
                "2½ år",
                "12\u{a0}345",
                "1234",
                "a, b og c",
                "1 tiltak",
                "impact"
            ]
        );
        assert_eq!(
            said("de"),
            [
                "3. September 2022",
                "6 min 42 s",
                "2½ Jahre",
                "12.345",
                "1234",
                "a, b und c",
                "1 Maßnahme",
                "Impact"
            ]
        );
        assert_eq!(
            said("ja"),
            ["2022年9月3日", "6分42秒", "2年半", "12,345", "1,234", "a、b、c", "対策1件", "Impact"]
        );
    }
}
