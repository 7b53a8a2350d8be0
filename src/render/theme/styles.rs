//! One style file on its way into the stylesheet: addresses of static files set, comments and empty lines dropped.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::write::SitePath;

/// How a style names a static file of the theme: relative to the `css` folder.
const STATIC: &str = "url(\"../static/";

/// The style as it stands in the stylesheet.
pub(super) fn prepare(path: &str, style: &str, names: &BTreeMap<String, SitePath>) -> Result<String> {
    Ok(compact(&with_addresses(path, style, names)?))
}

/// `url("../static/fonts/x.woff2")` becomes the name the file has in the site, where both are in one folder.
fn with_addresses(path: &str, style: &str, names: &BTreeMap<String, SitePath>) -> Result<String> {
    let mut pieces = style.split(STATIC);
    let mut whole = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once('"').unwrap_or((piece, ""));
        let asset = names.get(&format!("static/{name}")).ok_or_else(|| {
            Error::new(format!("the theme's {path} refers to static/{name}, which the theme does not have"))
                .hint("add the file to the theme, or mend the address")
        })?;
        let file = asset.as_str().rsplit_once('/').map_or(asset.as_str(), |(_, file)| file);
        whole.push_str("url(\"");
        whole.push_str(file);
        whole.push('"');
        whole.push_str(rest);
    }
    Ok(whole)
}

/// Without comments, indentation and empty lines; what stands in quotes is kept as it is.
fn compact(style: &str) -> String {
    let mut kept = String::with_capacity(style.len());
    let mut rest = style;
    while let Some(start) = rest.find(['"', '\'', '/']) {
        let (before, from) = rest.split_at(start);
        kept.push_str(before);
        let end = end_of_piece(from);
        if !from.starts_with("/*") {
            kept.push_str(&from[..end]);
        }
        rest = &from[end..];
    }
    kept.push_str(rest);
    let lines = kept.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::new(), |sheet, line| sheet + line + "\n")
}

/// Where the string, comment or slash that begins here ends.
fn end_of_piece(from: &str) -> usize {
    if from.starts_with("/*") {
        return from.find("*/").map_or(from.len(), |end| end + 2);
    }
    match from.chars().next() {
        Some(quote @ ('"' | '\'')) => from[1..].find(quote).map_or(from.len(), |end| end + 2),
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_comments_but_not_what_looks_like_one_in_a_string() {
        let style = "/* a */\n.x {\n  content: \"/* b */\"; /* c */\n}\n\n.y { background: url(a/b) }";
        assert_eq!(compact(style), ".x {\ncontent: \"/* b */\";\n}\n.y { background: url(a/b) }\n");
    }

    #[test]
    fn says_which_file_a_style_misses() {
        let error = prepare("css/x.css", "a { b: url(\"../static/no.png\") }", &BTreeMap::new()).unwrap_err();
        assert!(error.to_string().contains("css/x.css refers to static/no.png"), "{error}");
    }
}
