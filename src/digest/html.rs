//! A digest as HTML for mail: one file, its styles in its elements, for mail programs know no others.

use crate::xml::escaped;

use super::{Digest, Entry};

const BODY: &str = "margin:0 auto;padding:24px 16px;max-width:640px;background:#ffffff;color:#1d1c1a;\
                    font:16px/1.5 Georgia,'Times New Roman',serif";
const TITLE: &str = "margin:0;font-size:26px;line-height:1.2";
const SUBTITLE: &str = "margin:8px 0 0;color:#5c5953;font-size:15px";
const SECTION: &str =
    "margin:32px 0 0;padding-top:12px;border-top:1px solid #1d1c1a;font-size:18px;line-height:1.3";
const LIST: &str = "margin:0;padding:0;list-style:none";
const ITEM: &str = "margin:0;padding:12px 0;border-bottom:1px solid #dedad1;overflow-wrap:anywhere";
const LINK: &str = "color:#1d1c1a;font-weight:bold";
const NOTE: &str = "margin:2px 0 0;color:#5c5953;font-size:14px";
const LINES: &str = "margin:6px 0 0;padding-left:20px;font-size:15px";

/// The whole message.
pub fn html(digest: &Digest) -> String {
    let title = escaped(&digest.title);
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}: {period}</title>\n</head>\n<body style=\"{BODY}\">\n\
         <h1 style=\"{TITLE}\" dir=\"auto\">{title}</h1>\n<p style=\"{SUBTITLE}\">{period}. {}</p>\n",
        escaped(&digest.opening),
        period = escaped(&digest.period),
    );
    for section in &digest.sections {
        html.push_str(&format!(
            "<h2 style=\"{SECTION}\">{}</h2>\n<ul style=\"{LIST}\">\n",
            escaped(&section.title)
        ));
        section.entries.iter().for_each(|entry| add(&mut html, entry));
        html.push_str("</ul>\n");
        if !section.more.is_empty() {
            html.push_str(&format!("<p style=\"{NOTE}\">{}</p>\n", escaped(&section.more)));
        }
    }
    html.push_str("</body>\n</html>\n");
    html
}

fn add(html: &mut String, entry: &Entry) {
    html.push_str(&format!(
        "<li style=\"{ITEM}\"><a style=\"{LINK}\" href=\"{}\" dir=\"auto\">{}</a>\n",
        escaped(&entry.address),
        escaped(&entry.title)
    ));
    if !entry.note.is_empty() {
        html.push_str(&format!("<p style=\"{NOTE}\" dir=\"auto\">{}</p>\n", escaped(&entry.note)));
    }
    if !entry.lines.is_empty() {
        html.push_str(&format!("<ul style=\"{LINES}\">\n"));
        let lines = entry.lines.iter().map(|line| format!("<li dir=\"auto\">{}</li>\n", escaped(line)));
        html.extend(lines);
        html.push_str("</ul>\n");
    }
    html.push_str("</li>\n");
}
