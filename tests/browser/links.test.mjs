// Links: what is shown before one follows them, how a place gives away its address, and the keys that follow them.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { browser, openPage, site } from "./support.mjs";

const COE = "coes/checkout-retry-storm.html";
const CITED = "session-store-disk-full.html";
const TITLE = "Sessions filled the disk and checkout waited for it";
/** Long enough for a preview to have come, had it been about to. */
const A_WHILE = 900;

const preview = (page) => page.getByRole("tooltip");
const cited = (page) => page.locator(`.coe-prose a[href="${CITED}"]:not(.coe-margin a)`).first();

/** Puts the focus on the thing that Tab stops at before a link, and presses Tab. */
async function tabTo(page, link) {
  await link.evaluate((element) => {
    const stops = [...document.querySelectorAll("a[href], summary, button, [tabindex='0']")].filter((stop) => stop.tabIndex >= 0);
    stops[stops.indexOf(element) - 1].focus();
  });
  await page.keyboard.press("Tab");
}

test("a pointer that rests on a link to a COE is shown what is behind it, until it goes away", async (t) => {
  const page = await openPage(t, COE);
  await cited(page).hover();
  await preview(page).waitFor();
  const words = await preview(page).innerText();
  assert.match(words, new RegExp(TITLE));
  assert.match(words, /17 March 2020/);
  assert.match(words, /SEV2/);
  assert.equal(await preview(page).locator("a, h1, h2, [id]").count(), 0, "nothing in it can be followed or stands twice");
  await page.mouse.move(4, 4);
  await preview(page).waitFor({ state: "hidden" });
});

test("a preview stays while it is pointed at, and Escape takes it away for as long as the pointer rests", async (t) => {
  const page = await openPage(t, COE);
  await cited(page).hover();
  await preview(page).waitFor();
  const box = await preview(page).boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 8 });
  await page.waitForTimeout(A_WHILE);
  assert.ok(await preview(page).isVisible());
  await page.keyboard.press("Escape");
  await page.waitForTimeout(A_WHILE);
  assert.ok(!(await preview(page).isVisible()));
});

test("the keyboard's focus shows a preview that describes its link, and leaving it ends that", async (t) => {
  const page = await openPage(t, COE);
  await tabTo(page, cited(page));
  await preview(page).waitFor();
  assert.equal(await cited(page).getAttribute("aria-describedby"), await preview(page).getAttribute("id"));
  await page.waitForTimeout(A_WHILE);
  assert.ok(await preview(page).isVisible(), "it stays as long as the focus does");
  await page.keyboard.press("Escape");
  assert.ok(!(await preview(page).isVisible()));
  assert.equal(await cited(page).getAttribute("aria-describedby"), null);
});

test("a page is asked for once, and not at all by a pointer that passes by", async (t) => {
  const asked = [];
  const page = await openPage(t, COE, { before: (page) => page.on("request", (request) => asked.push(request.url())) });
  const times = () => asked.filter((url) => url.endsWith(CITED)).length;
  await cited(page).evaluate((link) => {
    for (const element of [link, document.body]) element.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }));
  });
  await page.waitForTimeout(A_WHILE);
  assert.equal(times(), 0);
  for (let count = 0; count < 2; count += 1) {
    await cited(page).hover();
    await preview(page).waitFor();
    await page.mouse.move(4, 4);
    await preview(page).waitFor({ state: "hidden" });
  }
  assert.equal(times(), 1);
});

test("a preview is within the window, wherever its link stands", async (t) => {
  for (const width of [1440, 390]) {
    const page = await openPage(t, COE, { width, scheme: "dark", reducedMotion: true });
    const links = page.locator("main a[href$='.html']:not([href*='/'], [data-preview-off] *)");
    const own = COE.split("/")[1];
    const total = await links.count();
    for (let index = 0; index < total; index += 5) {
      const link = links.nth(index);
      const href = await link.getAttribute("href");
      if (href === own || !(await link.isVisible())) continue;
      await link.hover();
      await preview(page).waitFor();
      const box = await preview(page).boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= width, `${href} at ${width}: ${JSON.stringify(box)}`);
      assert.ok(box.y >= 0 && box.y + box.height <= 900, `${href} at ${width}: ${JSON.stringify(box)}`);
      await page.keyboard.press("Escape");
      await page.mouse.move(1, 1);
    }
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
  }
});

test("a hostile title is words in a preview", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "coebook-hostile-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "coes"));
  const title = "<img src=x onerror=alert(1)> & </p><script>alert(2)</script>";
  const coe = (name, words) => writeFileSync(join(folder, "coes", `2024-01-0${name}.md`), words);
  coe("1-bad", `---\ntitle: '${title}'\n---\n## Summary\n\nIt was ${title}.\n`);
  coe("2-good", "# Good\n\n## Summary\n\nAs in [the first](2024-01-01-bad.md).\n");
  const hostile = await site(folder);
  const page = await openPage(t, "coes/good.html", { site: hostile });
  await page.locator(".coe-prose a[href='bad.html']:not(.coe-margin a)").hover();
  await preview(page).waitFor();
  assert.ok((await preview(page).innerText()).includes(title));
  assert.equal(await preview(page).locator("img, script").count(), 0);
});

test("pages from a file and fingers get no preview", async (t) => {
  const page = await openPage(t, COE, { from: "file" });
  await cited(page).hover();
  await page.waitForTimeout(A_WHILE);
  assert.equal(await preview(page).count(), 0);

  const phone = await (await browser()).newContext({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 } });
  t.after(() => phone.close());
  const touched = await phone.newPage();
  await touched.goto((await site()).address + COE);
  await cited(touched).evaluate((link) => link.addEventListener("click", (event) => event.preventDefault()));
  await cited(touched).tap();
  await touched.waitForTimeout(A_WHILE);
  assert.ok(!(await preview(touched).isVisible()));
});

const PLACES = [
  ["a heading", (page) => page.getByRole("link", { name: "Link to Impact" })],
  ["a takeaway", (page) => page.getByRole("link", { name: "Link to takeaway 2" })],
  ["a moment", (page) => page.locator(".coe-moment [rel=bookmark]").nth(2)],
  ["an action", (page) => page.locator(".coe-actions [rel=bookmark]").first()],
];
for (const [name, place] of PLACES) {
  test(`the address of ${name} is copied with a click, and is where it is`, async (t) => {
    const page = await openPage(t, COE);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const link = place(page);
    const before = await page.evaluate(() => history.length);
    await link.click();
    await page.getByRole("status").getByText("Link copied").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    const { hash } = new URL(copied);
    assert.equal(hash, await link.evaluate((link) => link.hash));
    assert.ok(await page.evaluate((id) => document.getElementById(id) !== null, decodeURIComponent(hash.slice(1))));
    assert.equal(new URL(page.url()).hash, hash, "the address bar says the same");
    assert.equal(await page.evaluate(() => history.length), before, "and Back still leaves the page");
  });
}

test("without a clipboard, and without script, a link to a place is followed", async (t) => {
  const refuse = () => { navigator.clipboard.writeText = () => Promise.reject(new Error("no")); };
  const refused = await openPage(t, COE, { before: (page) => page.addInitScript(refuse) });
  await refused.getByRole("link", { name: "Link to Impact" }).click();
  await refused.waitForURL(/#impact$/);
  const still = await openPage(t, COE, { javaScript: false });
  await still.getByRole("link", { name: "Link to Impact" }).click();
  await still.waitForURL(/#impact$/);
});

test("links to places are at least 24 px large, and seen when they have the focus", async (t) => {
  const page = await openPage(t, COE, { width: 390 });
  for (const link of await page.locator(".coe-permalink").all()) {
    const box = await link.boundingBox();
    assert.ok(box.width >= 24 && box.height >= 24, JSON.stringify(box));
    assert.ok(box.x + box.width > 12, `in sight: ${JSON.stringify(box)}`);
    await link.focus();
    assert.equal(await link.evaluate((element) => getComputedStyle(element).opacity), "1");
  }
});

test("? lists the keys of the page, Escape closes the list and gives the focus back", async (t) => {
  const page = await openPage(t, COE);
  await cited(page).focus();
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keys" });
  await dialog.waitFor();
  const listed = await dialog.innerText();
  for (const words of ["Next section", "Previous section", "Before: ", "After: ", "Go to Browse"]) assert.ok(listed.includes(words), words);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.ok(await cited(page).evaluate((link) => link === document.activeElement));
});

test("a key that does nothing on a page is not listed there", async (t) => {
  const page = await openPage(t, "index.html");
  await page.getByRole("button", { name: "Keys" }).click();
  const listed = await page.getByRole("dialog", { name: "Keys" }).innerText();
  assert.ok(!listed.includes("Before: ") && !listed.includes("After: "), listed);
});

test("n and p go from section to section and take the focus along", async (t) => {
  const page = await openPage(t, COE, { reducedMotion: true });
  const at = () => page.evaluate(() => [document.activeElement.textContent.replace("#", "").trim(), document.activeElement.getBoundingClientRect().top]);
  const headings = await page.locator("main :is(h1, h2, h3)").evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.textContent.replace("#", "").trim()));
  const seen = [];
  for (let count = 0; count < headings.length + 2; count += 1) {
    await page.keyboard.press("n");
    seen.push((await at())[0]);
  }
  const known = headings.slice(headings.indexOf(seen[0]));
  assert.deepEqual([...new Set(seen)], [...new Set(known)]);
  await page.keyboard.press("p");
  assert.equal((await at())[0], headings.at(-2));
  assert.ok((await at())[1] >= 0, "it is in sight");
});

test("brackets go to the COE before and after, g and a letter to a page", async (t) => {
  const page = await openPage(t, COE);
  const earlier = await page.locator("main a[rel=prev]").getAttribute("href");
  await page.keyboard.press("[");
  await page.waitForURL(`**/${earlier}`);
  await page.keyboard.press("]");
  await page.waitForURL(`**/${COE}`);
  await page.keyboard.press("g");
  await page.keyboard.press("b");
  await page.waitForURL("**/browse.html");
});

test("keys do nothing while one types, with a modifier, or when they are switched off", async (t) => {
  const page = await openPage(t, COE);
  const dialog = page.getByRole("dialog", { name: "Keys" });
  await page.evaluate(() => document.querySelector("main").append(Object.assign(document.createElement("input"), { id: "typed" })));
  await page.locator("#typed").focus();
  await page.keyboard.type("?[gb");
  assert.equal(await page.locator("#typed").inputValue(), "?[gb");
  await page.locator("#typed").blur();
  await page.keyboard.press("Control+[");
  await page.keyboard.press("Alt+?");
  assert.ok(page.url().endsWith(COE) && !(await dialog.isVisible()));

  await page.getByRole("button", { name: "Keys" }).click();
  await dialog.getByRole("checkbox").uncheck();
  await page.keyboard.press("Escape");
  await page.reload();
  await page.keyboard.press("?");
  await page.keyboard.press("]");
  assert.ok(page.url().endsWith(COE) && !(await dialog.isVisible()));
  await page.getByRole("button", { name: "Keys" }).click();
  assert.ok(!(await dialog.getByRole("checkbox").isChecked()), "it is remembered, and can be switched on again");
});

test("Back leads to where one was reading, and the page was kept", async (t) => {
  const launched = await (await browser()).browserType().launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });
  t.after(() => launched.close());
  const page = await launched.newPage();
  await page.addInitScript(() => addEventListener("pageshow", (event) => { globalThis.wasKept = event.persisted; }));
  await page.goto((await site()).address + COE);
  await cited(page).hover();
  await preview(page).waitFor();
  const before = await page.evaluate(() => scrollY);
  await cited(page).click();
  await page.waitForURL(`**/${CITED}`);
  await page.evaluate(() => history.back()).catch(() => {});
  await page.waitForFunction(() => globalThis.wasKept === true);
  assert.ok(Math.abs((await page.evaluate(() => scrollY)) - before) < 2);
  assert.ok(!(await preview(page).isVisible()), "no preview stands over it");
});

test("a page opened at a place is there at once, with room above it", async (t) => {
  const page = await openPage(t, `${COE}#impact`);
  const top = await page.locator("#impact").evaluate((heading) => heading.getBoundingClientRect().top);
  assert.ok(top > 8 && top < 60, `${top}`);
});
