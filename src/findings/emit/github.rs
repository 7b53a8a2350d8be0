//! Annotations of GitHub's pipelines: `::warning file=a.md,line=3,col=5::message`.

use crate::findings::{Finding, Level};

/// A finding as a command of a workflow; escaped as its documentation of workflow commands says.
pub fn github(finding: &Finding, path: &str) -> String {
    let command = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Information => "notice",
    };
    let message = match finding.hints.as_slice() {
        [] => finding.message.clone(),
        hints => format!("{}\n{}", finding.message, hints.join("\n")),
    };
    format!(
        "::{command} file={},line={},col={},title={}::{}",
        property(path),
        finding.line,
        finding.column,
        property(finding.rule),
        data(&message)
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
