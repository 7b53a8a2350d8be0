// Whether a page can be read on paper: nothing lost, nothing cut, nothing that only helps on a screen.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { cut, sideways } from "./layout.mjs";
import { samples } from "./pages.mjs";
import { allSites, openPage } from "./support.mjs";

const folder = mkdtempSync(join(tmpdir(), "coebook-paper-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** 16 mm, and A4 without them, in px. */
const MARGIN = 60;
const SHEET = { width: 673, height: 986 };

for (const site of await allSites()) {
  for (const path of samples(site)) {
    test(`${site.name}/${path} is whole on paper`, async (t) => {
      const page = await openPage(t, path, { site, ...SHEET, media: "print" });
      assert.deepEqual(await page.evaluate(sideways), [], "wider than the sheet");
      assert.deepEqual(await page.evaluate(cut, MARGIN), [], "cut off");
      const { written, cells, frame } = await page.evaluate(contents);
      const paper = join(folder, "page.pdf");
      await page.pdf({ path: paper, preferCSSPageSize: true, format: "A4" });
      const text = squeezed(execFileSync("pdftotext", ["-raw", paper, "-"], { encoding: "utf8", maxBuffer: 1 << 26 }));
      assert.deepEqual(lost(cells, text), [], "cells of tables that are not on the paper");
      assert.deepEqual(lost(written, text), [], "words of the document that are not on the paper");
      assert.deepEqual(frame.filter((words) => text.includes(squeezed(words))), [], "navigation on the paper");
      assert.deepEqual(outside(paper), [], "words beyond the edge of the sheet");
    });
  }
}

/** Runs in the page: every piece of text that has to be on the paper, and what must not. */
function contents() {
  const texts = (selector) => [...document.querySelectorAll(selector)].flatMap(pieces);
  const cells = texts("main :is(td, th)");
  const written = texts("main :is(h1, h2, h3, h4, h5, h6, p, li, dd, dt, blockquote, pre, summary)");
  const frame = ["Skip to the text"];
  return { cells, written, frame };

  // A line of text is in one piece on paper, unless it breaks; what stands beside it may come between.
  function pieces(element) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (belongs(node.parentElement)) found.push(...node.data.split(/\s+/));
    }
    // A sign without letters may be a picture on paper.
    return found.filter((word) => /[\p{L}\p{N}]/u.test(word));
  }

  function belongs(element) {
    if (element.closest("nav, svg, title, button, [data-screen]")) return false;
    // Words for those who hear the page: the eye sees a shape in their place.
    if (getComputedStyle(element).clipPath === "inset(50%)") return false;
    const folded = element.closest("details:not([open])");
    // What is folded is unfolded on paper, always where an author folded it; everything else is there when it is seen.
    if (folded) return folded.matches(".coe-prose *") || folded.checkVisibility();
    return element.checkVisibility({ visibilityProperty: true });
  }
}

/** Text without what paper changes: spaces, hyphens at the end of lines, letters that are drawn as one. */
function squeezed(text) {
  return text.normalize("NFKC").replace(/[\s\u00ad\u2010-\u2015-]+/g, "").toLowerCase();
}

function lost(words, text) {
  return [...new Set(words)].filter((word) => !text.includes(squeezed(word))).slice(0, 8);
}

/** Words whose box is not within that of their page. */
function outside(paper) {
  const said = execFileSync("pdftotext", ["-bbox", paper, "-"], { encoding: "utf8", maxBuffer: 1 << 27 });
  const found = [];
  let width = 0;
  for (const line of said.split("\n")) {
    width = Number(line.match(/<page width="([\d.]+)"/)?.[1] ?? width);
    const word = line.match(/xMin="([-\d.]+)".*xMax="([-\d.]+)".*>(.*)<\/word>/);
    if (word && (Number(word[1]) < 0 || Number(word[2]) > width)) found.push(word[3]);
  }
  return found.slice(0, 8);
}
