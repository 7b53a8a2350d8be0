//! The fields of the query language and what their values mean.

use std::ops::Range;

use super::Restriction;
use crate::words::{nearest, slug};

/// Facets that are asked for by value.
pub(crate) const FACETS: [&str; 10] =
    ["service", "cause", "team", "technology", "tag", "severity", "year", "status", "has", "lang"];

/// Fields of days.
pub(super) const DAYS: [&str; 2] = ["before", "after"];

/// The field that says where words stand.
pub(super) const SCOPE: &str = "in";

/// Other names people type for a field.
const ALIASES: [(&str, &str); 12] = [
    ("services", "service"),
    ("causes", "cause"),
    ("teams", "team"),
    ("tech", "technology"),
    ("tags", "tag"),
    ("sev", "severity"),
    ("years", "year"),
    ("since", "after"),
    ("until", "before"),
    ("is", "status"),
    ("language", "lang"),
    ("section", "in"),
];

/// The field of a name, whatever its case.
pub(super) fn field(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let all = FACETS.iter().chain(&DAYS).chain([&SCOPE]);
    all.copied()
        .find(|field| *field == name)
        .or_else(|| ALIASES.iter().find(|(alias, _)| *alias == name).map(|(_, field)| *field))
}

/// The field somebody meant who wrote another name.
pub(super) fn meant(name: &str) -> Option<&'static str> {
    let all: Vec<&'static str> = FACETS.iter().chain(&DAYS).copied().collect();
    nearest(&name.to_ascii_lowercase(), all.iter().copied(), 2)
        .and_then(|near| all.into_iter().find(|field| *field == near))
}

/// What a field and its value restrict, else what to write instead.
pub(super) fn restriction(field: &'static str, value: &str) -> Result<Restriction, (String, String)> {
    match field {
        "severity" | "year" if is_range(value) => {
            let range = numbers(field, value).ok_or_else(|| {
                let like = match field {
                    "year" => "`year:2024` or `year:2022..2024`",
                    _ => "`severity:2` or `severity:<=2`",
                };
                ("expected a number".to_owned(), format!("write {like}"))
            })?;
            Ok(Restriction::Number { name: field, range })
        }
        "before" | "after" => days(field, value).ok_or_else(|| {
            ("expected a day".to_owned(), format!("write `{field}:2024-06` or `{field}:2024-06-15`"))
        }),
        _ => {
            let rung =
                |value: String| if field == "severity" { without_sev(&value).to_owned() } else { value };
            let values = value.split(',').map(|value| rung(slug(value)));
            let values: Vec<String> = values.filter(|value| !value.is_empty()).collect();
            if values.is_empty() {
                return Err(("expected a value".to_owned(), format!("write `{field}:something`")));
            }
            Ok(Restriction::Facet { name: field, values })
        }
    }
}

/// Whether a value is a range, and not a list of values.
fn is_range(value: &str) -> bool {
    value.starts_with(['<', '>', '=']) || value.contains("..")
}

/// The rung of `sev2` and `sev-2`.
fn without_sev(value: &str) -> &str {
    let rung = value.strip_prefix("sev").map(|rung| rung.trim_start_matches('-'));
    rung.filter(|rung| rung.starts_with(|char: char| char.is_ascii_digit())).unwrap_or(value)
}

/// `<=2`, `>sev1`, `1..2`: from and to, both included.
fn numbers(field: &str, value: &str) -> Option<(u32, u32)> {
    let number = |text: &str| -> Option<u32> {
        let text = text.trim().to_ascii_lowercase();
        if field == "severity" { without_sev(&text).parse().ok() } else { text.parse().ok() }
    };
    let compared = [("<=", 0), (">=", 1), ("<", 2), (">", 3), ("=", 4)]
        .into_iter()
        .find_map(|(sign, kind)| Some((value.strip_prefix(sign)?, kind)));
    if let Some((rest, kind)) = compared {
        let number = number(rest)?;
        return Some(match kind {
            0 => (0, number),
            1 => (number, u32::MAX),
            2 => (0, number.checked_sub(1)?),
            4 => (number, number),
            _ => (number.checked_add(1)?, u32::MAX),
        });
    }
    if let Some((from, to)) = value.split_once("..") {
        let from = if from.is_empty() { 0 } else { number(from)? };
        let to = if to.is_empty() { u32::MAX } else { number(to)? };
        return Some((from.min(to), from.max(to)));
    }
    None
}

/// The days a `before:` or `after:` leaves: `2024`, `2024-06`, `2024-06-15`.
fn days(field: &str, value: &str) -> Option<Restriction> {
    let mut parts = value.split('-');
    let year: u32 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let in_range = |text: Option<&str>, most: u32| -> Option<Option<u32>> {
        let Some(text) = text else { return Some(None) };
        let number: u32 = text.parse().ok()?;
        (1..=most).contains(&number).then_some(Some(number))
    };
    let month = in_range(parts.next(), 12)?;
    let day = in_range(parts.next(), 31)?;
    if parts.next().is_some() {
        return None;
    }
    let start = year * 10_000 + month.unwrap_or(0) * 100 + day.unwrap_or(0);
    let range: Range<u32> = if field == "before" { 0..start } else { start..u32::MAX };
    Some(Restriction::Day(range))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_as_people_write_them() {
        for (written, range) in [
            ("=2", Some((2, 2))),
            ("<=2", Some((0, 2))),
            ("<2", Some((0, 1))),
            (">=2", Some((2, u32::MAX))),
            ("1..3", Some((1, 3))),
            ("<=SEV-2", Some((0, 2))),
            ("<=two", None),
            ("", None),
            ("<0", None),
        ] {
            assert_eq!(numbers("severity", written), range, "{written}");
        }
    }

    #[test]
    fn takes_a_list_for_values_and_the_rest_for_a_range() {
        let values = |values: &[&str]| values.iter().map(|it| (*it).to_owned()).collect();
        let facet = |name, of: &[&str]| Ok(Restriction::Facet { name, values: values(of) });
        assert_eq!(restriction("year", "2021,2024"), facet("year", &["2021", "2024"]));
        assert_eq!(restriction("severity", "SEV2,sev-3"), facet("severity", &["2", "3"]));
        assert_eq!(restriction("severity", "severe"), facet("severity", &["severe"]));
        assert_eq!(restriction("service", "Checkout API"), facet("service", &["checkout-api"]));
        assert!(restriction("service", ",").is_err() && restriction("severity", "<=two").is_err());
    }

    #[test]
    fn reads_days_by_how_much_of_them_is_said() {
        assert_eq!(days("before", "2024-06"), Some(Restriction::Day(0..20_240_600)));
        assert_eq!(days("after", "2024-06-15"), Some(Restriction::Day(20_240_615..u32::MAX)));
        for wrong in ["2024-13", "june", "2024-1-2-3", "24", "2024-06-32", "2024-"] {
            assert_eq!(days("after", wrong), None, "{wrong}");
        }
    }
}
