//! What a check found, for people and for programs.

use std::collections::{BTreeMap, BTreeSet};

use coebook::check::{self, Group, RULES, Rule};
use coebook::error::Result;
use coebook::findings::emit;
use coebook::findings::{Finding, Level};
use coebook::{Asked, Checked};
use serde::Serialize;
use serde_json::json;

use super::words::count;
use super::{HELP, STRONG, Ui, width};
use crate::commands::check::Form;

/// Up to how many findings are shown in full; more are counted by rule.
const FULL: usize = 40;

/// How many are shown in full before they are counted.
const FIRST: usize = 12;

/// What `check --format json` prints.
#[derive(Serialize)]
struct CheckJson<'a> {
    schema: &'static str,
    documents: usize,
    errors: usize,
    warnings: usize,
    information: usize,
    findings: Vec<emit::Json<'a>>,
}

/// Tells what was found.
pub(crate) fn report(ui: Ui, checked: &Checked, form: Form) -> Result<()> {
    let text = |path: &str| checked.sources.text(path);
    let place = |path: &str| checked.place(path);
    let lines = |lines: Vec<String>| if lines.is_empty() { Ok(()) } else { super::print(&lines.join("\n")) };
    match form {
        Form::Human => human(ui, checked),
        Form::Short => lines(checked.told.iter().map(|it| emit::short_at(it, &place(&it.path))).collect()),
        Form::Github => lines(checked.told.iter().map(|it| emit::github(it, &place(&it.path))).collect()),
        Form::Json => super::print(&pretty(&as_json(checked))?),
        Form::Sarif => super::print(&pretty(&emit::sarif(&checked.told, &place, &text))?),
        Form::Junit => {
            let documents: Vec<&str> = checked.documents().collect();
            super::print(&emit::junit(&documents, &checked.told, &place))
        }
    }
}

fn pretty(value: &impl Serialize) -> Result<String> {
    use coebook::error::{Error, Kind};
    serde_json::to_string_pretty(value)
        .map_err(|error| Error::new("cannot write JSON").of(Kind::Internal).because(error))
}

fn of(findings: &[Finding], level: Level) -> usize {
    findings.iter().filter(|finding| finding.level == level).count()
}

fn as_json(checked: &Checked) -> CheckJson<'_> {
    CheckJson {
        schema: "coebook/findings/1",
        documents: checked.documents().count(),
        errors: of(&checked.told, Level::Error),
        warnings: of(&checked.told, Level::Warning),
        information: of(&checked.told, Level::Information),
        findings: checked.told.iter().map(emit::json).collect(),
    }
}

fn human(ui: Ui, checked: &Checked) -> Result<()> {
    let told = &checked.told;
    for fix in &checked.fixed {
        ui.say(&format!("mended {} in {}", count(fix.count, "place"), checked.place(&fix.path)))?;
    }
    let shown = if told.len() > FULL { FIRST } else { told.len() };
    let order: Vec<&Finding> = if shown < told.len() { one_of_each(told) } else { told.iter().collect() };
    for finding in order.iter().take(shown) {
        let text = checked.sources.text(&finding.path);
        ui.say(&emit::human_at(finding, &checked.place(&finding.path), text, width()))?;
        ui.say("\n")?;
    }
    if shown < told.len() {
        ui.say(&format!("{STRONG}{} in all, by rule:{STRONG:#}", super::words::grouped(told.len())))?;
        for line in by_rule(told) {
            ui.say(&line)?;
        }
        ui.say(&format!(
            "\n{HELP}help{HELP:#}: `--only RULE` shows those of one rule, `--explain RULE` why it matters, `--format short` all in a \
             line each;\n      `--write-baseline FILE` takes them as known, so that only what is new is told"
        ))?;
    }
    ui.say(&closing(checked))
}

/// The first finding of each rule, what must be mended first, and then the others: one of each teaches more than the same
/// one twelve times.
fn one_of_each(told: &[Finding]) -> Vec<&Finding> {
    let mut seen = BTreeSet::new();
    let mut ranked: Vec<((bool, Level), &Finding)> =
        told.iter().map(|finding| ((!seen.insert(finding.rule), finding.level), finding)).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, finding)| finding).collect()
}

/// Each rule with how often it is told, the most frequent first.
fn by_rule(findings: &[Finding]) -> Vec<String> {
    let mut rules: BTreeMap<(&str, Level), usize> = BTreeMap::new();
    for finding in findings {
        *rules.entry((finding.rule, finding.level)).or_default() += 1;
    }
    let mut rules: Vec<((&str, Level), usize)> = rules.into_iter().collect();
    rules.sort_by(|a, b| a.0.1.cmp(&b.0.1).then(b.1.cmp(&a.1)).then(a.0.0.cmp(b.0.0)));
    let finds = |name: &str| check::rule(name).map_or("", |rule| rule.finds);
    let line = |((rule, level), times): ((&str, Level), usize)| {
        format!("  {times:>5}  {:<8}{rule:<26} {}", emit::word(level), finds(rule))
    };
    rules.into_iter().map(line).collect()
}

/// `41 documents: 2 errors, 7 warnings; 120 remarks not shown (--level information)`.
fn closing(checked: &Checked) -> String {
    let names = [(Level::Error, "error"), (Level::Warning, "warning"), (Level::Information, "remark")];
    let counted = |findings: &[Finding]| {
        let parts =
            names.iter().map(|(level, name)| (of(findings, *level), *name)).filter(|(number, _)| *number > 0);
        parts.map(|(number, name)| count(number, name)).collect::<Vec<_>>().join(", ")
    };
    let told = counted(&checked.told);
    let told = if told.is_empty() { "nothing to tell".to_owned() } else { told };
    let mut closing = format!("{}: {told}", count(checked.documents().count(), "document"));
    if checked.silent > 0 {
        closing.push_str(&format!("; {} of the baseline not shown", super::words::grouped(checked.silent)));
    }
    if checked.gone > 0 {
        closing.push_str(&format!(
            "; {} of the baseline gone: write it anew with --write-baseline",
            super::words::grouped(checked.gone)
        ));
    }
    if checked.remarks > 0 {
        closing.push_str(&format!("; {} not shown (--level information)", count(checked.remarks, "remark")));
    }
    closing
}

/// The documentation of a rule.
pub(crate) fn explain(rule: &Rule) -> Result<()> {
    let indented = |words: &str| words.lines().map(|line| format!("    {line}\n")).collect::<String>();
    super::print(&format!(
        "{STRONG}{}{STRONG:#} ({})\n{}\n\n{}\n\n{STRONG}Found in{STRONG:#}\n{}\n{STRONG}Instead{STRONG:#}\n{}\n\
         {STRONG}To let it pass{STRONG:#}\n{}",
        rule.name,
        emit::word(rule.level),
        wrapped(rule.finds),
        wrapped(rule.why),
        indented(rule.example),
        indented(rule.instead),
        indented(&format!(
            "<!-- coebook: allow {name}: the reason -->      above the words, or beside them\n\
             <!-- coebook: allow {name} everywhere: the reason -->\n\
             [rules]                                    in coebook.toml\n{name} = \"off\"",
            name = rule.name
        ))
    ))
}

/// Words broken into lines of at most 80 columns.
fn wrapped(words: &str) -> String {
    let mut lines = vec![String::new()];
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + word.chars().count() < 80 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

/// All rules with the level they have under the settings of a folder.
pub(crate) fn list(asked: &Asked<'_>, form: Form) -> Result<()> {
    let config = coebook::settings(asked)?;
    let level = |rule: &Rule| check::level_of(rule, &config).map_or("off", emit::word);
    if form == Form::Json {
        let rule = |rule: &Rule| json!({ "rule": rule.name, "level": level(rule), "group": rule.group.title(), "finds": rule.finds });
        return super::print(&pretty(&RULES.iter().map(rule).collect::<Vec<_>>())?);
    }
    let mut lines = Vec::new();
    for group in Group::ALL {
        let mut rules = RULES.iter().filter(|rule| rule.group == group).peekable();
        if rules.peek().is_none() {
            continue;
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(format!("{STRONG}{}{STRONG:#}", group.title()));
        lines.extend(rules.map(|rule| format!("  {:<30} {:<8} {}", rule.name, level(rule), rule.finds)));
    }
    super::print(&lines.join("\n"))
}
