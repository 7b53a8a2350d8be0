//! Tables for spreadsheets, in which the words of strangers stay words.

use crate::error::{Error, Kind, Result};

/// A table as CSV (RFC 4180) with a row of names above.
///
/// Cells that a spreadsheet would run as a formula get an apostrophe before them, which it takes as the mark of text.
pub(crate) fn table(names: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(names).map_err(unwritten)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell))).map_err(unwritten)?;
    }
    writer.into_inner().map_err(|error| unwritten(error.into_error().into()))
}

/// Words no spreadsheet runs. See <https://owasp.org/www-community/attacks/CSV_Injection>.
fn harmless(cell: &str) -> String {
    let is_number = cell.parse::<f64>().is_ok();
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠') if !is_number => {
            format!("'{cell}")
        }
        _ => cell.to_owned(),
    }
}

fn unwritten(error: csv::Error) -> Error {
    Error::new("cannot write a table").of(Kind::Internal).because(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_words_and_numbers_stay_numbers() {
        let row = ["=HYPERLINK(\"x\")", "+1", "-12", "-rm", "@sum", "plain, with comma", "\tx", ""];
        let row = row.map(str::to_owned).to_vec();
        let table = table(&["a", "b", "c", "d", "e", "f", "g", "h"], std::iter::once(row)).unwrap();
        let table = String::from_utf8(table).unwrap();
        let line = table.lines().nth(1).unwrap();
        assert_eq!(line, "\"'=HYPERLINK(\"\"x\"\")\",+1,-12,'-rm,'@sum,\"plain, with comma\",'\tx,");
    }
}
