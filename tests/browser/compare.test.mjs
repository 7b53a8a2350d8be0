// Whether any two incidents can be set beside each other, by their titles and by an address that somebody shared.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage } from "./support.mjs";

const CHOSEN = "compare.html?a=bananas-nobody-could-collect&b=checkout-retry-storm";

test("any two are chosen by their titles and stand beside each other", async (t) => {
  const page = await openPage(t, "compare.html", {});
  await page.getByLabel("One incident").fill("Bananas nobody could collect");
  await page.getByLabel("Another").fill("the provider slowed down and our retries finished the job");
  await page.keyboard.press("Enter");
  await page.getByText("The two stand below.").waitFor();
  assert.match(page.url(), /\?a=bananas-nobody-could-collect&b=checkout-retry-storm$/u);
  const titles = await page.locator("[data-compare-chosen] .coe-compare__side h2").allTextContents();
  assert.deepEqual(titles, ["Bananas nobody could collect", "The provider slowed down and our retries finished the job"]);
  const rows = await page.locator("[data-compare-chosen] .coe-compare__row > header h2").allTextContents();
  assert.ok(rows.includes("Time of incident") && rows.includes("Contributing factors") && rows.includes("Actions completed"), String(rows));
  assert.equal(await page.locator("[data-compare-still]").first().isVisible(), false);
  await page.goBack();
  await page.locator("[data-compare-still]").first().waitFor();
  assert.equal(await page.locator("[data-compare-chosen]").isVisible(), false);
});

test("an address of two shows them, and their links lead to their places", async (t) => {
  const page = await openPage(t, CHOSEN, {});
  await page.getByText("The two stand below.").waitFor();
  assert.equal(await page.getByLabel("One incident").inputValue(), "Bananas nobody could collect (2023-03-14)");
  const links = await page.locator("[data-compare-chosen] li a").evaluateAll((all) => all.map((link) => link.href));
  assert.ok(links.length > 4, String(links));
  for (const link of links.slice(0, 6)) {
    const answer = await page.request.get(link);
    assert.equal(answer.status(), 200, link);
    const id = decodeURIComponent(new URL(link).hash.slice(1));
    if (id) assert.ok((await answer.text()).includes(`id="${id}"`), link);
  }
});

test("what is no title is said, and the field that is wrong has the focus", async (t) => {
  const page = await openPage(t, "compare.html", {});
  await page.getByLabel("One incident").fill("Bananas nobody could collect");
  await page.getByLabel("Another").fill("nothing of that name");
  await page.getByRole("button", { name: "Set beside each other" }).click();
  await page.getByText("There is no incident of that title").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "compare-b");
});

test("a COE leads to where it is set beside any other", async (t) => {
  const page = await openPage(t, "coes/checkout-retry-storm.html", {});
  await page.getByRole("link", { name: "Compare with any other" }).click();
  await page.waitForURL(/compare\.html\?a=checkout/u);
  await page.waitForFunction(() => document.querySelector("#compare-a").value !== "");
  assert.match(await page.getByLabel("One incident").inputValue(), /^The provider slowed down/u);
});
