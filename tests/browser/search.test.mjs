// Search as a reader has it: the dialog, the page of results, a pasted log, and what is said where the engine cannot be had.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { sideways } from "./layout.mjs";
import { browser, openPage, site } from "./support.mjs";

const COE = "coes/checkout-retry-storm.html";
const engine = existsSync(join((await site()).folder, "search/index.json"));
const { source: axe } = createRequire(import.meta.url)("axe-core");
const field = (page) => page.getByRole("combobox", { name: "Search all incidents" });
const options = (page) => page.getByRole("option");
const hits = (page) => page.locator(".coe-hit");
const chosen = (page) => page.locator('[role="option"][aria-selected="true"]');

/** A page with the dialog open and something typed. */
async function asking(t, query, options = {}) {
  const page = await open(t, options.path ?? COE, options);
  await page.keyboard.press("/");
  await field(page).fill(query);
  return page;
}

const open = (t, path, options = {}) => openPage(t, path, { reducedMotion: true, ...options });

/** axe-core's opinion of the page, without what it only suspects. */
async function faults(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" ")}`);
}

const searching = (name, body) => test(name, { skip: !engine && "the site has no index" }, body);

searching("`/` opens the dialog, what is typed is found, and Enter opens the best place", async (t) => {
  const page = await asking(t, "retry");
  await hits(page).first().waitFor();
  assert.equal(await field(page).getAttribute("aria-expanded"), "true");
  const first = chosen(page);
  assert.equal(await first.count(), 1, "one is chosen");
  assert.equal(await field(page).getAttribute("aria-activedescendant"), await first.getAttribute("id"));
  assert.ok(await first.locator("mark").count(), "what was looked for is marked");
  const place = await first.evaluate((option) => option.href);
  await page.keyboard.press("Enter");
  await page.waitForURL(place);
});

searching("arrows choose around the list, and the field keeps the focus and its caret", async (t) => {
  const page = await asking(t, "the");
  await hits(page).nth(2).waitFor();
  const all = await options(page).evaluateAll((every) => every.map((option) => option.id));
  await page.keyboard.press("ArrowDown");
  assert.equal(await chosen(page).getAttribute("id"), all[1]);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(await chosen(page).getAttribute("id"), all.at(-1), "before the first comes the last");
  await page.keyboard.press("PageUp");
  assert.equal(await chosen(page).getAttribute("id"), all[0]);
  await page.keyboard.press("Home");
  await page.keyboard.type("x");
  assert.equal(await field(page).inputValue(), "xthe", "Home belongs to the text");
});

searching("Ctrl and Enter open a new tab and leave the dialog", async (t) => {
  const page = await asking(t, "retry");
  await hits(page).first().waitFor();
  const coming = page.context().waitForEvent("page");
  await page.keyboard.press("Control+Enter");
  const tab = await coming;
  await tab.waitForURL(/coes\//);
  assert.ok(await field(page).isVisible());
});

searching("Escape closes the dialog and gives the focus back", async (t) => {
  const page = await open(t, COE);
  const opener = page.getByRole("link", { name: "Search" });
  await opener.focus();
  await page.keyboard.press("Enter");
  await field(page).waitFor();
  await page.keyboard.type("pool");
  await page.keyboard.press("Escape");
  assert.ok(!(await field(page).isVisible()));
  assert.ok(await opener.evaluate((link) => link === document.activeElement));
});

searching("the number of hits is announced once typing ends, not with every letter", async (t) => {
  const page = await open(t, COE);
  await page.keyboard.press("/");
  await field(page).waitFor();
  await page.evaluate(() => {
    globalThis.said = [];
    const status = document.querySelector("dialog [role=status]");
    new MutationObserver(() => globalThis.said.push(status.textContent)).observe(status, { childList: true });
  });
  await field(page).pressSequentially("retry storm", { delay: 30 });
  await page.locator("dialog [role=status]", { hasText: /^\d+ results?$/ }).waitFor();
  assert.equal((await page.evaluate(() => globalThis.said.filter(Boolean))).length, 1);
});

searching("a mistyped word is corrected, said, and can be searched for all the same", async (t) => {
  const page = await asking(t, "chekcout ");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Showing results for checkout").waitFor();
  await dialog.getByRole("button", { name: "Search for chekcout instead" }).click();
  await dialog.getByText("Nothing found").waitFor();
  assert.equal(await field(page).inputValue(), '"chekcout"');
});

searching("what cannot be understood is marked where it stands, with what to write instead", async (t) => {
  const page = await asking(t, "pool severity:<=two ");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("expected a number").waitFor();
  assert.equal(await dialog.locator(".coe-problem mark").textContent(), "severity:<=two");
});

searching("before anything is typed there are questions with answers, and what was searched for lately", async (t) => {
  const page = await asking(t, "", { path: "index.html" });
  const examples = await options(page).allTextContents();
  assert.ok(examples.length >= 3, examples.join());
  for (const example of examples) {
    await field(page).fill(example);
    await hits(page).first().waitFor();
    await field(page).fill("");
    await page.getByRole("option", { name: example, exact: true }).waitFor();
  }
  await field(page).fill("retry storm");
  await hits(page).first().waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/coes\//);
  await page.keyboard.press("/");
  await field(page).fill("");
  await page.getByRole("group", { name: "Searched lately" }).getByRole("option", { name: "retry storm" }).waitFor();
  await page.getByRole("button", { name: "Forget these" }).click();
  assert.equal(await page.getByRole("group", { name: "Searched lately" }).count(), 0);
});

searching("all results are on a page of their own, whose address says what was asked", async (t) => {
  const page = await asking(t, "the ");
  await page.getByRole("option", { name: /^All \d+ results/ }).click();
  await page.waitForURL(/browse\.html\?q=the/);
  await page.locator(".coe-result").first().waitFor();
  assert.equal(await page.getByRole("searchbox").inputValue(), "the");
});

for (const [scheme, width, height, scale] of [["light", 1440, 900, 1], ["dark", 320, 640, 1], ["light", 320, 256, 4]]) {
  searching(`the dialog fits ${width} × ${height} px at ${scale * 100} %, ${scheme}, and axe finds nothing`, async (t) => {
    const page = await asking(t, "retry", { scheme, width, height, scale });
    await hits(page).first().waitFor();
    assert.deepEqual(await page.evaluate(sideways), []);
    const { x, width: wide } = await page.getByRole("dialog").boundingBox();
    assert.ok(x >= 0 && x + wide <= width, "within the window");
    assert.deepEqual(await faults(page), []);
  });

  searching(`the page of results fits ${width} × ${height} px at ${scale * 100} %, ${scheme}, and axe finds nothing`, async (t) => {
    const page = await open(t, "browse.html?q=retry", { scheme, width, height, scale });
    await page.locator(".coe-result").first().waitFor();
    assert.deepEqual(await page.evaluate(sideways), []);
    assert.deepEqual(await faults(page), []);
  });
}

const shown = (page) => page.locator("[data-filter-status]").textContent();
const settled = (page) => page.locator("[data-filter-status]", { hasText: /results?$/ }).waitFor();

searching("ticks narrow what is found, are in the address, and Back takes them away again", async (t) => {
  const page = await open(t, "browse.html");
  await page.getByRole("searchbox").fill("the");
  await settled(page);
  const before = await shown(page);
  const boxes = page.getByRole("checkbox");
  const [name, value] = await boxes.first().evaluate((box) => [box.name, box.value]);
  await boxes.first().check();
  await page.waitForURL((url) => url.searchParams.get(name) === value && url.searchParams.get("q") === "the");
  await page.waitForFunction((text) => document.querySelector("[data-filter-status]").textContent !== text, before);
  const count = await page.locator("label:has(:checked) b").first().textContent();
  assert.equal(parseInt(await shown(page), 10), Number(count), "as many as the tick says");
  await page.goBack();
  await page.waitForFunction((text) => document.querySelector("[data-filter-status]").textContent === text, before);
  assert.equal(await boxes.first().isChecked(), false);
  await page.goForward();
  await page.waitForFunction((text) => document.querySelector("[data-filter-status]").textContent !== text, before);
  await page.getByRole("button", { name: /^Remove / }).click();
  await page.waitForFunction((text) => document.querySelector("[data-filter-status]").textContent === text, before);
});

searching("two values of a kind are alternatives", async (t) => {
  const page = await open(t, "browse.html");
  const group = page.locator('[data-filter-group="service"]');
  await group.locator("summary").click();
  const boxes = group.getByRole("checkbox");
  const numbers = [];
  for (const place of [0, 1]) {
    await boxes.nth(place).check();
    await settled(page);
    await page.waitForFunction((count) => document.querySelectorAll("[data-filter-chips] li").length === count, place + 1);
    await page.waitForFunction(() => document.querySelectorAll(".coe-result").length === parseInt(document.querySelector("[data-filter-status]").textContent, 10));
    numbers.push(parseInt(await shown(page), 10));
  }
  assert.ok(numbers[1] >= numbers[0], numbers.join());
  assert.equal(new URL(page.url()).searchParams.getAll("service").length, 2);
});

searching("nothing asked is the whole list, and clearing leads back to it", async (t) => {
  const page = await open(t, "browse.html?q=retry");
  await settled(page);
  assert.ok(!(await page.locator("#years").isVisible()));
  await page.getByRole("button", { name: "Clear all" }).click();
  await page.locator("#years").waitFor();
  assert.equal(new URL(page.url()).search, "");
});

searching("what is found can stand by date", async (t) => {
  const page = await open(t, "browse.html?q=the");
  await settled(page);
  const latest = page.getByRole("button", { name: "Latest first" });
  await latest.click();
  await page.waitForURL(/sort=date/);
  await page.getByRole("button", { name: "Latest first", pressed: true }).waitFor();
  const years = await page.locator(".coe-result__facts > :first-child").evaluateAll((days) => days.map((day) => Number(day.textContent.match(/\d{4}/)?.[0] ?? 0)));
  assert.ok(years.length > 2);
  assert.deepEqual(years, years.toSorted((a, b) => b - a));
});

const LOG = "2024-03-05T14:02:11Z WARN checkout retry budget exhausted\njava.lang.IllegalStateException: Timeout waiting for connection from pool\n\tat com.example.Checkout.pay(Checkout.java:42)";

searching("several lines pasted into a field are a log: what worked then is shown first", async (t) => {
  const page = await open(t, "browse.html");
  await page.getByRole("searchbox").focus();
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, LOG);
  await page.locator(".coe-result").first().waitFor();
  assert.equal(await page.getByLabel("Log or stack trace").inputValue(), LOG);
  assert.equal(new URL(page.url()).search, "", "a log is in no address");
  assert.ok(await page.getByText("What worked").count(), "one of them says what worked");
  await page.getByRole("button", { name: "Remove The pasted log" }).click();
  await page.locator("#years").waitFor();
});

searching("a log pasted into the dialog is taken to the page of results", async (t) => {
  const page = await asking(t, "");
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, LOG);
  await page.waitForURL(/browse\.html/);
  await page.locator(".coe-result").first().waitFor();
  assert.equal(await page.getByLabel("Log or stack trace").inputValue(), LOG);
});

searching("an address that leads nowhere is searched for", async (t) => {
  const page = await open(t, "404.html");
  await page.evaluate(() => history.replaceState(null, "", "/checkout-retry-storms.html"));
  await page.addScriptTag({ url: await page.evaluate(() => [...document.scripts].find((script) => script.src.includes("not_found")).src) });
  await page.getByRole("link", { name: /retry/i }).first().waitFor();
});

/** A site of which some files do not come as they are. */
const broken = (change) => async (page) => {
  await page.route("**/search/*", (route) => change(route, new URL(route.request().url()).pathname.split("/").at(-1)));
};

/** The same, for what fails on purpose: `openPage` would count it as a fault. */
async function openBroken(t, path, change) {
  const { address } = await site();
  const context = await (await browser()).newContext({ reducedMotion: "reduce" });
  t.after(() => context.close());
  const page = await context.newPage();
  await broken(change)(page);
  await page.goto(address + path);
  return page;
}

searching("without the engine it is said, the list is offered, and titles are filtered", async (t) => {
  const page = await openBroken(t, COE, (route) => route.fulfill({ status: 404, body: "" }));
  await page.keyboard.press("/");
  await field(page).fill("retry");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Search could not be loaded.").waitFor();
  await dialog.getByRole("link", { name: "The list of all incidents works without it." }).click();
  await page.waitForURL(/browse\.html/);
  await page.getByRole("searchbox").fill("retry");
  await page.getByText("only titles, services and causes are searched").waitFor();
  const rows = page.locator("#years [data-facets]");
  const [all, fitting] = [await rows.count(), await rows.filter({ visible: true }).count()];
  assert.ok(fitting > 0 && fitting < all, `${fitting} of ${all}`);
});

searching("a piece that comes damaged is asked for once more, past all caches", async (t) => {
  const asked = new Map();
  const page = await openBroken(t, COE, async (route, name) => {
    asked.set(name, (asked.get(name) ?? 0) + 1);
    if (!name.endsWith(".bin") || asked.get(name) > 1) return route.continue();
    const answer = await route.fetch();
    const body = await answer.body();
    body[body.length - 1] ^= 255;
    return route.fulfill({ response: answer, body });
  });
  await page.keyboard.press("/");
  await field(page).fill("retry");
  await hits(page).first().waitFor();
  assert.deepEqual([...asked].filter(([name, times]) => name.endsWith(".bin") && times !== 2), []);
});

searching("a piece that stays damaged is said to be, and trying again works once it is mended", async (t) => {
  let mended = false;
  const page = await openBroken(t, COE, async (route, name) => {
    if (mended || !name.endsWith(".bin")) return route.continue();
    const answer = await route.fetch();
    const body = await answer.body();
    body[body.length - 1] ^= 255;
    return route.fulfill({ response: answer, body });
  });
  await page.keyboard.press("/");
  await field(page).fill("retry");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("arrived damaged").waitFor();
  mended = true;
  await dialog.getByRole("button", { name: "Try again" }).click();
  await hits(page).first().waitFor();
});

searching("a page that is older than its site says so", async (t) => {
  const page = await openBroken(t, COE, (route, name) => (name === "index.json" ? route.fulfill({ json: { format: 9999 } }) : route.continue()));
  await page.keyboard.press("/");
  await field(page).fill("retry");
  await page.getByRole("dialog").getByText("older than the site").waitFor();
  await page.getByRole("button", { name: "Reload the page" }).waitFor();
});

test("without script the header offers no search, and the list of all incidents is whole", async (t) => {
  const page = await openPage(t, "browse.html", { javaScript: false });
  assert.ok(!(await page.locator("[data-search-open]").isVisible()));
  assert.equal(await page.getByRole("searchbox").count(), 0);
  assert.ok((await page.locator("#years [data-facets]").count()) > 5);
});
