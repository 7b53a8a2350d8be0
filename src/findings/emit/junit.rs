//! A report of tests as JUnit writes it: a suite per document, a failed case per finding.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::word;
use crate::findings::Finding;
use crate::xml::escaped;

/// All findings; documents without any are one passed case each. `place` is the path a finding is told with.
pub fn junit<'f>(documents: &[&str], findings: &'f [Finding], place: &dyn Fn(&str) -> String) -> String {
    let mut by_path: BTreeMap<&str, Vec<&'f Finding>> =
        documents.iter().map(|path| (*path, Vec::new())).collect();
    for finding in findings {
        by_path.entry(&finding.path).or_default().push(finding);
    }
    let cases: usize = by_path.values().map(|list| list.len().max(1)).sum();
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a string cannot fail.
    _ = writeln!(
        xml,
        "<testsuites name=\"coebook check\" tests=\"{cases}\" failures=\"{}\" errors=\"0\">",
        findings.len()
    );
    for (path, list) in by_path {
        let name = escaped(&place(path));
        _ = writeln!(
            xml,
            "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{}\" errors=\"0\">",
            list.len().max(1),
            list.len()
        );
        if list.is_empty() {
            _ = writeln!(xml, "    <testcase classname=\"{name}\" name=\"check\"/>");
        }
        for finding in list {
            _ = writeln!(
                xml,
                "    <testcase classname=\"{name}\" name=\"{}, line {}\">",
                escaped(finding.rule),
                finding.line
            );
            _ = writeln!(
                xml,
                "      <failure type=\"{}\" message=\"{}\">{}:{}:{}: {}</failure>\n    </testcase>",
                word(finding.level),
                escaped(&finding.message),
                name,
                finding.line,
                finding.column,
                escaped(&finding.hints.join("\n"))
            );
        }
        xml.push_str("  </testsuite>\n");
    }
    xml.push_str("</testsuites>\n");
    xml
}
