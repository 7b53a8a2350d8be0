// Whether a site can be read from a folder, without a server.
import { test } from "node:test";
import assert from "node:assert/strict";
import { samples } from "./pages.mjs";
import { openPage, site } from "./support.mjs";

for (const path of samples(await site())) {
  test(`${path} opens as a file`, async (t) => {
    const page = await openPage(t, path, { from: "file" });
    assert.notEqual((await page.getByRole("main").innerText()).trim(), "");
    assert.equal(await page.evaluate(() => document.fonts.check("1em 'Source Serif 4'")), true, "the face is there");
  });
}

test("links lead from page to page as files", async (t) => {
  const page = await openPage(t, "browse.html", { from: "file" });
  await page.getByRole("main").getByRole("link", { name: "A flag switched off in four seconds" }).first().click();
  await page.waitForURL(/\/coes\//);
  assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
});
