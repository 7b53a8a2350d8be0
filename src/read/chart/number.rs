//! Numbers as people write them into tables.

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Cell {
    /// A number.
    Number(f64),
    /// Nothing was measured.
    Missing,
    /// Something else.
    Other,
}

/// Words for "nothing was measured".
const MISSING: &[&str] = &["", "-", "–", "—", "?", "n/a", "na", "nan", "null", "none", "nil"];

/// Reads `1.5`, `-3`, `12,000`, `1e3`, `99.9%` and, where rows are not parted by commas, `1,5`.
pub(super) fn read(cell: &str, comma_is_point: bool) -> Cell {
    let cell = cell.trim();
    if cell.len() <= 4 && MISSING.contains(&cell.to_lowercase().as_str()) {
        return Cell::Missing;
    }
    let bare = cell.strip_suffix('%').unwrap_or(cell).trim_end();
    let bare = bare.replace('−', "-").replace(['_', ' ', '\u{a0}', '\u{202f}'], "");
    let plain = match (comma_is_point, bare.contains('.')) {
        (true, false) => bare.replace(',', "."),
        _ if is_grouped(&bare) => bare.replace(',', ""),
        _ => bare,
    };
    let starts_well =
        plain.trim_start_matches(['-', '+']).starts_with(|c: char| c.is_ascii_digit() || c == '.');
    match plain.parse::<f64>() {
        Ok(number) if starts_well && number.is_finite() => Cell::Number(number),
        _ => Cell::Other,
    }
}

/// Whether every comma is followed by just three digits.
fn is_grouped(number: &str) -> bool {
    let whole = number.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default().trim_start_matches(['-', '+']);
    !first.is_empty()
        && first.len() <= 3
        && whole.contains(',')
        && groups.all(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_as_people_write_them() {
        let numbers = [
            ("1.5", 1.5),
            (" −3 ", -3.0),
            ("12,000", 12_000.0),
            ("1,234,567.5", 1_234_567.5),
            ("1e3", 1000.0),
            ("99.9 %", 99.9),
            (".5", 0.5),
            ("12 000", 12_000.0),
        ];
        numbers
            .iter()
            .for_each(|(cell, number)| assert_eq!(read(cell, false), Cell::Number(*number), "{cell}"));
        assert_eq!(read("1,5", true), Cell::Number(1.5));
    }

    #[test]
    fn tells_what_is_missing_from_what_is_no_number() {
        ["", " ", "-", "n/a", "NaN", "null"]
            .iter()
            .for_each(|cell| assert_eq!(read(cell, false), Cell::Missing));
        ["inf", "-Infinity", "1e999", "1,5", "abc", "0x10", "1.2.3", "--1"]
            .iter()
            .for_each(|cell| assert_eq!(read(cell, false), Cell::Other, "{cell}"));
    }
}
