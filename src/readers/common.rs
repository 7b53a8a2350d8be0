//! Lines of the common and the combined log format.

use std::borrow::Cow;

use super::entry::{Entry, Format, Reason, real};
use crate::model::Day;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Reads a line; what stands before the host, such as that of a virtual host, does no harm.
pub(super) fn entry(line: &str, format: Format) -> Result<Entry<'_>, Reason> {
    let open = line.find(" [").ok_or(Reason::Format)?;
    let before = &line[..open];
    if before.trim().is_empty() {
        return Err(Reason::Format);
    }
    let after = &line[open + 2..];
    let close = after.find(']').ok_or(Reason::Cut)?;
    let day = day(&after[..close]).ok_or(Reason::Time)?;
    let rest = after[close + 1..].trim_start_matches(' ');
    let (request, rest) = quoted(rest)?;
    let (status, rest) = word(rest).ok_or(Reason::Cut)?;
    let status = status.parse().map_err(|_| Reason::Format)?;
    let (bytes, rest) = word(rest).ok_or(Reason::Cut)?;
    if bytes != "-" && !bytes.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Reason::Format);
    }
    let (referrer, agent) = match format {
        Format::Common => (None, None),
        _ if rest.trim().is_empty() && format == Format::Auto => (None, None),
        _ => {
            let (referrer, rest) = quoted(rest.trim_start_matches(' '))?;
            let (agent, _) = quoted(rest.trim_start_matches(' '))?;
            (Some(Cow::Borrowed(referrer)), Some(Cow::Borrowed(agent)))
        }
    };
    let mut parts = request.split(' ');
    let method = parts.next().unwrap_or_default();
    let target = parts.next().unwrap_or_default();
    let address = before.split(' ').next().unwrap_or_default();
    Ok(Entry {
        day,
        method: method.into(),
        target: target.into(),
        status,
        agent,
        referrer,
        address: address.into(),
    })
}

/// The day of `10/Oct/2000:13:55:36 -0700`, where the server stands.
pub(super) fn day(time: &str) -> Option<Day> {
    let mut parts = time.get(..11)?.split('/');
    let (number, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    real(year.parse().ok()?, month as i8, number.parse().ok()?)
}

/// The words between two quotation marks, and what stands behind them.
fn quoted(text: &str) -> Result<(&str, &str), Reason> {
    let Some(inside) = text.strip_prefix('"') else {
        return Err(if text.is_empty() { Reason::Cut } else { Reason::Format });
    };
    let mut from = 0;
    while let Some(place) = memchr::memchr2(b'"', b'\\', &inside.as_bytes()[from..]) {
        let at = from + place;
        if inside.as_bytes()[at] == b'"' {
            return Ok((&inside[..at], &inside[at + 1..]));
        }
        from = (at + 2).min(inside.len());
    }
    Err(Reason::Cut)
}

fn word(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches(' ');
    let end = text.find(' ').unwrap_or(text.len());
    (end > 0).then(|| (&text[..end], &text[end..]))
}
