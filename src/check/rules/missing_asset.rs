//! `missing-asset`: a picture or file that is not there.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "missing-asset",
    level: Level::Error,
    group: Group::Relations,
    finds: "A picture or file that is not there.",
    why: "The evidence is missing where the text points at it. Often it was never committed, or stands one \
          folder higher.",
    example: "![errors](img/erors.png)",
    instead: "![errors](img/errors.png)",
    look: Look::Reading,
};
