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
    ambiguous_date,
    blame,
    checkpoint_missed,
    circular_relation,
    dangling_anchor,
    dangling_link,
    dangling_relation,
    debrief_late,
    disordered_timeline,
    duplicate_id,
    duration_mismatch,
    escaping_link,
    exposes_pii,
    exposes_secret,
    figure_without_explanation,
    figure_without_recovery,
    first_occurrence_contradicted,
    future_time,
    generic_owner,
    hindsight,
    impacted_team_absent,
    impossible_date,
    inflated_tone,
    intention_action,
    justification,
    lack_of,
    late_start,
    long_without_funding,
    luck_as_mitigation,
    missing_asset,
    missing_employee_impact,
    missing_section,
    mixed_zones,
    names_a_person,
    no_metrics_no_action,
    no_to_yes,
    not_applicable_unexplained,
    overlong_due,
    related_unanswered,
    relation_against_time,
    repeated_idea,
    repeated_relation,
    responders_investigate,
    restricted_without_reason,
    self_relation,
    shallow_clone,
    short_open_when_closed,
    should_have,
    stale_draft,
    stray_pick,
    summary_too_long,
    summary_without_cause,
    summary_without_service,
    timeline_gap,
    unanswered_question,
    unanswered_why,
    unbounded_action,
    unexplained_acronym,
    unknown_adoption,
    unknown_key,
    unknown_rule,
    unknown_team,
    unlinked_action,
    unquantified_impact,
    unreadable_chart,
    unreadable_document,
    unreadable_front_matter,
    unreadable_history,
    unreadable_readers,
    unreadable_vocabulary,
    unreviewed,
    unused_allow,
    verbose_entry,
    why_ends_at_person,
    why_premise_missing,
    wrong_type,
    yearless_date,
    zoneless_time,
}

pub(super) use allow_without_reason::RULE as ALLOW_WITHOUT_REASON;
pub(super) use unknown_rule::RULE as UNKNOWN_RULE;
pub(super) use unused_allow::RULE as UNUSED_ALLOW;

/// Words in a row: `a, b and c`.
fn listed(words: &[impl AsRef<str>]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests;
