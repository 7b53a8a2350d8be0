//! Which findings are told.

use std::collections::BTreeSet;

use super::{nearest_rule, rule};
use crate::error::{Error, Kind, Result};
use crate::findings::{Finding, Level};

/// Which findings are told; the default is all.
#[derive(Clone, Debug)]
pub struct Selection {
    /// Of these rules only; all when empty.
    pub only: Vec<String>,
    /// Of all rules but these.
    pub except: Vec<String>,
    /// At least of this level.
    pub level: Level,
    /// About these documents only.
    pub paths: Option<BTreeSet<String>>,
}

impl Default for Selection {
    fn default() -> Selection {
        Selection { only: Vec::new(), except: Vec::new(), level: Level::Information, paths: None }
    }
}

impl Selection {
    /// Refuses names that are no rule's.
    ///
    /// # Errors
    /// When one is, with the nearest name.
    pub fn check(&self) -> Result<()> {
        match self.only.iter().chain(&self.except).find(|name| rule(name).is_none()) {
            None => Ok(()),
            Some(name) => Err(unknown_rule(name)),
        }
    }

    /// Whether a finding is told.
    pub fn tells(&self, finding: &Finding) -> bool {
        let named = |names: &[String]| names.iter().any(|name| name == finding.rule);
        (self.only.is_empty() || named(&self.only))
            && !named(&self.except)
            && finding.level <= self.level
            && self.paths.as_ref().is_none_or(|paths| paths.contains(&finding.path))
    }
}

/// That no rule has a name.
pub fn unknown_rule(name: &str) -> Error {
    let error = Error::new(format!("there is no rule `{name}`")).of(Kind::Usage);
    match nearest_rule(name) {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None => error.hint("`coebook check --list` names all rules"),
    }
}
