// Whether a page is whole without its script: the same text, the same links, and no control that does nothing.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";
import { samples } from "./pages.mjs";
import { allSites, openPage } from "./support.mjs";

for (const site of await allSites()) {
  for (const path of samples(site)) {
    test(`${site.name}/${path} is whole without script`, async (t) => {
      const still = await openPage(t, path, { site, javaScript: false });
      const plain = await still.evaluate(contents);
      const live = await openPage(t, path, { site });
      const scripted = await live.evaluate(contents);
      assert.deepEqual(plain.dead, [], "controls that do nothing");
      assert.deepEqual(plain.links.filter((href) => !leads(site, path, href)), [], "links that lead nowhere");
      assert.deepEqual(missing(plain.links, scripted.links), [], "links that script takes away");
      assert.deepEqual(missing(plain.text, scripted.text), [], "text that script takes away");
      assert.deepEqual(missing(scripted.written, plain.written), [], "text of the document that only script shows");
    });
  }
}

/** Runs in the page: what a reader sees of it. */
function contents() {
  const seen = (element) => element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true });
  // What a button says is no text of the page.
  const words = (element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll("button, [role=status]").forEach((control) => control.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
  const all = (selector) => [...document.querySelectorAll(selector)];
  const blocks = "h1, h2, h3, h4, p, li, td, th, dt, dd, blockquote, figcaption, pre, summary";
  return {
    // A map that moves stands in place of one that does not.
    text: all(`main :is(${blocks})`).filter((element) => !element.closest("[data-map-still]")).map(words),
    written: all(`:is(.coe-prose, .coe-timeline, .coe-takeaways) :is(p, li, td, th)`).filter(seen).map(words),
    links: all("a[href]:not([data-map-still] *)").map((link) => link.getAttribute("href")),
    dead: all("button, input:not([type=hidden]), select, textarea, a[href='#'], a[href^='javascript:']").filter(seen).map((element) => element.outerHTML.slice(0, 120)),
  };
}

function missing(wanted, there) {
  const known = new Set(there);
  return [...new Set(wanted)].filter((one) => one && !known.has(one)).slice(0, 8);
}

function leads(site, from, href) {
  if (/^[a-z][a-z0-9+.-]*:/i.test(href) || href.startsWith("#")) return true;
  const [path] = href.split(/[?#]/);
  return existsSync(join(site.folder, normalize(join(dirname(from), decodeURIComponent(path)))));
}
