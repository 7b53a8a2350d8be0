//! The page of a COE.

use crate::error::Result;
use crate::model::Coe;
use crate::render::context::Page;
use crate::render::figures::arc::{self, Size};
use crate::render::prose;
use crate::render::view::{CoePage, RailItem};

use super::{around, body, colophon, factors, masthead, notes, profile, seen_before};

pub(in crate::render) fn page(page: &Page<'_, '_>, index: usize) -> Result<Vec<u8>> {
    let coe = page.site.coe(index);
    page.site.theme.render("coe.html", &view(page, coe, index))
}

fn view(page: &Page<'_, '_>, coe: &Coe, index: usize) -> CoePage {
    let anchors = prose::anchors(coe);
    let mut prose = prose::of_coe(page, coe, &anchors);
    factors::add(page, coe, &mut prose);
    let notes = notes::add(page, index, &mut prose);
    let body = body::body(page, coe, body::Told { prose: &prose, notes: &notes, anchors: &anchors });
    let masthead = masthead::masthead(page, index);
    let around = around::around(page, index);
    let mut rail = body.rail;
    if around.any {
        rail.push(RailItem { title: page.words().said("around.heading"), anchor: "around-it".to_owned() });
    }
    CoePage {
        shell: page.shell(&coe.title.value, &masthead.standfirst, coe.language),
        profile: profile::chosen(coe),
        arc: arc::of(&coe.times, Size::Page, page.words()),
        questions: masthead::questions(coe, page.words()),
        seen_before: seen_before::of(page, index),
        takeaways: body.takeaways,
        rail: if rail.len() > 1 { rail } else { Vec::new() },
        miniature: body.miniature,
        body: body.parts,
        footnotes: prose.footnotes(),
        around,
        colophon: colophon::colophon(page, coe),
        masthead,
    }
}
