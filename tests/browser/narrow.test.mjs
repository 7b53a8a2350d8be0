// Whether a page can be read on the narrowest screens: 320 px, which is also a screen of 1280 px at 400 %.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cut, sideways } from "./layout.mjs";
import { samples } from "./pages.mjs";
import { allSites, openPage } from "./support.mjs";

const TALLEST_BAR = 0.35;

for (const site of await allSites()) {
  for (const path of samples(site)) {
    test(`${site.name}/${path} fits 320 px`, async (t) => {
      const page = await openPage(t, path, { site, width: 320, height: 640, reducedMotion: true });
      assert.deepEqual(await page.evaluate(sideways), []);
      assert.deepEqual(await page.evaluate(cut), []);
    });
  }
}

for (const path of ["index.html", "coes/checkout-retry-storm.html", "map.html"]) {
  test(`${path} can be read at 400 %: what stays in place leaves room for the text`, async (t) => {
    const page = await openPage(t, path, { width: 320, height: 256, scale: 4, reducedMotion: true });
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
    assert.deepEqual(await page.evaluate(sideways), []);
    const taken = await page.evaluate(heightThatStays);
    assert.ok(taken <= TALLEST_BAR, `${Math.round(100 * taken)} % of the height is taken by what does not scroll`);
  });
}

/** The part of the window that is covered by what does not scroll with the text. */
function heightThatStays() {
  const stays = [...document.querySelectorAll("body *")].filter((element) => {
    const { position, visibility, display } = getComputedStyle(element);
    return (position === "fixed" || position === "sticky") && visibility === "visible" && display !== "none";
  });
  const covered = stays.map((element) => {
    const { top, bottom, width } = element.getBoundingClientRect();
    if (width < innerWidth / 2) return 0;
    return Math.max(0, Math.min(bottom, innerHeight) - Math.max(top, 0));
  });
  return Math.max(0, ...covered) / innerHeight;
}
