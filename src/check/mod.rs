//! Reads COEs as a kind colleague would, and says what would make them clearer, fairer and more useful.
//!
//! A [`Rule`] is one file of `rules/`: its documentation, and a function from a document to findings. [`run`] gives
//! what all rules find, [`of_coe`] what they find in one COE; [`settle`] applies the settings and what authors allow.

mod allow;
pub(crate) mod anatomy;
mod baseline;
mod days;
mod document;
mod fix;
mod language;
mod margin;
mod moments;
mod people;
mod private;
mod promises;
mod prose;
mod questions;
mod report;
mod rule;
mod rules;
mod selection;
mod settle;

use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;

use crate::analyse::Insight;
use crate::config::Config;
use crate::findings::{Finding, LineMap};
use crate::model::{Coe, Day, KnowledgeBase};

pub use baseline::{Baseline, Left};
pub use days::{Orders, orders};
pub(crate) use document::Document;
pub use fix::fixed;
pub use margin::Margin;
pub(crate) use prose::Passage;
pub(crate) use report::Report;
pub(crate) use rule::Look;
pub use rule::{Group, Rule};
pub use rules::RULES;
pub use selection::{Selection, unknown_rule};
pub use settle::{Looked, level_of, nearest_rule, settle};

/// What rules go by.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Everything there is to check.
    pub knowledge: &'a KnowledgeBase,
    /// What follows from all documents together, where that was found out.
    pub insight: Option<&'a Insight>,
    /// The settings.
    pub config: &'a Config,
    /// Names of people, as git knows its authors.
    pub roster: &'a BTreeSet<String>,
    /// Which orders of day and month the documents show.
    pub date_orders: Orders,
    /// The day it is.
    pub today: Day,
}

/// The rule of a name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// A finding of a rule that looks into the whole knowledge base, in one COE.
pub(crate) fn of_rule(
    rule: &Rule,
    coe: &Coe,
    span: Range<usize>,
    message: impl Into<String>,
    hint: impl Into<String>,
) -> Finding {
    let (line, column) = LineMap::new(&coe.text).place(&coe.text, span.start);
    Finding {
        path: coe.path.clone(),
        span: Some(span.into()),
        line,
        column,
        level: rule.level,
        rule: rule.name,
        message: message.into(),
        hints: Vec::from([hint.into()]),
        suggestion: None,
    }
}

/// Where private things stand in some words: mail addresses, tokens.
pub(crate) fn private_in(words: &str) -> Vec<Range<usize>> {
    private::found(words).into_iter().map(|(range, _)| range).collect()
}

/// What all rules find in all COEs, on top of what reading found; in no order.
pub fn run(context: &Context<'_>) -> Vec<Finding> {
    let coes = 0..context.knowledge.coes.len();
    let mut findings: Vec<Finding> =
        coes.into_par_iter().flat_map_iter(|index| of_coe(context, index)).collect();
    for rule in RULES {
        if let Look::Book(look) = rule.look {
            findings.extend(look(context));
        }
    }
    findings
}

/// How many findings one rule has in all COEs, on one thread: for measuring it.
pub fn run_one(context: &Context<'_>, rule: &'static Rule) -> usize {
    match rule.look {
        Look::Reading => 0,
        Look::Book(look) => look(context).len(),
        Look::Coe(look) => {
            let coes = 0..context.knowledge.coes.len();
            let of_coe = |index| {
                let document = Document::new(context, index);
                let mut findings = Vec::new();
                look(&document, &mut Report::new(&document, rule, &mut findings));
                findings.len()
            };
            coes.map(of_coe).sum()
        }
    }
}

/// What the rules that look into one COE find there.
pub fn of_coe(context: &Context<'_>, index: usize) -> Vec<Finding> {
    let document = Document::new(context, index);
    let mut findings = Vec::new();
    for rule in RULES {
        if let Look::Coe(look) = rule.look {
            look(&document, &mut Report::new(&document, rule, &mut findings));
        }
    }
    findings
}
