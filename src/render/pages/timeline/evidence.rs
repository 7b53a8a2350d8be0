//! Pictures that an entry links to: the graph, the screenshot, the whiteboard.

use crate::model::{Coe, EntrySource, Target};
use crate::render::context::Page;
use crate::render::view::Evidence;

/// Kinds of files a browser shows as a picture.
const PICTURES: [&str; 7] = ["avif", "gif", "jpeg", "jpg", "png", "svg", "webp"];

/// The pictures of the site that an entry links to, but does not show.
pub(super) fn of(page: &Page<'_, '_>, coe: &Coe, entry: &EntrySource) -> Vec<Evidence> {
    let links = page.site.knowledge.links.get(&coe.path).map_or(&[][..], Vec::as_slice);
    let within = entry.ranges.iter().flat_map(|range| {
        let first = links.partition_point(|link| link.span.start < range.start);
        links[first..].iter().take_while(|link| link.span.start < range.end)
    });
    within
        .filter_map(|link| {
            let Target::Asset(path) = &link.target else { return None };
            let words = words_of(coe.text.get(link.span.clone())?)?;
            let href = page.site.map.page_of(&link.target).filter(|_| is_picture(path))?;
            Some(Evidence { href: page.href(&href), words })
        })
        .collect()
}

fn is_picture(path: &str) -> bool {
    let kind = path.rsplit_once('.').map(|(_, kind)| kind.to_ascii_lowercase());
    kind.is_some_and(|kind| PICTURES.contains(&kind.as_str()))
}

/// The words of `[a link](address)`; nothing for a picture, which stands in the text already.
fn words_of(written: &str) -> Option<String> {
    let inside = written.strip_prefix('[')?;
    let words = inside.rsplit_once(']').map_or(inside, |(words, _)| words);
    let words = words.rsplit_once("](").map_or(words, |(words, _)| words);
    Some(words.replace(['*', '_', '`'], ""))
}
