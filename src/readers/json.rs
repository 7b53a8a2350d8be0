//! Lines that are JSON objects, with the names common servers and proxies give to what they tell.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::common;
use super::entry::{Entry, Reason, day_of_digits};
use crate::model::Day;

const TIMES: &[&str] = &[
    "time",
    "timestamp",
    "ts",
    "timelocal",
    "timeiso8601",
    "starttime",
    "startutc",
    "startlocal",
    "date",
    "datetime",
    "msec",
    "eventtime",
];
const METHODS: &[&str] = &["method", "requestmethod", "httpmethod", "verb", "csmethod"];
const TARGETS: &[&str] =
    &["uri", "requesturi", "path", "requestpath", "url", "requesturl", "csuristem", "target"];
const REQUESTS: &[&str] = &["request", "requestline"];
const STATUSES: &[&str] =
    &["status", "statuscode", "downstreamstatus", "responsestatus", "responsecode", "code", "scstatus"];
const AGENTS: &[&str] = &["useragent", "httpuseragent", "agent", "requestuseragent", "csuseragent"];
const REFERRERS: &[&str] = &["referer", "referrer", "httpreferer", "httpreferrer", "requestreferer"];
const ADDRESSES: &[&str] =
    &["remoteaddr", "remoteip", "clientip", "ip", "clienthost", "client", "remotehost", "host", "cip"];

/// How deep names are looked for: `request.headers.User-Agent`.
const DEPTH: usize = 3;

/// Reads a line.
pub(super) fn entry(line: &str) -> Result<Entry<'static>, Reason> {
    let value: Value = serde_json::from_str(line)
        .map_err(|error| if error.is_eof() { Reason::Cut } else { Reason::Format })?;
    if !value.is_object() {
        return Err(Reason::Format);
    }
    let mut facts = Vec::new();
    flatten(&value, DEPTH, &mut facts);
    // Names in the order they are most certain; what stands nearer to the surface first.
    let find = |names: &[&str]| {
        names.iter().find_map(|name| facts.iter().find(|(key, _)| key == name).map(|(_, value)| *value))
    };
    let text = |names: &[&str]| find(names).and_then(Value::as_str).map(str::to_owned);
    let request = text(REQUESTS).unwrap_or_default();
    let mut parts = request.split(' ').map(str::to_owned);
    let (method, target) = (parts.next().filter(|it| !it.is_empty()), parts.next());
    let time = find(TIMES).ok_or(Reason::Format)?;
    let status = match find(STATUSES).ok_or(Reason::Format)? {
        Value::String(status) => status.parse().map_err(|_| Reason::Format)?,
        status => status.as_u64().and_then(|it| u16::try_from(it).ok()).ok_or(Reason::Format)?,
    };
    Ok(Entry {
        day: day(time).ok_or(Reason::Time)?,
        method: text(METHODS).or(method).ok_or(Reason::Format)?.into(),
        target: text(TARGETS).or(target).ok_or(Reason::Format)?.into(),
        status,
        agent: text(AGENTS).map(Into::into),
        referrer: text(REFERRERS).map(Into::into),
        address: text(ADDRESSES).unwrap_or_default().into(),
    })
}

/// Every value with its key in small letters, those nearer to the surface first.
fn flatten<'v>(value: &'v Value, depth: usize, facts: &mut Vec<(String, &'v Value)>) {
    let Value::Object(members) = value else { return };
    for (key, value) in members {
        let name: String =
            key.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        match value {
            // Headers may be said more than once.
            Value::Array(items) => facts.extend(items.first().map(|first| (name, first))),
            Value::Object(_) => {}
            value => facts.push((name, value)),
        }
    }
    if depth > 0 {
        members.values().for_each(|value| flatten(value, depth - 1, facts));
    }
}

/// The day of a text, or of seconds or milliseconds since 1970, which are counted in UTC.
fn day(time: &Value) -> Option<Day> {
    let seconds = match time {
        Value::String(text) => {
            if let Some(day) = day_of_digits(text).or_else(|| common::day(text.trim_start_matches('['))) {
                return Some(day);
            }
            text.parse::<f64>().ok()?
        }
        time => time.as_f64()?,
    };
    /// The year 5138 in seconds, 1973 in milliseconds.
    const MILLISECONDS: f64 = 1e11;
    let seconds = if seconds > MILLISECONDS { seconds / 1000.0 } else { seconds };
    let time = Timestamp::from_second(seconds as i64).ok()?;
    let date = time.to_zoned(TimeZone::UTC).date();
    Day::new(date.year(), date.month(), date.day())
}
