// What readers have to wait for: a COE with its style and script over the wire, and the fonts.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { coesOf } from "./pages.mjs";
import { allSites, site } from "./support.mjs";

const HEAVIEST_PAGE = 60_000;
const HEAVIEST_FONTS = 200_000;

for (const site of await allSites()) {
  test(`every COE of ${site.name} weighs less than ${HEAVIEST_PAGE / 1000} kB over the wire`, (t) => {
    const weights = coesOf(site).map(({ path }) => ({ path, weight: weigh(site.folder, path) }));
    weights.sort((a, b) => b.weight - a.weight);
    t.diagnostic(`heaviest: ${weights[0].path}, ${(weights[0].weight / 1000).toFixed(1)} kB`);
    assert.deepEqual(weights.filter(({ weight }) => weight >= HEAVIEST_PAGE), []);
  });
}

test(`the fonts weigh less than ${HEAVIEST_FONTS / 1000} kB together`, async (t) => {
  const folder = join((await site()).folder, "assets");
  const fonts = readdirSync(folder).filter((name) => name.endsWith(".woff2"));
  const weight = fonts.reduce((sum, name) => sum + readFileSync(join(folder, name)).length, 0);
  t.diagnostic(`${(weight / 1000).toFixed(1)} kB in ${fonts.length} fonts`);
  assert.ok(fonts.length > 0 && weight < HEAVIEST_FONTS, `${weight} bytes`);
});

/** The page, its style and its scripts, each as a server sends it. */
function weigh(folder, path) {
  const page = readFileSync(join(folder, path), "utf8");
  const head = page.slice(0, page.indexOf("</head>"));
  const parts = [...head.matchAll(/<(?:link rel="?stylesheet"? href|script src)="?([^"\s>]+)/g)].map(([, href]) => href);
  const files = parts.map((href) => readFileSync(join(folder, "coes", href)));
  assert.ok(files.length >= 2, `${path}: no style and script in ${head}`);
  return [page, ...files].reduce((sum, file) => sum + gzipSync(file).length, 0);
}
