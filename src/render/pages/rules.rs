//! What `check` looks for, as practice pages: from the documentation that stands in each rule's file.

use std::fmt::Write;

use crate::check::{Group, RULES, Rule};
use crate::error::Result;
use crate::findings::Level;
use crate::render::Delivery;
use crate::render::context::{Page, Site};
use crate::render::figures::Escaped;
use crate::render::site_map;
use crate::render::view::{Article, ArticlePage, Html, LessonCard, Link};

/// Whether a site has these pages: where reviews are spoken of at all, and where documents are being written.
pub(in crate::render) fn belong_to(site: &Site<'_>) -> bool {
    !site.knowledge.practice.is_empty() || site.options.delivery == Delivery::Live
}

/// All rules, by what they are about.
pub(in crate::render) fn index(page: &Page<'_, '_>) -> Result<Vec<u8>> {
    let lang = lang(page);
    let mut html = String::new();
    for group in Group::ALL {
        let rules: Vec<&Rule> = RULES.iter().filter(|rule| rule.group == group).collect();
        if rules.is_empty() {
            continue;
        }
        // Writing to a string cannot fail.
        _ = write!(html, "<h2{lang}>{}</h2>\n<dl class=\"coe-rules\"{lang}>\n", Escaped(group.title()));
        for rule in rules {
            let href = page.href_of(site_map::rule(rule.name));
            _ = writeln!(
                html,
                "<dt><a href=\"{}\">{}</a> <span class=\"coe-rules__level\">{}</span></dt><dd>{}</dd>",
                Escaped(&href),
                Escaped(rule.name),
                level(page, rule),
                marked(rule.finds)
            );
        }
        html.push_str("</dl>\n");
    }
    let title = page.words().say("rules.title");
    let intro = page.words().say("rules.intro");
    let kicker =
        Link { title: page.words().said("navigation.practice"), href: page.href(&site_map::practice()) };
    written(page, [title, intro], kicker, html)
}

/// One rule.
pub(in crate::render) fn page(page: &Page<'_, '_>, rule: &Rule) -> Result<Vec<u8>> {
    let lang = lang(page);
    let say = |key| Escaped(page.words().say(key)).to_string();
    let code = |words: &str| {
        format!("<pre class=\"coe-rules__words\"{lang}><code>{}</code></pre>\n", Escaped(words))
    };
    let mut html = format!("<p{lang}>{}</p>\n", marked(rule.why));
    _ = write!(html, "<h2>{}</h2>\n{}", say("rules.found_in"), code(rule.example));
    _ = write!(html, "<h2>{}</h2>\n{}", say("rules.instead"), code(rule.instead));
    _ = write!(html, "<h2>{}</h2>\n<p>{}</p>\n", say("rules.allow"), say("rules.allow_how"));
    html.push_str(&code(&format!("<!-- coebook: allow {}: … -->", rule.name)));
    _ = write!(
        html,
        "<p>{}</p>\n{}",
        page.words().fill("rules.level_how", &[("level", &level(page, rule))]),
        code(&format!("[rules]\n{} = \"off\"", rule.name))
    );
    let kicker = Link { title: page.words().said("rules.title"), href: page.href(&site_map::rules()) };
    written(page, [rule.name, rule.finds], kicker, html)
}

/// The card among those of the practice pages.
pub(super) fn card(page: &Page<'_, '_>) -> LessonCard {
    LessonCard {
        link: Link { title: page.words().said("rules.title"), href: page.href(&site_map::rules()) },
        claim: page.words().said("rules.intro"),
        evidence: String::new(),
        strip: Html::default(),
    }
}

fn written(
    page: &Page<'_, '_>,
    [title, description]: [&str; 2],
    kicker: Link,
    html: String,
) -> Result<Vec<u8>> {
    let article = Article {
        kicker,
        heading: title.to_owned(),
        description: description.replace('`', ""),
        html: Html(html),
        footnotes: Html::default(),
        updated: None,
        edit: String::new(),
    };
    let shell = page.shell(title, &article.description, page.words().language());
    page.site.theme.render("article.html", &ArticlePage { shell, article, subjects: Vec::new() })
}

/// The language of the documentation, where the interface has another.
fn lang(page: &Page<'_, '_>) -> &'static str {
    if page.words().language().starts_with("en") { "" } else { " lang=\"en\"" }
}

fn level(page: &Page<'_, '_>, rule: &Rule) -> String {
    page.words().said(match rule.level {
        Level::Error => "rules.error",
        Level::Warning => "rules.warning",
        Level::Information => "rules.information",
    })
}

/// Words with what stands between backticks as code.
pub(super) fn marked(words: &str) -> String {
    let pieces = words.split('`').enumerate().map(|(place, piece)| {
        let piece = Escaped(piece);
        if place % 2 == 1 { format!("<code>{piece}</code>") } else { piece.to_string() }
    });
    pieces.collect()
}
