//! The rules, one file each, and the table of all.

use super::moments::span_of;
use super::promises::short;
use super::rule::{Group, Look, Rule};

/// Names each rule's file once, in the order of the names.
macro_rules! rules {
    ($($module:ident),+ $(,)?) => {
        $(mod $module;)+

        /// Every rule, by name.
        pub static RULES: &[Rule] = &[$($module::RULE),+];
    };
}

rules! {
    accusing_why,
    action_without_due,
    action_without_owner,
    allow_without_reason,
    blame,
    checkpoint_missed,
    dangling_anchor,
    dangling_link,
    dangling_relation,
    debrief_late,
    duplicate_id,
    exposes_pii,
    exposes_secret,
    generic_owner,
    hindsight,
    impacted_team_absent,
    impossible_date,
    inflated_tone,
    intention_action,
    justification,
    lack_of,
    long_without_funding,
    luck_as_mitigation,
    names_a_person,
    no_to_yes,
    overlong_due,
    related_unanswered,
    repeated_idea,
    responders_investigate,
    restricted_without_reason,
    short_open_when_closed,
    should_have,
    stale_draft,
    unanswered_question,
    unanswered_why,
    unbounded_action,
    unknown_key,
    unknown_rule,
    unlinked_action,
    unreviewed,
    unused_allow,
    why_ends_at_person,
    why_premise_missing,
    zoneless_time,
}

pub(super) use allow_without_reason::RULE as ALLOW_WITHOUT_REASON;
pub(super) use unknown_rule::RULE as UNKNOWN_RULE;
pub(super) use unused_allow::RULE as UNUSED_ALLOW;

#[cfg(test)]
mod tests;
