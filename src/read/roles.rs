//! The role of a section by its title, from the alias table `data/roles.toml` and the user's own.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use serde::Deserialize;

use super::words::{is_spaceless, normal};
use crate::model::Role;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Data {
    by_content: ByContent,
    #[serde(flatten)]
    roles: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct ByContent {
    titles: Vec<String>,
    ignore: Vec<String>,
    causes: Vec<String>,
}

#[expect(clippy::expect_used, reason = "the data file is compiled in and a test reads it")]
static DATA: LazyLock<Data> =
    LazyLock::new(|| toml::from_str(include_str!("data/roles.toml")).expect("roles.toml is valid"));

/// Small words that may follow an alias without changing what the section is.
const CONNECTIVES: &[&str] = &[
    "of", "for", "on", "to", "in", "and", "the", "this", "during", "with", "from", "by", "at", "all", "utc",
    "gmt", "pst", "pdt", "cet", "cest", "est", "edt", "jst", "aest", "times", "is", "was", "were", "or", "s",
    "og", "for", "av", "und", "der", "des", "et", "de", "du", "del", "do", "da", "y", "e", "here", "section",
    "details", "analysis",
];

/// Titles of sections and the roles they stand for.
pub(crate) struct RoleTable {
    exact: HashMap<String, Role>,
    /// Aliases that also count inside a longer title, longest first.
    strong: Vec<(String, Role)>,
    /// Finds those of `strong` that stand in a title; nothing in the table can make it fail to build.
    finder: Option<AhoCorasick>,
}

impl RoleTable {
    /// The built-in titles and the user's, whose own win.
    pub(crate) fn new(own: &BTreeMap<String, Vec<String>>) -> RoleTable {
        let mut exact = HashMap::new();
        for (word, aliases) in DATA.roles.iter().chain(own) {
            let Some(role) = Role::from_word(word) else { continue };
            for alias in aliases {
                exact.insert(normal(alias), role);
            }
        }
        let mut strong: Vec<(String, Role)> = exact
            .iter()
            .filter(|(alias, role)| {
                let several = alias.contains(' ') && !alias.starts_with("the ");
                several
                    || (is_spaceless(alias) && alias.chars().count() > 1)
                    || **role == Role::Timeline && alias.len() > 7
            })
            .map(|(alias, role)| (alias.clone(), *role))
            .collect();
        strong.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        let finder = AhoCorasick::new(strong.iter().map(|(alias, _)| alias)).ok();
        RoleTable { exact, strong, finder }
    }

    /// The role of a title, brackets and numbering ignored.
    pub(crate) fn role(&self, title: &str) -> Option<Role> {
        let whole = normal(title);
        if self.is_ignored(title) {
            return None;
        }
        if let Some(role) = self.exact.get(&whole) {
            return Some(*role);
        }
        let outside = normal(&without_brackets(title));
        if outside.is_empty() {
            return None;
        }
        if let Some(role) = self.exact.get(&outside) {
            return Some(*role);
        }
        // "Timeline: all times UTC", "Impact - what users saw", "原因 / 背景"
        if let Some((head, _)) =
            title.split_once([':', '：', '—', '–', '/', '|', '(', '（']).or_else(|| title.split_once(" - "))
            && let Some(role) = self.exact.get(&normal(head))
        {
            return Some(*role);
        }
        self.prefix(&outside).or_else(|| self.within(&outside))
    }

    /// Whether a title names a container or a legend.
    pub(crate) fn is_ignored(&self, title: &str) -> bool {
        DATA.by_content.ignore.contains(&normal(title))
    }

    /// The role of a title that is nothing but an alias.
    pub(crate) fn exact(&self, title: &str) -> Option<Role> {
        self.exact.get(&normal(title)).copied()
    }

    /// "impact on customers": the longest alias the title starts with, when a small word follows.
    fn prefix(&self, title: &str) -> Option<Role> {
        let words: Vec<&str> = title.split(' ').collect();
        if words.len() > 9 {
            return None;
        }
        (1..words.len()).rev().find_map(|count| {
            let next = words[count];
            let joined = CONNECTIVES.contains(&next) || next.bytes().all(|byte| byte.is_ascii_digit());
            joined.then(|| self.exact.get(&words[..count].join(" ")).copied()).flatten()
        })
    }

    /// The longest strong alias inside a short title.
    fn within(&self, title: &str) -> Option<Role> {
        let spaceless = is_spaceless(title);
        let short = if spaceless { title.chars().count() <= 16 } else { title.split(' ').count() <= 7 };
        if !short {
            return None;
        }
        let longest = self
            .finder
            .as_ref()?
            .find_overlapping_iter(title)
            .filter(|found| {
                let alias = &self.strong[found.pattern().as_usize()].0;
                let starts = found.start() == 0 || title.as_bytes()[found.start() - 1] == b' ';
                let ends = found.end() == title.len() || title.as_bytes()[found.end()] == b' ';
                // A single word counts only as the last one: "incident timeline".
                is_spaceless(alias) || starts && ends && (alias.contains(' ') || found.end() == title.len())
            })
            .map(|found| found.pattern().as_usize())
            .min()?;
        Some(self.strong[longest].1)
    }

    /// The role of a section whose title says nothing ("Conclusion") by the words of its content.
    pub(crate) fn by_content(&self, title: &str, content: &str) -> Option<Role> {
        let title = normal(title);
        if !DATA.by_content.titles.contains(&title) {
            return None;
        }
        let content = content.to_lowercase();
        DATA.by_content.causes.iter().any(|word| content.contains(word.as_str())).then_some(Role::Causes)
    }
}

/// The title without what stands in round or square brackets.
fn without_brackets(title: &str) -> String {
    let mut depth = 0_usize;
    title
        .chars()
        .filter(|character| match character {
            '(' | '[' | '（' | '［' => {
                depth += 1;
                false
            }
            ')' | ']' | '）' | '］' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_titles_as_people_write_them() {
        let table = RoleTable::new(&BTreeMap::new());
        for (title, role) in [
            (
                "Timeline (all times PST) 11/20/2023 - 02/28/2024. All times approximations",
                Some(Role::Timeline),
            ),
            ("Issue Timeline – UTC", Some(Role::Timeline)),
            (":warning: Leadup", Some(Role::Background)),
            ("3. Root Cause Analysis", Some(Role::Causes)),
            ("Root cause — 5 whys", Some(Role::WhyChain)),
            ("What didn't go well?", Some(Role::WentWrong)),
            ("Corrective and Preventative Measure", Some(Role::Actions)),
            ("Hva lærte vi?", Some(Role::Lessons)),
            ("## タイムライン（JST）", Some(Role::Timeline)),
            ("うまくいかなかったこと", Some(Role::WentWrong)),
            ("影响与范围", Some(Role::Impact)),
            ("Impact on customers", Some(Role::Impact)),
            ("Impacts", Some(Role::Impact)),
            ("Events/Timeline:", Some(Role::Timeline)),
            ("✅ Action Items", Some(Role::Actions)),
            ("Resolution and recovery", Some(Role::Resolution)),
            ("Lessons Learned from the outage", Some(Role::Lessons)),
            ("2022-04-01 09:38", None),
            ("Hub information", None),
            ("Fixing the database connection pool in the evening", None),
            ("Background jobs stopped", None),
        ] {
            assert_eq!(table.role(title), role, "{title}");
        }
    }

    #[test]
    fn asks_the_content_when_the_title_says_nothing() {
        let table = RoleTable::new(&BTreeMap::new());
        assert_eq!(table.by_content("Conclusion", "This was because a disk filled up."), Some(Role::Causes));
        assert_eq!(table.by_content("Conclusion", "We are happy with the outcome."), None);
    }
}
