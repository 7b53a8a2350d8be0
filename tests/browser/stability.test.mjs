// Whether a page stands still while it loads, also where the fonts come long after the text.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { test } from "node:test";
import { samples } from "./pages.mjs";
import { openPage, site } from "./support.mjs";

const MOST = 0.02;
const FONTS_COME_AFTER = 250;

/** The faces of `fonts.css` that take the same room as ours stand on every desktop, but not on every server. */
const faces = execFileSync("fc-list", { encoding: "utf8" });
const withoutFaces = /Liberation Serif|Times New Roman/.test(faces) ? false : "no face to stand in: apt install fonts-liberation";

for (const path of samples(await site())) {
  for (const width of path.startsWith("coes/") || path === "index.html" ? [1440, 390] : [1440]) {
    test(`${path} stands still at ${width} px`, { skip: withoutFaces }, async (t) => {
      const page = await openPage(t, path, { width, before: delayFonts });
      const { sum, moved } = await page.evaluate(shifts);
      assert.ok(sum < MOST, `${sum.toFixed(4)}: ${moved.join(", ")}`);
    });
  }
}

async function delayFonts(page) {
  await page.route("**/*.woff2", async (route) => {
    await setTimeout(FONTS_COME_AFTER);
    await route.continue().catch(() => {});
  });
}

/** Runs in the page: how far things moved, and which. */
async function shifts() {
  const seen = [];
  const observer = new PerformanceObserver((list) => seen.push(...list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  const frame = () => new Promise((next) => requestAnimationFrame(next));
  for (let count = 0; count < 5; count += 1) await frame();
  seen.push(...observer.takeRecords());
  observer.disconnect();
  const name = ({ node }) => (node?.nodeType === 1 ? `${node.tagName.toLowerCase()}.${node.className}` : `text ${node?.data?.slice(0, 30)}`);
  const moved = [...new Set(seen.flatMap((entry) => entry.sources.map(name)))];
  return { sum: seen.reduce((sum, entry) => sum + entry.value, 0), moved };
}
