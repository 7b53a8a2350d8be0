//! Numbers as people read them.

use std::time::Duration;

/// `3,000 documents`, `1 document`.
pub(crate) fn count(number: usize, thing: &str) -> String {
    let plural = match (number, thing.strip_suffix('y')) {
        (1, _) => thing.to_owned(),
        (_, Some(stem)) => format!("{stem}ies"),
        (_, None) => format!("{thing}s"),
    };
    format!("{} {plural}", grouped(number))
}

/// Digits in groups of three.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let first = match digits.len() % 3 {
        0 => 3.min(digits.len()),
        rest => rest,
    };
    let (head, tail) = digits.split_at(first);
    let groups = tail.as_bytes().chunks(3).map(|group| String::from_utf8_lossy(group));
    groups.fold(head.to_owned(), |text, group| format!("{text},{group}"))
}

/// `0.4 s`, `12 s`.
pub(super) fn seconds(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 10.0 { format!("{seconds:.1} s") } else { format!("{seconds:.0} s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_things() {
        assert_eq!(count(1, "document"), "1 document");
        assert_eq!(count(0, "entry"), "0 entries");
        assert_eq!(count(100, "file"), "100 files");
        assert_eq!(count(1_234_567, "file"), "1,234,567 files");
    }

    #[test]
    fn tells_time_no_finer_than_anybody_cares() {
        assert_eq!(seconds(Duration::from_millis(449)), "0.4 s");
        assert_eq!(seconds(Duration::from_millis(12_499)), "12 s");
    }
}
