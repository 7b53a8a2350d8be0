// Whether a page can be used without a mouse.
import assert from "node:assert/strict";
import { test } from "node:test";
import { samples } from "./pages.mjs";
import { openPage, site } from "./support.mjs";

/** Enough for every kind of thing on a page; lists only go on with the same. */
const STEPS = 160;

for (const path of samples(await site())) {
  test(`${path} is reached and left by Tab, in order, and the focus is seen`, async (t) => {
    const page = await openPage(t, path, { reducedMotion: true });
    const stops = await page.evaluate(prepare);
    for (let step = 0; step <= Math.min(stops.length, STEPS); step += 1) await page.keyboard.press("Tab");
    const { reached, unseen, outOfSight, left } = await page.evaluate(() => globalThis.tabbed());
    assert.deepEqual(reached.slice(0, stops.length), stops.slice(0, STEPS + 1), "in the order of the document");
    assert.deepEqual(unseen, [], "nothing shows the focus");
    assert.deepEqual(outOfSight, [], "the focus is outside the window");
    if (stops.length <= STEPS) assert.ok(left, "Tab does not leave the page");
  });
}

for (const path of ["index.html", "coes/checkout-retry-storm.html"]) {
  test(`the first Tab of ${path} offers to skip to the text`, async (t) => {
    const page = await openPage(t, path, { width: 390 });
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to the text" });
    const box = await skip.boundingBox();
    assert.ok(box.y >= 0 && box.x >= 0, "it is seen");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.closest("main")), "the next Tab is in the text");
  });
}

/** Runs in the page: the places Tab should stop at, and an ear for those where it does. */
function prepare() {
  const FOCUSABLE = "a[href], button, summary, input, select, textarea, [tabindex='0']";
  const LOOK = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "backgroundColor", "borderColor", "color", "fill", "stroke", "strokeWidth", "textDecorationLine"];
  const name = (element) => {
    const words = (element.getAttribute("aria-label") ?? element.textContent).replace(/\s+/g, " ").trim();
    return `${element.tagName.toLowerCase()} ${words.slice(0, 40)} ${element.getAttribute("href") ?? ""}`;
  };
  const look = (element) => {
    const style = getComputedStyle(element);
    return LOOK.map((property) => style[property]).join(" ");
  };
  const tabbable = (element) => {
    if (element.disabled || element.tabIndex < 0 || !element.checkVisibility({ visibilityProperty: true })) return false;
    if (element.type !== "radio" || element.checked) return true;
    const group = [...document.querySelectorAll(`input[type=radio][name="${CSS.escape(element.name)}"]`)];
    return !group.some((one) => one.checked) && group[0] === element;
  };
  const stops = [...document.querySelectorAll(FOCUSABLE)].filter(tabbable);
  const asItWas = new Map(stops.map((element) => [element, look(element)]));
  const seen = { reached: [], unseen: [], outOfSight: [], left: false };
  let last = null;
  document.addEventListener("focusin", ({ target }) => {
    // A region that scrolls can be focused by the browser's own will.
    if (!asItWas.has(target) || seen.left) return;
    if (last && target === stops[0]) { seen.left = true; return; }
    last = target;
    seen.reached.push(name(target));
    if (look(target) === asItWas.get(target)) seen.unseen.push(name(target));
  });
  document.addEventListener("keydown", () => {
    const target = document.activeElement;
    if (!asItWas.has(target) || seen.left) return;
    const { top, bottom, left, right } = target.getBoundingClientRect();
    if (bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth) seen.outOfSight.push(name(target));
    if (target === stops.at(-1)) seen.left = true;
  });
  globalThis.tabbed = () => seen;
  return stops.map(name);
}
