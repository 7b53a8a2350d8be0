//! A feed as JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use serde::Serialize;

use crate::error::{Error, Kind, Result};

use super::{Feed, Item, moment};

#[derive(Serialize)]
struct Document<'f> {
    version: &'static str,
    title: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    home_page_url: Option<&'f str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    feed_url: Option<&'f str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'f str,
    language: &'f str,
    authors: [Author<'f>; 1],
    items: Vec<Told<'f>>,
}

#[derive(Serialize)]
struct Author<'f> {
    name: &'f str,
}

#[derive(Serialize)]
struct Told<'f> {
    id: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'f str>,
    title: &'f str,
    content_text: &'f str,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'f str,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'f str>,
    language: &'f str,
}

/// The whole document. The format knows absolute addresses only, so without a base address it has none.
pub(in crate::render) fn json(feed: &Feed, own: Option<&str>) -> Result<Vec<u8>> {
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: feed.home.absolute.as_deref(),
        feed_url: own,
        description: &feed.subtitle,
        language: &feed.language,
        authors: [Author { name: &feed.author }],
        items: feed.items.iter().map(told).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&document)
        .map_err(|error| Error::new("cannot write a feed").of(Kind::Internal).because(error))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn told(item: &Item) -> Told<'_> {
    Told {
        id: &item.id,
        url: item.address.absolute.as_deref(),
        title: &item.title,
        // An entry has to have content: of a COE that says nothing of itself it is the title.
        content_text: if item.summary.is_empty() { &item.title } else { &item.summary },
        summary: &item.summary,
        date_published: moment(item.published),
        date_modified: moment(item.updated),
        tags: item.categories.iter().map(|(_, title)| title.as_str()).collect(),
        language: item.language,
    }
}
