//! PLACEHOLDER until the pages are merged: take their `mod.rs` and delete this file; names and signatures are the same.
//!
//! The plainest pages that can be served: a list, one page a COE, and the page for what is not found.

use std::path::Path;

use crate::error::{Error, Result};
use crate::model::{Day, KnowledgeBase};
use crate::write::{Content, Output, SitePath};

/// How pages look.
#[derive(Debug)]
pub struct Theme;

impl Theme {
    /// The built-in theme, with files of the user in place of its own.
    pub fn load(_user: Option<&Path>) -> Result<Theme> {
        Ok(Theme)
    }
}

/// What pages depend on besides content and theme.
#[derive(Clone, Copy, Debug)]
pub struct Options<'o> {
    /// The day actions are overdue from.
    pub today: Day,
    /// Name and version of the program, for the head of each page.
    pub generator: &'o str,
    /// Whether pages are served while their sources change.
    pub live: bool,
}

/// Every page of the site, rendered when asked for.
pub fn site<'a>(
    knowledge: &'a KnowledgeBase,
    _theme: &'a Theme,
    _options: &'a Options<'a>,
) -> Result<Output<'a>> {
    let mut output = Output::new();
    let path =
        |path: &str| SitePath::new(path).map_err(|error| Error::new("cannot name a page").because(error));
    let list = move || {
        let line = |coe: &crate::model::Coe| {
            format!("<li><a href=\"coes/{}.html\">{}</a>\n", coe.id, escape(&coe.title.value))
        };
        page(&knowledge.title, &knowledge.coes.iter().map(line).collect::<String>())
    };
    output.insert(path("index.html")?, "the front page", Content::made(list))?;
    let not_found = || page("Not found", "");
    output.insert(path("404.html")?, "the page for what is not found", Content::made(not_found))?;
    for coe in &knowledge.coes {
        let body = || {
            page(
                &coe.title.value,
                &format!("<pre>{}</pre>", escape(coe.text.get(coe.body_start..).unwrap_or(""))),
            )
        };
        output.insert(path(&format!("coes/{}.html", coe.id))?, coe.path.as_str(), Content::made(body))?;
    }
    Ok(output)
}

fn page(title: &str, body: &str) -> Result<Vec<u8>> {
    let title = escape(title);
    Ok(format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head>\n\
         <body><h1>{title}</h1>\n{body}</body></html>\n"
    )
    .into_bytes())
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
