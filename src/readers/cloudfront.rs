//! Lines of CloudFront's standard logs: fields between tabs, in the order a `#Fields:` line gives.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::entry::{Entry, Reason, day_of_digits};

/// Where the fields stand.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    date: usize,
    address: usize,
    method: usize,
    path: usize,
    status: usize,
    referrer: Option<usize>,
    agent: Option<usize>,
}

impl Default for Fields {
    /// The order they are written in where no line names them.
    fn default() -> Fields {
        Fields { date: 0, address: 4, method: 5, path: 7, status: 8, referrer: Some(9), agent: Some(10) }
    }
}

impl Fields {
    /// The order a line gives; nothing when it is no such line, or leaves out what is needed.
    pub(super) fn named(line: &str) -> Option<Fields> {
        let names: Vec<&str> = line.strip_prefix("#Fields:")?.split_whitespace().collect();
        let place = |name: &str| names.iter().position(|it| it.eq_ignore_ascii_case(name));
        Some(Fields {
            date: place("date")?,
            address: place("c-ip")?,
            method: place("cs-method")?,
            path: place("cs-uri-stem")?,
            status: place("sc-status")?,
            referrer: place("cs(Referer)"),
            agent: place("cs(User-Agent)"),
        })
    }

    pub(super) fn entry<'l>(&self, line: &'l str) -> Result<Entry<'l>, Reason> {
        let fields: Vec<&str> = line.split('\t').collect();
        let field = |place: usize| fields.get(place).copied().ok_or(Reason::Cut);
        let date = field(self.date)?;
        let Some(day) = day_of_digits(date) else {
            return Err(if fields.len() < 3 { Reason::Format } else { Reason::Time });
        };
        if date.len() != 10 {
            return Err(Reason::Time);
        }
        let last = self.agent.into_iter().chain(self.referrer).chain([self.path, self.status]).max();
        field(last.unwrap_or(self.status))?;
        let decoded = |place: usize| -> Option<Cow<'l, str>> {
            // It is encoded twice where the browser encoded it before.
            fields.get(place).map(|text| percent_decode_str(text).decode_utf8_lossy())
        };
        Ok(Entry {
            day,
            method: field(self.method)?.into(),
            target: field(self.path)?.into(),
            status: field(self.status)?.parse().map_err(|_| Reason::Format)?,
            agent: self.agent.and_then(decoded),
            referrer: self.referrer.and_then(decoded),
            address: field(self.address)?.into(),
        })
    }
}
