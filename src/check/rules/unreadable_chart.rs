//! `unreadable-chart`: a chart that cannot be drawn.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "unreadable-chart",
    level: Level::Warning,
    group: Group::Account,
    finds: "A chart that cannot be drawn.",
    why: "Where the author put a figure the reader finds its numbers as text, or nothing.",
    example: r#"```chart
title: Errors
rows: |
  time;errors
```"#,
    instead: r#"```chart
title: Errors
rows: |
  time,errors
  09:38,12
```"#,
    look: Look::Reading,
};
