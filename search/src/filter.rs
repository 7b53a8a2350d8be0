//! Facets and days: which documents remain, and how many each value would leave.

use std::collections::BTreeMap;
use std::io;

use tantivy::columnar::{Column, StrColumn};

use crate::open::Opened;
use crate::query::{FACETS, Filter, Restriction};
use crate::schema::{DAY, FACET, SECTION, SEPARATOR};

/// How many values of a facet are told; those that are chosen always are.
const MOST_VALUES: usize = 200;

/// The facets of all documents.
pub(crate) struct Facets {
    values: Vec<Value>,
    column: Option<StrColumn>,
}

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Value {
    pub(crate) name: &'static str,
    pub(crate) value: String,
    pub(crate) title: String,
}

/// A value and how many documents it would leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) value: String,
    pub(crate) title: String,
    pub(crate) count: usize,
    pub(crate) is_chosen: bool,
}

impl Facets {
    /// Reads them; they are a piece of their own.
    pub(crate) fn read(opened: &Opened) -> tantivy::Result<Facets> {
        let column = opened.segment.fast_fields().str(FACET)?;
        let mut values = Vec::new();
        if let Some(column) = &column {
            let mut text = String::new();
            for number in 0..column.num_terms() as u64 {
                column.ord_to_str(number, &mut text)?;
                values.push(value(&text).ok_or_else(|| io::Error::other("a facet is malformed"))?);
            }
        }
        Ok(Facets { values, column })
    }

    fn of(&self, document: u32) -> impl Iterator<Item = usize> + '_ {
        self.column
            .iter()
            .flat_map(move |column| column.ords().values_for_doc(document))
            .map(|number| number as usize)
    }

    /// Which of all values are of a facet and fit.
    fn fitting(&self, name: &str, fits: impl Fn(&str) -> bool) -> Vec<bool> {
        self.values.iter().map(|value| value.name == name && fits(&value.value)).collect()
    }

    /// The values of a facet, for who wrote one that there is not.
    pub(crate) fn known(&self, name: &str) -> impl Iterator<Item = &Value> {
        self.values.iter().filter(move |value| value.name == name)
    }
}

fn value(text: &str) -> Option<Value> {
    let mut parts = text.split(SEPARATOR);
    let name = parts.next()?;
    let name = FACETS.iter().find(|known| **known == name)?;
    Some(Value { name, value: parts.next()?.to_owned(), title: parts.next()?.to_owned() })
}

/// The days of all documents.
pub(crate) fn days(opened: &Opened) -> tantivy::Result<Option<Column<u64>>> {
    opened.segment.fast_fields().column_opt(DAY)
}

/// Where the sections of all documents begin: position and mark of the role, see [`mark_of_role`](crate::schema).
pub(crate) fn sections(opened: &Opened) -> tantivy::Result<Option<Column<u64>>> {
    opened.segment.fast_fields().column_opt(SECTION)
}

/// What restricts a query, made ready.
pub(crate) struct Sieve<'a> {
    facets: &'a Facets,
    days: Option<Column<u64>>,
    /// Positive restrictions by facet: which values of all satisfy it.
    groups: BTreeMap<&'static str, Vec<bool>>,
    /// Values that must not be there.
    without: Vec<bool>,
    ranges: Vec<(bool, std::ops::Range<u32>)>,
}

/// What came of sifting.
pub(crate) struct Sifted {
    /// Those that remain.
    pub(crate) scores: Vec<Option<f32>>,
    /// By facet, in the order of the query language: values by count.
    pub(crate) counts: Vec<(&'static str, Vec<Count>)>,
}

impl<'a> Sieve<'a> {
    pub(crate) fn new(opened: &Opened, facets: &'a Facets, filters: &[Filter]) -> tantivy::Result<Sieve<'a>> {
        let needs_days = filters.iter().any(|filter| matches!(filter.what, Restriction::Day(_)));
        let mut sieve = Sieve {
            facets,
            days: if needs_days { days(opened)? } else { None },
            groups: BTreeMap::new(),
            without: vec![false; facets.values.len()],
            ranges: Vec::new(),
        };
        for filter in filters {
            let (name, fitting) = match &filter.what {
                Restriction::Day(range) => {
                    sieve.ranges.push((filter.is_negative, range.clone()));
                    continue;
                }
                Restriction::Facet { name, values } => {
                    (name, facets.fitting(name, |value| values.iter().any(|it| it == value)))
                }
                Restriction::Number { name, range: (from, to) } => {
                    let is_between = |value: &str| {
                        value.parse::<u32>().is_ok_and(|number| (*from..=*to).contains(&number))
                    };
                    (name, facets.fitting(name, is_between))
                }
            };
            let into = if filter.is_negative {
                &mut sieve.without
            } else {
                sieve.groups.entry(*name).or_insert_with(|| vec![false; facets.values.len()])
            };
            into.iter_mut().zip(fitting).for_each(|(known, fits)| *known |= fits);
        }
        Ok(sieve)
    }

    /// Sifts the documents that fit the words; a facet is counted as if none of its own values were chosen.
    pub(crate) fn sift(&self, scores: &[Option<f32>]) -> Sifted {
        let mut remaining = vec![None; scores.len()];
        let mut counts = vec![0_usize; self.facets.values.len()];
        let groups: Vec<(&&str, &Vec<bool>)> = self.groups.iter().collect();
        for (document, score) in scores.iter().enumerate() {
            let Some(score) = score else { continue };
            let number = document as u32;
            if !self.is_in_ranges(number) || self.facets.of(number).any(|value| self.without[value]) {
                continue;
            }
            let mut missed =
                groups.iter().filter(|(_, values)| !self.facets.of(number).any(|value| values[value]));
            let (first, second) = (missed.next(), missed.next());
            if second.is_some() {
                continue;
            }
            if first.is_none() {
                remaining[document] = Some(*score);
            }
            for value in self.facets.of(number) {
                if first.is_none_or(|(name, _)| self.facets.values[value].name == **name) {
                    counts[value] += 1;
                }
            }
        }
        Sifted { scores: remaining, counts: self.told(&counts) }
    }

    fn is_in_ranges(&self, document: u32) -> bool {
        self.ranges.iter().all(|(is_negative, range)| {
            let day = self.days.as_ref().and_then(|days| days.first(document));
            day.is_some_and(|day| range.contains(&(day as u32)) != *is_negative)
        })
    }

    fn told(&self, counts: &[usize]) -> Vec<(&'static str, Vec<Count>)> {
        let mut told = Vec::new();
        for name in FACETS {
            let chosen = |place: usize| self.groups.get(name).is_some_and(|values| values[place]);
            let of_name = self.facets.values.iter().enumerate().filter(|(_, value)| value.name == name);
            let mut values: Vec<Count> = of_name
                .map(|(place, value)| Count {
                    value: value.value.clone(),
                    title: value.title.clone(),
                    count: counts[place],
                    is_chosen: chosen(place),
                })
                .filter(|count| count.count > 0 || count.is_chosen)
                .collect();
            values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.title.cmp(&b.title)));
            let mut kept = 0;
            values.retain(|count| {
                kept += 1;
                kept <= MOST_VALUES || count.is_chosen
            });
            if !values.is_empty() {
                told.push((name, values));
            }
        }
        told
    }
}
