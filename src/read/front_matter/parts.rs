//! The keys that hold keys: times, impact, actions, review, people, steps.

use super::tree::{Key, Node, Value};
use super::values::{Commas, Reader, is_scalar, truth};
use super::words::{ACTION_STATUSES, HORIZONS};
use super::{FrontAction, FrontAdoption, FrontReview, Spanned, keys};
use crate::findings::Level;
use crate::model::{ActionStatus, Impact, Person, StatedAllow};

type Names = &'static [(&'static str, &'static str)];

/// Names of moments, and ours for each.
const TIMES: Names = &[
    ("origin", "origin"),
    ("impact-start", "impact-start"),
    ("detected", "detected"),
    ("diagnosed", "diagnosed"),
    ("mitigated", "mitigated"),
    ("recovered", "recovered"),
    ("impact-end", "impact-end"),
    ("start", "impact-start"),
    ("started", "impact-start"),
    ("start-time", "impact-start"),
    ("detection", "detected"),
    ("identified", "diagnosed"),
    ("diagnosis", "diagnosed"),
    ("mitigation", "mitigated"),
    ("resolved", "recovered"),
    ("resolution", "recovered"),
    ("recovery", "recovered"),
    ("end", "recovered"),
    ("ended", "recovered"),
    ("end-time", "recovered"),
];

const IMPACT: Names = &[
    ("customers", "customers"),
    ("users", "customers"),
    ("experience", "experience"),
    ("employees", "employees"),
];

pub(super) const ACTION: Names = &[
    ("id", "id"),
    ("title", "title"),
    ("action", "title"),
    ("what", "title"),
    ("task", "title"),
    ("name", "title"),
    ("description", "title"),
    ("owner", "owner"),
    ("owners", "owner"),
    ("assignee", "owner"),
    ("who", "owner"),
    ("due", "due"),
    ("due-date", "due"),
    ("due-on", "due"),
    ("deadline", "due"),
    ("by", "due"),
    ("horizon", "horizon"),
    ("term", "horizon"),
    ("status", "status"),
    ("state", "status"),
    ("done", "done"),
    ("done-on", "done-on"),
    ("completed", "done-on"),
    ("completed-on", "done-on"),
    ("closed", "done-on"),
    ("closed-on", "done-on"),
    ("reason", "reason"),
    ("kind", "kind"),
    ("type", "kind"),
    ("addresses", "addresses"),
    ("to-yes", "to-yes"),
    ("ticket", "ticket"),
    ("issue", "ticket"),
    ("url", "ticket"),
    ("link", "ticket"),
    ("priority", "priority"),
    ("evidence", "evidence"),
    ("sponsor", "sponsor"),
    ("sponsors", "sponsor"),
    ("funding", "sponsor"),
    ("funded-by", "sponsor"),
];

const REVIEW: Names = &[
    ("debrief-on", "debrief-on"),
    ("attendees", "attendees"),
    ("invited", "invited"),
    ("investigators", "investigators"),
    ("effort-hours", "effort-hours"),
    ("purpose", "purpose"),
    ("checkpoint-on", "checkpoint-on"),
];

const PERSON: Names = &[
    ("role", "role"),
    ("team", "team"),
    ("tenure", "tenure"),
    ("zone", "zone"),
    ("timezone", "zone"),
    ("on-call", "on-call"),
];

const STEP: Names = &[("coe", "coe"), ("id", "coe"), ("note", "note"), ("why", "note"), ("text", "note")];

const ADOPTION: Names = &[
    ("state", "state"),
    ("status", "state"),
    ("adoption", "state"),
    ("reason", "reason"),
    ("note", "reason"),
    ("why", "reason"),
];

impl Reader<'_, '_> {
    /// `team: adopted`, or `team: {state: not-applicable, reason: …}`.
    pub(super) fn adoption(&mut self, node: &Node) -> Vec<FrontAdoption> {
        let Some(entries) = self.group("adoption", node) else { return Vec::new() };
        let mut adoption = Vec::new();
        for (key, node) in entries {
            let team = self.spanned(key.text.clone(), key.span.clone());
            let (mut state, mut reason) = (None, None);
            match &node.value {
                Value::Map(entries) => {
                    for (name, _, node) in self.members(entries, ADOPTION) {
                        match name {
                            "state" => state = self.text(name, node),
                            _ => reason = self.plain(name, node),
                        }
                    }
                }
                _ => state = self.text("adoption", node),
            }
            adoption.push(FrontAdoption { team, state, reason });
        }
        adoption
    }

    pub(super) fn times(&mut self, node: &Node) -> Vec<(Spanned<String>, Spanned<String>)> {
        let Some(entries) = self.group("times", node) else { return Vec::new() };
        let mut times = Vec::new();
        for (name, key, node) in self.members(entries, TIMES) {
            if let Some(value) = self.text(name, node) {
                times.push((self.spanned(name.to_owned(), key.span.clone()), value));
            }
        }
        times
    }

    pub(super) fn impact(&mut self, node: &Node) -> Impact {
        let mut impact = Impact::default();
        if is_scalar(node) {
            impact.experience = self.plain("impact", node);
            return impact;
        }
        let Some(entries) = self.group("impact", node) else { return impact };
        for (name, _, node) in self.members(entries, IMPACT) {
            match name {
                "customers" => impact.customers = self.count(name, node),
                "experience" => impact.experience = self.plain(name, node),
                _ => impact.employees = self.plain(name, node),
            }
        }
        impact
    }

    pub(super) fn review(&mut self, node: &Node) -> FrontReview {
        let mut review = FrontReview::default();
        let Some(entries) = self.group("review", node) else { return review };
        for (name, _, node) in self.members(entries, REVIEW) {
            match name {
                "debrief-on" => review.debrief_on = self.text(name, node),
                "checkpoint-on" => review.checkpoint_on = self.text(name, node),
                "attendees" => review.attendees = self.count(name, node),
                "invited" => review.invited = self.count(name, node),
                "investigators" => review.investigators = self.plain_texts(name, node),
                "effort-hours" => review.effort_hours = self.amount(name, node),
                _ => review.purpose = self.plain(name, node),
            }
        }
        review
    }

    /// Rules with reasons: `{should-have: the alarm is quoted}`, or a list of such.
    pub(super) fn allowed(&mut self, node: &Node) -> Vec<StatedAllow> {
        let mut allowed = Vec::new();
        match &node.value {
            Value::List(items) => items.iter().for_each(|item| self.allow(item, &mut allowed)),
            _ => self.allow(node, &mut allowed),
        }
        allowed
    }

    fn allow(&mut self, node: &Node, allowed: &mut Vec<StatedAllow>) {
        match &node.value {
            Value::Map(entries) => {
                for (key, reason) in entries {
                    let reason = self.plain("allow", reason).unwrap_or_default();
                    let rule = key.text.trim().to_owned();
                    allowed.push(StatedAllow { rule, reason, span: key.span.clone() });
                }
            }
            Value::List(_) => self.wrong_type("allow", node, "`rule: reason`"),
            Value::Scalar { .. } => {
                for rule in self.texts("allow", node, Commas::Separate) {
                    allowed.push(StatedAllow { rule: rule.value, reason: String::new(), span: rule.span });
                }
            }
        }
    }

    pub(super) fn people(&mut self, node: &Node) -> Vec<Person> {
        self.groups("people", node).into_iter().map(|entries| self.person(entries)).collect()
    }

    fn person(&mut self, entries: &[(Key, Node)]) -> Person {
        let mut person = Person::default();
        for (name, _, node) in self.members(entries, PERSON) {
            match name {
                "role" => person.role = self.plain(name, node),
                "team" => person.team = self.plain(name, node),
                "tenure" => person.tenure = self.plain(name, node),
                "zone" => person.zone = self.plain(name, node),
                _ => person.on_call = self.flag(name, node),
            }
        }
        person
    }

    pub(super) fn actions(&mut self, node: &Node) -> Vec<FrontAction> {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            _ if node.is_nothing() => &[],
            _ => std::slice::from_ref(node),
        };
        items.iter().filter_map(|item| self.action(item)).collect()
    }

    fn action(&mut self, node: &Node) -> Option<FrontAction> {
        let place = self.spanned((), node.span.clone());
        let mut action = FrontAction { line: place.line, span: place.span, ..FrontAction::default() };
        let entries = match &node.value {
            _ if node.is_nothing() => return None,
            Value::Map(entries) => entries,
            Value::Scalar { .. } => {
                action.title = self.plain("actions", node)?;
                return Some(action);
            }
            Value::List(_) => {
                self.wrong_type("actions", node, "an action with its keys");
                return None;
            }
        };
        for (name, _, node) in self.members(entries, ACTION) {
            match name {
                "id" => action.id = self.plain(name, node),
                "title" => action.title = self.plain(name, node).unwrap_or_default(),
                "owner" => {
                    action.owner = Some(self.plain_texts(name, node).join(", ")).filter(|o| !o.is_empty())
                }
                "due" => action.due = self.text(name, node),
                "horizon" => action.horizon = self.word(name, node, HORIZONS).map(|word| word.value),
                "status" => action.status = self.word(name, node, ACTION_STATUSES).map(|word| word.value),
                "done" | "done-on" => self.done(name, node, &mut action),
                "reason" => action.reason = self.plain(name, node),
                "kind" => action.kind = self.plain(name, node),
                "addresses" => action.addresses = self.separated_texts(name, node),
                "to-yes" => action.to_yes = self.plain(name, node),
                "ticket" => action.ticket = self.plain(name, node),
                "sponsor" => action.sponsor = self.plain(name, node),
                "priority" => action.priority = self.plain(name, node),
                _ => action.evidence = self.plain(name, node),
            }
        }
        if action.title.is_empty() {
            let message = "an action without `title`".to_owned();
            self.report(
                Level::Error,
                "wrong-type",
                node.span.clone(),
                message,
                "say what will change".into(),
            );
            action.title = action.id.clone()?;
        }
        Some(action)
    }

    /// Whether an action is done, or the day it was.
    fn done(&mut self, name: &str, node: &Node, action: &mut FrontAction) {
        let status = |done| if done { ActionStatus::Done } else { ActionStatus::Open };
        match truth(node) {
            Some(done) => action.status = action.status.or(Some(status(done))),
            None => action.done_on = self.text(name, node).or(action.done_on.take()),
        }
    }

    pub(super) fn steps(&mut self, node: &Node) -> Vec<(Spanned<String>, Option<String>)> {
        let items = match &node.value {
            Value::List(items) => items,
            Value::Map(_) => {
                self.wrong_type("steps", node, "a list");
                return Vec::new();
            }
            _ => {
                return self
                    .texts("steps", node, Commas::Separate)
                    .into_iter()
                    .map(|coe| (coe, None))
                    .collect();
            }
        };
        items.iter().filter_map(|item| self.step(item)).collect()
    }

    fn step(&mut self, node: &Node) -> Option<(Spanned<String>, Option<String>)> {
        let Value::Map(entries) = &node.value else { return Some((self.text("steps", node)?, None)) };
        // `- disk-full: read this first`
        if let [(key, note)] = entries.as_slice()
            && !STEP.iter().any(|(name, _)| keys::is_same(&key.text, name))
        {
            return Some((self.spanned(key.text.clone(), key.span.clone()), self.plain("note", note)));
        }
        let (mut coe, mut note) = (None, None);
        for (name, _, node) in self.members(entries, STEP) {
            match name {
                "coe" => coe = self.text(name, node),
                _ => note = self.plain(name, node),
            }
        }
        if coe.is_none() {
            self.wrong_type("steps", node, "a `coe` with a `note`");
        }
        Some((coe?, note))
    }

    /// The members of a group of keys.
    fn group<'n>(&mut self, name: &str, node: &'n Node) -> Option<&'n [(Key, Node)]> {
        match &node.value {
            Value::Map(entries) => return Some(entries),
            _ if node.is_nothing() => {}
            _ => self.wrong_type(name, node, "a group of keys"),
        }
        None
    }

    /// The members of each group of a list of groups.
    fn groups<'n>(&mut self, name: &str, node: &'n Node) -> Vec<&'n [(Key, Node)]> {
        match &node.value {
            Value::List(items) => items.iter().filter_map(|item| self.group(name, item)).collect(),
            _ => self.group(name, node).into_iter().collect(),
        }
    }

    fn plain_texts(&mut self, name: &str, node: &Node) -> Vec<String> {
        self.texts(name, node, Commas::Belong).into_iter().map(|text| text.value).collect()
    }

    fn separated_texts(&mut self, name: &str, node: &Node) -> Vec<String> {
        self.texts(name, node, Commas::Separate).into_iter().map(|text| text.value).collect()
    }
}
