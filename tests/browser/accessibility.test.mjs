// What axe-core says of a page: nothing serious or critical, whatever the width and the colours.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { samples } from "./pages.mjs";
import { allSites, openPage } from "./support.mjs";

const { source } = createRequire(import.meta.url)("axe-core");
const ALL = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
/** Both widths and both schemes, each once. */
const LOOKS = [
  { width: 1440, scheme: "light" },
  { width: 390, scheme: "dark" },
];

for (const site of await allSites()) {
  for (const path of samples(site)) {
    test(`${site.name}/${path} has nothing serious against it`, async (t) => {
      const page = await openPage(t, path, { site, reducedMotion: true });
      await page.evaluate(source);
      for (const { width, scheme } of LOOKS) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme: scheme });
        assert.deepEqual(await faults(page), [], `${width} px, ${scheme}`);
      }
    });
  }
}

function faults(page) {
  return page.evaluate(async (runOnly) => {
    const { violations } = await globalThis.axe.run({ runOnly, resultTypes: ["violations"] });
    const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    return grave.flatMap(({ id, nodes }) =>
      nodes.slice(0, 5).map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary.split("\n").at(-1).trim()}`),
    );
  }, ALL);
}
