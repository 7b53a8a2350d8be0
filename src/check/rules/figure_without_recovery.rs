//! `figure-without-recovery`: a chart that ends before the recovery.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::read::chart::{self, Around, Data, Spec, Table};

pub(crate) const RULE: Rule = Rule {
    name: "figure-without-recovery",
    level: Level::Warning,
    group: Group::Account,
    finds: "A chart that ends before the recovery.",
    why: "The reader wants to see that it is over. A line that stops in the middle of an incident shows \
          that it went wrong, not that it went right again.",
    example: r#"```chart
title: Errors
rows: |
  time,errors
  09:38,12
  10:25,118
```
# recovered at 11:38"#,
    instead: r#"…
  11:25,31
  11:38,0
  11:50,0"#,
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let coe = document.coe;
    let Some(recovered) = coe.times.recovered.as_ref().and_then(|fact| fact.value.wall_seconds()) else { return };
    for block in chart::blocks(&coe.text, coe.body_start) {
        let Ok(spec) = Spec::read(&block.text) else { continue };
        let Data::Rows { text, .. } = &spec.data else { continue };
        let Some(last) = Table::read(text, &Around::of(coe)).ok().and_then(|table| table.last_seconds()) else { continue };
        if last < recovered {
            report.on_line(
                document.lines.line(block.range.start),
                "the chart ends before the recovery",
                "show it until it was well again, and a little longer",
            );
        }
    }
}
