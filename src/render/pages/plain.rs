//! Pages that hold next to nothing: addresses that moved, and those that lead nowhere.

use crate::error::Result;
use crate::render::Delivery;
use crate::render::context::Page;
use crate::render::site_map;
use crate::render::view::{PlainPage, RedirectPage};

/// The page at an old name of a COE.
pub(in crate::render) fn redirect(page: &Page<'_, '_>, to: usize) -> Result<Vec<u8>> {
    let target = page.coe(to);
    let path = site_map::coe_page(page.site.coe(to).id.as_str())?;
    let absolute = page.absolute(&path);
    let canonical = if absolute.is_empty() { target.href.clone() } else { absolute };
    let mut shell = page.shell(&target.title, "", page.words().language());
    shell.canonical.clear();
    page.site.theme.render("redirect.html", &RedirectPage { shell, target, canonical })
}

/// What a server shows for an address that leads nowhere, at whatever depth.
pub(in crate::render) fn not_found(page: &Page<'_, '_>) -> Result<Vec<u8>> {
    let mut shell = page.shell(page.words().say("not_found.title"), "", page.words().language());
    shell.scripts.extend(page.site.theme.script("not_found.js").map(|path| page.href(path)));
    let mut data = page.href(&site_map::facets());
    let mut browse = page.href(&site_map::browse());
    // Servers show this page for any address, so relative links would lead astray; where it is known in which folder
    // of its server the site stands they begin there. A host before them would fail wherever else it is shown.
    if let Some(root) = root(page) {
        let rebase = |href: &mut String| href.insert_str(0, &root);
        let single = [&mut shell.home, &mut shell.stylesheet, &mut shell.icon, &mut browse, &mut data];
        single.into_iter().for_each(rebase);
        shell.scripts.iter_mut().for_each(rebase);
        shell.navigation.iter_mut().for_each(|item| rebase(&mut item.href));
        shell.views.iter_mut().for_each(|view| rebase(&mut view.href));
        if let Some(search) = &mut shell.search {
            [&mut search.page, &mut search.script, &mut search.worker].into_iter().for_each(rebase);
        }
    }
    shell.canonical.clear();
    page.site.theme.render("not_found.html", &PlainPage { shell, browse, data })
}

/// The folder of the server the site stands in: `/` or `/debriefs/`; nothing where nobody knows.
fn root(page: &Page<'_, '_>) -> Option<String> {
    let home = page.absolute(&site_map::home());
    if page.site.options.delivery == Delivery::Live {
        return Some("/".to_owned());
    }
    if home.is_empty() {
        return None;
    }
    let base = home.trim_end_matches(site_map::home().as_str());
    let path = base.split_once("://").map_or(base, |(_, rest)| rest);
    Some(path.find('/').map_or_else(|| "/".to_owned(), |at| path[at..].to_owned()))
}
