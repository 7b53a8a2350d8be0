//! `first-occurrence-contradicted`: a document that says it is the first of its kind, and a close relative before it.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "first-occurrence-contradicted",
    level: Level::Warning,
    group: Group::Relations,
    finds: "A document that says it is the first of its kind, and a close relative before it.",
    why: "A first time is treated as bad luck, a second as a pattern. The earlier document has actions \
          whose state is worth knowing now.",
    example: r#"related:
  - none: checked
# …and the same certificate expired two years before"#,
    instead: r#"related:
  - recurrence-of: login-certificate-expired"#,
    look: Look::Reading,
};
