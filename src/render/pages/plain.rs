//! Pages that hold next to nothing: addresses that moved, and those that lead nowhere.

use crate::error::Result;
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
    let mut browse = page.href(&site_map::browse());
    // Servers show this page for any address, so relative links would lead astray; where the site has an absolute
    // address they need not be.
    if !page.absolute(&page.path).is_empty() {
        let base = page.absolute(&site_map::home());
        let base = base.trim_end_matches(site_map::home().as_str());
        let rebase = |href: &mut String| href.insert_str(0, base);
        [&mut shell.home, &mut shell.stylesheet, &mut shell.icon, &mut browse].into_iter().for_each(rebase);
        shell.navigation.iter_mut().for_each(|item| rebase(&mut item.href));
    }
    shell.canonical.clear();
    page.site.theme.render("not_found.html", &PlainPage { shell, browse })
}
