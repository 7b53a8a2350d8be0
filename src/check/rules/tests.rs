//! The table and the files agree, and every rule explains itself.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::*;

#[test]
fn the_table_is_sorted_by_name() {
    let names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
    assert!(names.is_sorted(), "{names:?}");
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
}

#[test]
#[allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "the test looks at its own sources")]
fn every_rule_stands_in_the_file_of_its_name() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/rules");
    let files = fs::read_dir(here).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let files: BTreeSet<String> =
        files.filter(|name| !matches!(name.as_str(), "mod.rs" | "tests.rs")).collect();
    let rules: BTreeSet<String> = RULES.iter().map(|rule| rule.name.replace('-', "_") + ".rs").collect();
    assert_eq!(files, rules);
}

#[test]
fn every_rule_explains_itself() {
    for rule in RULES {
        for (part, words) in
            [("finds", rule.finds), ("why", rule.why), ("example", rule.example), ("instead", rule.instead)]
        {
            assert!(words.trim().len() >= 8, "{}: {part} says too little", rule.name);
            assert_eq!(words.trim(), words, "{}: {part} has blanks around it", rule.name);
        }
        assert!(rule.finds.ends_with('.') && rule.why.ends_with(['.', '?']), "{}: sentences", rule.name);
    }
}
