//! Who or what noticed, from the words about detection.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::words::normal;

#[expect(clippy::expect_used, reason = "the data file is compiled in and a test reads it")]
static WORDS: LazyLock<BTreeMap<String, Vec<String>>> =
    LazyLock::new(|| toml::from_str(include_str!("data/detectors.toml")).expect("detectors.toml is valid"));

/// `alarm`, `customer` or `employee`, when the words name exactly one of them and deny nothing.
pub(crate) fn of(words: &str) -> Option<&'static str> {
    let words = normal(words);
    if names(&words, "doubt") {
        return None;
    }
    let mut found = ["alarm", "customer", "employee"].into_iter().filter(|kind| names(&words, kind));
    let only = found.next()?;
    found.next().is_none().then_some(only)
}

fn names(words: &str, kind: &str) -> bool {
    WORDS.get(kind).is_some_and(|list| {
        list.iter().any(|name| {
            if name.is_ascii() && !name.contains(' ') {
                words.split(' ').any(|word| word == name)
            } else {
                words.contains(name.as_str())
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn concludes_only_from_one_kind_of_witness() {
        assert_eq!(of("DevOps were initially alerted at 00:32"), Some("alarm"));
        assert_eq!(of("Users reported issues via the forum"), Some("customer"));
        assert_eq!(of("不具合はアラートで検知した"), Some("alarm"));
        assert_eq!(of("Not noticed by our alerts, but by customers"), None);
        assert_eq!(of("Alerts fired and customers complained"), None);
    }
}
