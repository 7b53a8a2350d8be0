//! What programs say of themselves: when, how grave it is, and which exception was thrown.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{Class, Mark, Marks, lines};

/// How far into a line its time and level may stand.
const HEAD: usize = 300;

/// How far into a line its time may stand for the line to count as one of a log.
const MARGIN: usize = 32;

/// A time as logs write it: ISO, clock, syslog, web servers.
static TIME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x-u)
        \b\d{4}[-/.]\d\d[-/.]\d\d (?: [T\ ]\ ?\d\d:\d\d(?::\d\d(?:[.,]\d+)?)? )? (?:\ ?(?:Z|UTC|GMT|CES?T|[-+]\d\d:?\d\d))? \b
        | \b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\ )?
          (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\ {1,2}\d{1,2}\ (?:\d{4}\ )?\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:\ \d{4}\b)?
        | \b\d\d/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/\d{4}:\d\d:\d\d:\d\d(?:\ [-+]\d{4}\b)?
        | \b\d{6}\ \d\d:\d\d:\d\d\b
        | \b\d{1,2}:\d\d:\d\d(?:[.,]\d+)?\b
        | ^\s*[\[(]?\d{1,2}:\d\d(?:\ ?[AaPp][Mm]\b)?",
    )
    .ok()
});

/// A level that means trouble: in capitals, as the value of a field, or as the first word.
static LEVEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?x-u)
        \b(ERROR|ERR|FATAL|CRITICAL|CRIT|SEVERE|ALERT|EMERG|PANIC|WARNING|WARN)\b
        | \b(?i:level|lvl|severity)"?\s*[:=]\s*"?((?i:error|err|fatal|critical|crit|severe|alert|emergency|panic|warning|warn))\b
        | ^\s*\[?((?i:error|fatal|critical|panic|warning|warn))\b(?:[:\]]|\s\s)
        | ^\s*\[?([EFCW])(?:\d{4}\ |\ \d{4}-|\ \d{6}\ )"#,
    )
    .ok()
});

/// The level of a line that means no trouble, or the time of one: enough to know a log by.
static QUIET: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?x) ^\W{0,4}(?:TRACE|DEBUG|INFO|NOTICE)\b | "level"\s*:\s*" | ^\s*\[?[ID](?:\d{4}\ |\ \d{4}-|\ \d{6}\ ) | ^Normal\s\s"#,
    )
    .ok()
});

/// The name of an exception, with the path to it.
static THROWN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?-u)(?:\b[A-Za-z_][\w$]*(?:\.|::))*\b[A-Z][\w$]+(?:Exception|Error|Failure|Fault|Interrupt|Timeout)\b",
    )
    .ok()
});

/// Whether a text is one: most of its lines say when, how grave, or what was thrown.
///
/// Lines that go on with the one before count for nothing, as the frames of a stack do.
pub(super) fn is_one(text: &str) -> bool {
    let (mut told, mut others) = (0, 0);
    let mut margin = None;
    for (_, line) in lines(text).filter(|(_, line)| !line.trim().is_empty()) {
        let indent = line.len() - line.trim_start().len();
        let margin = *margin.get_or_insert(indent);
        let goes_on = indent > margin || line.trim_start().starts_with("at ") || is_opening(line);
        if tells(line) {
            told += 1;
        } else if !goes_on {
            others += 1;
        }
    }
    told > others
}

/// Whether a line says that an exception follows.
fn is_opening(line: &str) -> bool {
    let line = line.trim_start();
    ["Traceback (most recent call last)", "Caused by", "During handling of the above", "goroutine "]
        .iter()
        .any(|start| line.starts_with(start))
}

fn tells(line: &str) -> bool {
    let head = head(line);
    let near = |found: Range<usize>| found.start <= MARGIN;
    let thrown_first = || {
        let start = head.trim_start().trim_start_matches("Caused by: ");
        find(&THROWN, head).is_some_and(|found| found.start == head.len() - start.len())
    };
    find(&TIME, head).is_some_and(near)
        || level(head).is_some_and(|(found, _)| near(found))
        || QUIET.as_ref().is_some_and(|quiet| quiet.is_match(head))
        || thrown_first()
}

/// Times, levels that mean trouble, and the first exception of each line.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Marks::of(text);
    for (at, line) in lines(text) {
        let head = head(line);
        let mut found: Vec<(Range<usize>, Class)> = Vec::new();
        found.extend(level(head));
        found.extend(find(&TIME, head).map(|time| (time, Class::Time)));
        found.extend(find(&THROWN, line).map(|thrown| (thrown, Class::Thrown)));
        found.sort_by_key(|(bytes, _)| bytes.start);
        let mut done = 0;
        for (bytes, class) in found {
            if bytes.start >= done {
                done = bytes.end;
                marks.add(at + bytes.start..at + bytes.end, class);
            }
        }
    }
    marks.list
}

/// Where the level of a line stands, if it means trouble.
fn level(head: &str) -> Option<(Range<usize>, Class)> {
    let captures: Captures<'_> = LEVEL.as_ref()?.captures(head)?;
    let found = (1..=4).find_map(|group| captures.get(group))?;
    let is_warning = found.as_str().starts_with(['W', 'w']);
    Some((found.range(), if is_warning { Class::Warning } else { Class::Grave }))
}

fn find(pattern: &Option<Regex>, line: &str) -> Option<Range<usize>> {
    pattern.as_ref()?.find(line).map(|found| found.range())
}

fn head(line: &str) -> &str {
    &line[..line.floor_char_boundary(HEAD)]
}
