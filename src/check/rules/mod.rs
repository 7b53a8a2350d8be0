//! The rules, one file each, and the table of all.

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
    allow_without_reason,
    dangling_anchor,
    dangling_link,
    dangling_relation,
    duplicate_id,
    impossible_date,
    restricted_without_reason,
    should_have,
    unknown_key,
    unknown_rule,
    unused_allow,
    zoneless_time,
}

pub(super) use allow_without_reason::RULE as ALLOW_WITHOUT_REASON;
pub(super) use unknown_rule::RULE as UNKNOWN_RULE;
pub(super) use unused_allow::RULE as UNUSED_ALLOW;

#[cfg(test)]
mod tests;
