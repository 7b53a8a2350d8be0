//! `llms.txt`: what the site holds and where, for language models (<https://llmstxt.org>).

use std::cmp::Reverse;
use std::fmt::Write;

use crate::error::Result;
use crate::model::{Coe, KnowledgeBase};
use crate::render::{opening, site_map};
use crate::write::SitePath;

/// How many COEs are listed. More would not fit into what a model reads at once (2,000 lines are about 100,000
/// tokens); fewer would leave a middle-sized organisation incomplete.
const MOST_COES: usize = 2_000;

/// How many characters tell what a COE is about.
const ABSTRACT: usize = 200;

/// The whole file.
pub(super) fn text(knowledge: &KnowledgeBase, here: &SitePath) -> Result<String> {
    let list = List { base: knowledge.base_url.as_deref().unwrap_or_default(), here };
    let mut text = format!("# {}\n\n", plain(&knowledge.title));
    if let Some(description) = knowledge.description.as_deref().map(plain).filter(|it| !it.is_empty()) {
        text.push_str(&format!("> {description}\n\n"));
    }
    text.push_str(
        "A COE (correction of error) tells what happened in an incident, why, and what was changed. \
         Each is linked here as the Markdown its authors wrote.\n",
    );
    list.coes(&mut text, knowledge)?;
    let lessons = knowledge.lessons.iter().map(|lesson| {
        let about = lesson.claim.as_deref().or(lesson.article.description.as_deref());
        Ok((site_map::lesson(&lesson.article.id)?, lesson.article.title.as_str(), about))
    });
    list.section(&mut text, "Lessons", lessons)?;
    let paths = knowledge.paths.iter().map(|path| {
        let about = path.article.description.as_deref().or(path.audience.as_deref());
        Ok((site_map::reading_path(&path.article.id)?, path.article.title.as_str(), about))
    });
    list.section(&mut text, "Paths", paths)?;
    let explainers = knowledge.explainers.iter().map(|article| {
        Ok((site_map::explainer(&article.id)?, article.title.as_str(), article.description.as_deref()))
    });
    list.section(&mut text, "Explainers", explainers)?;
    let data = super::ALL.map(|data| Ok((super::place(data.path)?, data.title, Some(data.what))));
    list.section(&mut text, "Data", data)?;
    Ok(text)
}

/// Where links start from.
struct List<'a> {
    base: &'a str,
    here: &'a SitePath,
}

impl List<'_> {
    fn coes(&self, text: &mut String, knowledge: &KnowledgeBase) -> Result<()> {
        let mut coes: Vec<&Coe> = knowledge.coes.iter().collect();
        coes.sort_by_key(|coe| Reverse(coe.date.as_ref().map(|date| date.value)));
        let shown = coes.iter().take(MOST_COES);
        let lines = shown.map(|coe| {
            let day = coe.date.as_ref().map(|date| format!("{}. ", date.value)).unwrap_or_default();
            let about = day + &opening(&coe.abstract_text, ABSTRACT);
            Ok((site_map::coe_source(coe.id.as_str())?, coe.title.value.as_str(), Some(about)))
        });
        self.section(text, "COEs", lines)?;
        if let Some(rest) = coes.len().checked_sub(MOST_COES).filter(|rest| *rest > 0) {
            text.push_str(&format!("\nOlder ones are not listed: {rest} more are in the data below.\n"));
        }
        Ok(())
    }

    /// A heading with its links; nothing at all when there are none.
    fn section<'t, S: AsRef<str>>(
        &self,
        text: &mut String,
        title: &str,
        links: impl IntoIterator<Item = Result<(SitePath, &'t str, Option<S>)>>,
    ) -> Result<()> {
        let mut lines = String::new();
        for link in links {
            let (path, title, about) = link?;
            let url = path.relative_to(self.here);
            // Writing to a string cannot fail.
            let _ = write!(lines, "- [{}]({}{url})", plain(title), self.base);
            let about = about.map(|about| plain(about.as_ref())).filter(|about| !about.is_empty());
            lines.extend(about.into_iter().flat_map(|about| [": ".to_owned(), about]));
            lines.push('\n');
        }
        if !lines.is_empty() {
            text.push_str(&format!("\n## {title}\n\n{lines}"));
        }
        Ok(())
    }
}

/// Words on one line that Markdown shows as they are.
pub(crate) fn plain(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        for c in word.chars().filter(|c| !c.is_control()) {
            if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~' | '!') {
                plain.push('\\');
            }
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_cannot_be_markup() {
        assert_eq!(plain("a]\n(b) <c> *d*  # "), r"a\] (b) \<c\> \*d\* \#");
    }
}
