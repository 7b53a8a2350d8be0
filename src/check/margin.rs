//! What is said of one COE while it is written, for the margin of its page.

use std::collections::BTreeSet;

use super::{Context, Looked, of_coe, settle};
use crate::config::Config;
use crate::findings::Finding;

/// What pages need to know to say in their margin how a COE is written.
#[derive(Clone, Copy, Debug)]
pub struct Margin<'a> {
    /// The settings.
    pub config: &'a Config,
    /// What reading found in all documents, before anything was let pass.
    pub reading: &'a [Finding],
    /// Names of people, as git knows its authors.
    pub roster: &'a BTreeSet<String>,
}

impl Margin<'_> {
    /// The findings in one COE, in order of place.
    pub(crate) fn findings(&self, context: &Context<'_>, index: usize) -> Vec<Finding> {
        let coe = &context.knowledge.coes[index];
        let mut findings: Vec<Finding> =
            self.reading.iter().filter(|finding| finding.path == coe.path).cloned().collect();
        findings.extend(of_coe(context, index));
        settle(findings, [coe], self.config, Looked::One)
    }
}
