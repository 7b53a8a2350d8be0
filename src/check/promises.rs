//! Actions as rules see them.

use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Document;
use crate::model::{Action, ActionStatus, Factor, slug};

/// Words by which actions are known to do something for the next time.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Words {
    /// They make it noticed sooner.
    pub(crate) detect: Vec<String>,
    /// They make it end sooner.
    pub(crate) fix: Vec<String>,
    /// They have somebody who pays.
    pub(crate) funding: Vec<String>,
}

pub(crate) static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(include_str!("data/promises.toml")).unwrap_or_default());

/// Whether an action says or shows that it does something for the next time.
pub(crate) fn speaks_of(action: &Action, words: &[String]) -> bool {
    let title = action.title.to_lowercase();
    let kind = action.kind.as_deref().unwrap_or_default().to_lowercase();
    words.iter().any(|word| title.contains(word.as_str()) || kind.contains(word.as_str()))
}

/// Whether an action is still to be done; where nothing is said it is.
pub(crate) fn is_open(action: &Action) -> bool {
    matches!(action.status, None | Some(ActionStatus::Open))
}

/// Whether nothing will come of an action, which its author says.
pub(crate) fn is_dropped(action: &Action) -> bool {
    matches!(action.status, Some(ActionStatus::Deferred | ActionStatus::Declined))
}

/// Where an action stands in the file.
pub(crate) fn span(document: &Document<'_>, action: &Action) -> Range<usize> {
    let line = match (&action.source, action.origin.line) {
        (Some(source), _) => document.lines.line(source.start),
        (None, line) => line.unwrap_or(1),
    };
    document.line(line)
}

/// A title short enough for a message.
pub(crate) fn short(title: &str) -> String {
    const LONGEST: usize = 60;
    if title.chars().count() <= LONGEST {
        return title.to_owned();
    }
    let cut: String = title.chars().take(LONGEST).collect();
    let whole = cut.rfind(' ').map_or(cut.as_str(), |at| &cut[..at]);
    format!("{}…", whole.trim_end_matches([',', ';', ':']))
}

/// Whether an action names a factor by its id or one of its tags.
pub(crate) fn addresses(action: &Action, factor: &Factor) -> bool {
    action.addresses.iter().any(|name| {
        let name = slug(name);
        factor.id == name || factor.tags.contains(&name)
    })
}
