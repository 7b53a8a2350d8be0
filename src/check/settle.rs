//! What becomes of findings: levels by the settings, and what authors and settings let pass left out.

use std::collections::{BTreeMap, BTreeSet};

use super::allow::{Allowances, Permissions};
use super::{Look, RULES, Rule, rule};
use crate::config::{Config, RuleLevel};
use crate::findings::{Finding, Level};
use crate::model::Coe;

/// Which rules looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looked {
    /// All of them.
    All,
    /// Those that look into one COE, and those that find things while it is read.
    One,
    /// Those that find things while documents are read; that others found nothing says nothing.
    Reading,
}

impl Looked {
    /// Whether a rule has looked, so that its silence says something.
    fn by(self, name: &str) -> bool {
        match self {
            Looked::All => true,
            Looked::One => rule(name).is_none_or(|rule| !matches!(rule.look, Look::Book(_))),
            Looked::Reading => false,
        }
    }
}

/// Applies the settings and what authors allow; sorted, each once.
pub fn settle<'k>(
    findings: Vec<Finding>,
    coes: impl IntoIterator<Item = &'k Coe>,
    config: &Config,
    looked: Looked,
) -> Vec<Finding> {
    let mut permissions = Permissions::of(&config.allow);
    let mut by_path: BTreeMap<&str, Allowances<'_>> = coes
        .into_iter()
        .filter(|coe| may_allow(coe))
        .map(|coe| (coe.path.as_str(), Allowances::of(&coe.path, &coe.text, &coe.allowed)))
        .collect();
    let mut settled: Vec<Finding> = findings
        .into_iter()
        .filter(|finding| {
            let by_author = by_path.get_mut(finding.path.as_str()).is_some_and(|it| it.lets_pass(finding));
            !by_author && !permissions.let_pass(finding)
        })
        .collect();
    if looked == Looked::All {
        settled.extend(permissions.unused());
    }
    if looked != Looked::Reading {
        let off: BTreeSet<&str> = config
            .rules
            .iter()
            .filter(|(_, level)| **level == RuleLevel::Off)
            .map(|(name, _)| name.as_str())
            .collect();
        settled.extend(
            by_path.values().flat_map(|it| it.findings(&|name| !off.contains(name) && looked.by(name))),
        );
    }
    settled.retain_mut(|finding| match config.rules.get(finding.rule) {
        Some(RuleLevel::Off) => false,
        Some(RuleLevel::Information) => set(finding, Level::Information),
        Some(RuleLevel::Warning) => set(finding, Level::Warning),
        Some(RuleLevel::Error) => set(finding, Level::Error),
        None => true,
    });
    settled.sort();
    settled.dedup();
    settled
}

fn set(finding: &mut Finding, level: Level) -> bool {
    finding.level = level;
    true
}

fn may_allow(coe: &Coe) -> bool {
    !coe.allowed.is_empty() || coe.text.contains("coebook:")
}

/// The level of a rule under some settings; nothing when it is off.
pub fn level_of(rule: &Rule, config: &Config) -> Option<Level> {
    match config.rules.get(rule.name) {
        Some(RuleLevel::Off) => None,
        Some(RuleLevel::Information) => Some(Level::Information),
        Some(RuleLevel::Warning) => Some(Level::Warning),
        Some(RuleLevel::Error) => Some(Level::Error),
        None => Some(rule.level),
    }
}

/// The rule a misspelled name is closest to.
pub fn nearest_rule(name: &str) -> Option<&'static str> {
    let likeness = |rule: &Rule| strsim::jaro_winkler(name, rule.name);
    let nearest = RULES.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (rule(name).is_none() && likeness(nearest) > 0.8).then_some(nearest.name)
}
