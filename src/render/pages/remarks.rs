//! What is said in the margin about how a COE is written, while it is written.

use crate::check::{Context, Orders};
use crate::findings::{Finding, Level, emit};
use crate::model::{Coe, Role};
use crate::render::context::Page;
use crate::render::figures::Escaped;
use crate::render::site_map;
use crate::render::view::Html;

use super::rules::marked;

/// The findings of a page, each with the byte of the document it stands at; nothing on pages for readers.
pub(super) fn remarks(page: &Page<'_, '_>, index: usize) -> Vec<(usize, Html)> {
    let Some(margin) = page.site.options.margin else { return Vec::new() };
    let coe = page.site.coe(index);
    let context = Context {
        knowledge: page.site.knowledge,
        insight: Some(page.site.insight),
        config: margin.config,
        roster: margin.roster,
        date_orders: Orders::One,
        today: page.site.options.today,
    };
    let findings = margin.findings(&context, index);
    findings.iter().filter_map(|finding| Some((place(coe, finding)?, remark(page, finding)))).collect()
}

/// The byte a remark stands at: that of the words, or of the heading over a moment, which has no margin of its own.
///
/// What the front matter states has no place on the page.
fn place(coe: &Coe, finding: &Finding) -> Option<usize> {
    let at = finding.span?.start;
    if at < coe.body_start {
        return None;
    }
    let around = coe.sections.iter().filter(|section| section.range.contains(&at));
    let section = around.max_by_key(|section| section.range.start);
    let timed = coe.timeline.entries.iter().flat_map(|entry| &entry.source.ranges).any(|it| it.contains(&at));
    let role = section.and_then(|section| section.role.or(section.within));
    match section {
        Some(section) if timed || role == Some(Role::Timeline) => Some(section.range.start),
        _ => Some(at),
    }
}

fn remark(page: &Page<'_, '_>, finding: &Finding) -> Html {
    let level = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Information => "information",
    };
    let href = page.href_of(site_map::rule(finding.rule));
    let label = format!("{} · line {}", emit::word(finding.level), finding.line);
    let hints: String = finding.hints.iter().map(|hint| format!("<p>{}</p>", marked(hint))).collect();
    Html(format!(
        "<aside class=\"coe-margin coe-margin--finding coe-margin--{level}\" role=\"note\" lang=\"en\" \
         data-preview-off><details class=\"coe-fold\" open><summary>{label}</summary><div>\
         <p class=\"coe-margin__label\">{label}</p><p><a href=\"{href}\">{rule}</a>: {message}</p>{hints}</div>\
         </details></aside>\n",
        href = Escaped(&href),
        rule = Escaped(finding.rule),
        message = marked(&finding.message),
    ))
}
