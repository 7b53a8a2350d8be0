// What a reader does with lessons, reading paths and what incidents say: ticks off, narrows down, copies.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage } from "./support.mjs";

test("a step of a path is ticked off, counted, and still ticked after a reload", async (t) => {
  const page = await openPage(t, "paths/quiet-failures.html");
  const tick = page.getByRole("button", { name: "Read: Uploads were accepted but never transformed" });
  await page.getByText("0 of 7 read").waitFor();
  await tick.click();
  await page.getByText("1 of 7 read").waitFor();
  await page.reload();
  await page.getByText("1 of 7 read").waitFor();
  assert.equal(await tick.getAttribute("aria-pressed"), "true");
  await tick.focus();
  await page.keyboard.press("Enter");
  await page.getByText("0 of 7 read").waitFor();
});

test("where a browser keeps nothing a path is as it was", async (t) => {
  const page = await openPage(t, "paths/quiet-failures.html", {
    before: (page) => page.addInitScript(() => Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } })),
  });
  assert.equal(await page.getByRole("button", { name: /^Read: / }).count(), 0);
  assert.equal(await page.locator("[data-progress] > li").count(), 7);
});

test("takeaways are narrowed down to a team, and the address says so", async (t) => {
  const page = await openPage(t, "collected/takeaways.html");
  const items = page.locator("[data-collected-group] li:visible");
  const all = await items.count();
  await page.getByLabel("Team").selectOption("search");
  await page.waitForURL(/\?team=search$/);
  const some = await items.count();
  assert.ok(some > 0 && some < all, `${some} of ${all}`);
  await page.getByText(`${some} of ${all}`).waitFor();
  const terms = await items.first().getByRole("link", { name: "Search", exact: true }).count();
  assert.ok(terms > 0);
});

test("the page of a service leads to what its incidents say, narrowed down", async (t) => {
  const page = await openPage(t, "services/checkout-api.html");
  await page.locator("#collected + ul").getByRole("link", { name: "Takeaways" }).click();
  await page.waitForURL(/collected\/takeaways\.html\?service=checkout-api$/);
  assert.equal(await page.getByLabel("Service").inputValue(), "checkout-api");
  const shown = await page.locator("[data-collected-group] li:visible").count();
  assert.ok(shown > 0 && shown < 30, `${shown}`);
});
