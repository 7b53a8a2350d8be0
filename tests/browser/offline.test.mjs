// A site built with --offline: search without a server, from a folder and out of an archive.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openPage } from "./support.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BINARY = process.env.COEBOOK_BIN ?? join(ROOT, "target/debug/coebook");
const scratch = mkdtempSync(join(tmpdir(), "coebook-offline-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

const folder = join(scratch, "site");
execFileSync(BINARY, ["build", ROOT, "--offline", "--out", folder, "--today", "2026-11-21", "--quiet"], { stdio: "pipe" });

const places = { "a folder": () => folder, "an archive": unpacked };

/** The site after it was packed, sent and unpacked where somebody keeps such things. */
function unpacked() {
  const archive = join(scratch, "site.zip");
  const elsewhere = join(scratch, "Bøker og håndbøker");
  execFileSync("python3", ["-m", "zipfile", "-c", archive, folder]);
  execFileSync("python3", ["-m", "zipfile", "-e", archive, elsewhere]);
  return join(elsewhere, "site");
}

for (const [name, place] of Object.entries(places)) {
  test(`search works in pages from ${name}`, async (t) => {
    const site = { name: "offline", folder: place() };
    const page = await openPage(t, "coes/checkout-retry-storm.html", { from: "file", site, reducedMotion: true });
    await page.keyboard.press("/");
    await page.getByRole("combobox", { name: "Search all incidents" }).fill("retry storm");
    // What was looked for is marked; before the answer other things are offered.
    const first = page.getByRole("option").filter({ has: page.locator("mark") }).first();
    await first.waitFor();
    const found = await first.evaluate((option) => option.href);
    assert.match(found, /^file:/);
    await page.keyboard.press("Enter");
    await page.waitForURL(found);
    assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
  });
}

test("an offline site holds its index as scripts only", () => {
  const kinds = new Set(readdirSync(join(folder, "search")).map((file) => file.split(".").at(-1)));
  assert.deepEqual([...kinds], ["js"]);
});
