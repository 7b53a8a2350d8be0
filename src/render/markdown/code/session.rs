//! What was typed into a shell, and what it answered.

use std::sync::LazyLock;

use regex::Regex;

use super::{Class, Mark, Marks, lines};

/// `$ `, `name@host:~$ `, `host:folder name$ `, `PS C:\> `, `>>> `.
static PROMPT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x) ^\s*(?:\([\w.-]+\)\ )?
        (?: \$ | ❯ | >>> | \.\.\. | PS\ [^>]{0,200}>
          | \[?[\w.-]+@[\w.-]+[^\s$\#%>]*(?:\ [^\s$\#%>]+)?[$\#%]
          | (?:[\w.-]+:[\w~/.-]+\ )?[\w.-]+\$ )\ ",
    )
    .ok()
});

/// Whether a text begins with a prompt.
pub(super) fn is_one(text: &str) -> bool {
    lines(text).find(|(_, line)| !line.trim().is_empty()).is_some_and(|(_, line)| prompt(line).is_some())
}

/// How many bytes of a line are its prompt.
fn prompt(line: &str) -> Option<usize> {
    PROMPT.as_ref()?.find(line).map(|found| found.end())
}

/// Prompts, what was typed, and what came back.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Marks::of(text);
    let mut goes_on = false;
    for (at, line) in lines(text) {
        let end = at + line.len();
        let typed = prompt(line);
        if let Some(typed) = typed {
            marks.add_with_space(at..at + typed, Class::Prompt);
        }
        let class = if typed.is_some() || goes_on { Class::Command } else { Class::Output };
        marks.add(at + typed.unwrap_or(0)..end, class);
        goes_on = class == Class::Command && line.ends_with('\\');
    }
    marks.list
}
