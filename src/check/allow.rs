//! What authors and settings let pass, each with a reason, and what became of it.

use std::ops::Range;

use globset::{Glob, GlobMatcher};

use super::rules::{ALLOW_WITHOUT_REASON, UNKNOWN_RULE, UNUSED_ALLOW};
use super::{Rule, rule};
use crate::config;
use crate::findings::{Finding, LineMap};
use crate::load::about_file;
use crate::model::StatedAllow;

/// How a comment begins that lets something pass.
const OPENING: &str = "<!-- coebook:";

/// Something let pass in one document.
#[derive(Debug)]
pub(super) struct Allowance {
    rule: String,
    /// Lines it covers, both included; nothing for the whole document.
    lines: Option<Range<u32>>,
    /// Where it is written.
    span: Range<usize>,
    reason: String,
    used: bool,
}

/// The allowances of one document, from its comments and its front matter.
#[derive(Debug)]
pub(super) struct Allowances<'t> {
    path: &'t str,
    text: &'t str,
    list: Vec<Allowance>,
}

impl<'t> Allowances<'t> {
    pub(super) fn of(path: &'t str, text: &'t str, stated: &[StatedAllow]) -> Allowances<'t> {
        let mut list: Vec<Allowance> = stated
            .iter()
            .map(|allow| Allowance {
                rule: allow.rule.clone(),
                lines: None,
                span: allow.span.clone(),
                reason: allow.reason.clone(),
                used: false,
            })
            .collect();
        if text.contains(OPENING) {
            comments(text, &mut list);
        }
        Allowances { path, text, list }
    }

    /// Whether something lets a finding pass.
    pub(super) fn lets_pass(&mut self, finding: &Finding) -> bool {
        let covers = |allowance: &Allowance| {
            allowance.rule == finding.rule
                && allowance.lines.as_ref().is_none_or(|lines| lines.contains(&finding.line))
        };
        let mut passes = false;
        for allowance in self.list.iter_mut().filter(|allowance| covers(allowance)) {
            allowance.used = true;
            passes = true;
        }
        passes
    }

    /// What is wrong with the allowances themselves; `looked` says whether a rule has looked at all.
    pub(super) fn findings(&self, looked: &dyn Fn(&str) -> bool) -> Vec<Finding> {
        self.list.iter().flat_map(|allowance| self.fault(allowance, looked)).collect()
    }

    fn fault(&self, allowance: &Allowance, looked: &dyn Fn(&str) -> bool) -> Vec<Finding> {
        let name = &allowance.rule;
        let told = |rule: &'static Rule, message: String, hint: String| {
            let (line, column) = LineMap::new(self.text).place(self.text, allowance.span.start);
            let span = Some(allowance.span.clone().into());
            Finding { span, line, column, ..about_file(self.path, rule.level, rule.name, message, &hint) }
        };
        if rule(name).is_none() {
            let hint = super::nearest_rule(name).map_or_else(
                || "`coebook check --list` names all rules".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            return vec![told(&UNKNOWN_RULE, format!("`{name}` is no rule"), hint)];
        }
        let mut faults = Vec::new();
        if allowance.reason.is_empty() {
            faults.push(told(
                &ALLOW_WITHOUT_REASON,
                format!("`{name}` is allowed without a reason"),
                format!("say why: `allow {name}: the alarm is quoted`"),
            ));
        }
        if !allowance.used && looked(name) {
            let elsewhere = if allowance.lines.is_some() {
                format!("take it out, or write `allow {name} everywhere` if the whole document is meant")
            } else {
                "take it out".to_owned()
            };
            faults.push(told(
                &UNUSED_ALLOW,
                format!("`{name}` is allowed here, and finds nothing"),
                elsewhere,
            ));
        }
        faults
    }
}

/// The allowances of the comments of a text.
///
/// ```text
/// <!-- coebook: allow should-have, hindsight: the minutes are quoted -->
/// <!-- coebook: allow names-a-person everywhere: they are the authors of a standard -->
/// ```
fn comments(text: &str, list: &mut Vec<Allowance>) {
    let lines = LineMap::new(text);
    let mut from = 0;
    while let Some(at) = text[from..].find(OPENING) {
        let start = from + at;
        let inner = start + OPENING.len();
        let Some(length) = text[inner..].find("-->") else { return };
        let (end, words) = (inner + length + 3, text[inner..inner + length].trim());
        from = end;
        let Some(allowed) = words.strip_prefix("allow ") else { continue };
        let (names, reason) = allowed.split_once(':').unwrap_or((allowed, ""));
        let (names, everywhere) = match names.trim().strip_suffix(" everywhere") {
            Some(names) => (names, true),
            None => (names, false),
        };
        let covered = (!everywhere).then(|| covered(text, &lines, start..end));
        for name in names.split([',', ' ']).map(str::trim).filter(|name| !name.is_empty()) {
            list.push(Allowance {
                rule: name.to_owned(),
                lines: covered.clone(),
                span: start..end,
                reason: reason.trim().to_owned(),
                used: false,
            });
        }
    }
}

/// The lines a comment covers: its own when words stand beside it, else those of the block that follows.
fn covered(text: &str, lines: &LineMap, comment: Range<usize>) -> Range<u32> {
    let (first, last) = (lines.line(comment.start), lines.line(comment.end.saturating_sub(1)));
    let before = &text[lines.start_of(first)..comment.start];
    let after = text[comment.end..].lines().next().unwrap_or_default();
    let marks: &[char] = &[' ', '\t', '-', '*', '>'];
    if !before.trim_matches(marks).is_empty() || !after.trim().is_empty() {
        return first..last + 1;
    }
    let mut end = last + 1;
    let mut begun = false;
    for line in text[comment.end..].split('\n').skip(1) {
        match (line.trim().is_empty(), begun) {
            (true, true) => break,
            (true, false) => {}
            (false, _) => begun = true,
        }
        end += 1;
    }
    first..end
}

/// What the settings let pass.
#[derive(Debug)]
pub(super) struct Permissions<'c> {
    list: Vec<Permission<'c>>,
}

#[derive(Debug)]
struct Permission<'c> {
    allow: &'c config::Allow,
    paths: Vec<GlobMatcher>,
    used: bool,
}

impl<'c> Permissions<'c> {
    pub(super) fn of(allowed: &'c [config::Allow]) -> Permissions<'c> {
        let matcher = |path: &String| Glob::new(path).ok().map(|glob| glob.compile_matcher());
        let permission = |allow: &'c config::Allow| Permission {
            allow,
            paths: allow.paths.iter().filter_map(matcher).collect(),
            used: false,
        };
        Permissions { list: allowed.iter().map(permission).collect() }
    }

    /// Whether the settings let a finding pass.
    pub(super) fn let_pass(&mut self, finding: &Finding) -> bool {
        let mut passes = false;
        for it in self.list.iter_mut().filter(|it| it.allow.rule == finding.rule) {
            if it.paths.iter().any(|path| path.is_match(&finding.path)) {
                it.used = true;
                passes = true;
            }
        }
        passes
    }

    /// What they let pass that does not occur.
    pub(super) fn unused(&self) -> impl Iterator<Item = Finding> {
        let unused = self.list.iter().filter(|it| !it.used && rule(&it.allow.rule).is_some());
        unused.map(|it| {
            let rule = &UNUSED_ALLOW;
            let message = format!("`{}` is allowed here, and finds nothing", it.allow.rule);
            Finding {
                line: it.allow.line,
                ..about_file(
                    "coebook.toml",
                    rule.level,
                    rule.name,
                    message,
                    "take it out, or mend its `paths`",
                )
            }
        })
    }
}
