// The keys of every page. Which there are depends on the page: `?` says so. They can be switched off, since a key that
// acts at once is in the way of those who speak to their computer.
"use strict";
(() => {
  const STORED = "coebook-keys";
  const PREFIX = 1200; // ms in which the second key of two must follow
  const root = new URL("../", document.currentScript.src);

  // Pages from a file may have no storage.
  const stored = () => { try { return localStorage.getItem(STORED); } catch { return null; } };
  const store = (words) => { try { localStorage.setItem(STORED, words); } catch { /* Then it holds for this page. */ } };
  let areOn = stored() !== "off";

  const make = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  /** The link of the header to a page of the site, unless that is this page. */
  const toPage = (path) => {
    const { href } = new URL(path, root);
    const links = document.querySelectorAll("body > header a[href]");
    return href === location.href.split(/[?#]/)[0] ? undefined : [...links].find((link) => link.href === href);
  };
  const words = (link) => (link.querySelector("b") ?? link).textContent.trim();

  const search = () => document.querySelector("[data-search]");
  const focusSearch = () => {
    search().focus();
    search().select?.();
  };

  const headings = () => [...document.querySelectorAll("main :is(h1, h2, h3)")].filter((heading) => heading.checkVisibility());

  /** Goes to the next heading or the one before, seen from the one last gone to, else from what is at the top. */
  const step = (direction) => {
    const all = headings();
    const top = (heading) => heading.getBoundingClientRect().top;
    const last = all.indexOf(document.activeElement);
    const isInSight = last >= 0 && top(all[last]) >= 0 && top(all[last]) < innerHeight;
    const line = 60;
    const next = isInSight
      ? all[last + direction]
      : direction > 0 ? all.find((heading) => top(heading) > line) : all.findLast((heading) => top(heading) < 0);
    if (!next) return;
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView();
  };

  /** What the keys do on this page. */
  const keys = () => {
    const follow = (key, link, before = "") => link && { key, words: before + words(link), act: () => link.click() };
    const browse = toPage("browse.html");
    const opener = document.querySelector("[data-search-open]");
    const toSearch = search()
      ? { key: "/", words: "Search on this page", act: focusSearch }
      : opener && { key: "/", words: "Search all incidents", act: () => opener.click() };
    return [
      { key: "?", words: "Show these keys", act: open },
      toSearch,
      headings().length > 1 && { key: "n", words: "Next section", act: () => step(1) },
      headings().length > 1 && { key: "p", words: "Previous section", act: () => step(-1) },
      follow("[", document.querySelector("main a[rel=prev]"), "Before: "),
      follow("]", document.querySelector("main a[rel=next]"), "After: "),
      follow(".", document.querySelector("main [data-next-step]"), "Next to read: "),
      follow("g h", toPage("index.html"), "Go to "),
      follow("g b", browse, "Go to "),
      follow("g m", toPage("map.html"), "Go to "),
    ].filter(Boolean);
  };

  let dialog;
  const open = () => {
    dialog ??= makeDialog();
    const list = keys().flatMap(({ key, words: meaning }) => [
      make("dt", {}, ...key.split(" ").map((name) => make("kbd", { textContent: name }))),
      make("dd", { textContent: meaning }),
    ]);
    dialog.querySelector("dl").replaceChildren(...list);
    dialog.showModal();
  };

  const makeDialog = () => {
    const isOn = make("input", { type: "checkbox", checked: areOn });
    isOn.addEventListener("change", () => {
      areOn = isOn.checked;
      store(areOn ? "on" : "off");
    });
    const close = make("button", { type: "button", textContent: "Close", className: "coe-keys__close" });
    const made = make("dialog", { className: "coe-keys", lang: "en" },
      make("h2", { id: "coe-keys-heading", textContent: "Keys" }),
      close,
      make("dl"),
      make("label", {}, isOn, " Single keys act on this site"),
    );
    made.setAttribute("aria-labelledby", "coe-keys-heading");
    close.addEventListener("click", () => made.close());
    // A click beside it, which is a click on its backdrop, closes it too.
    made.addEventListener("click", (event) => { if (event.target === made) made.close(); });
    document.body.append(made);
    return made;
  };

  let before = "";
  let forgetting;
  const remember = (key) => {
    clearTimeout(forgetting);
    before = key;
    forgetting = setTimeout(() => { before = ""; }, PREFIX);
  };

  const isTyping = (element) => element.closest?.("input, textarea, select, [contenteditable], [role=textbox], dialog");
  document.addEventListener("keydown", (event) => {
    // `[` and `/` are behind AltGr on many keyboards, which some systems tell as Ctrl and Alt.
    const isModified = (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState("AltGraph");
    if (!areOn || event.key.length !== 1 || event.defaultPrevented || event.isComposing || isModified || isTyping(event.target)) return;
    const pressed = before ? `${before} ${event.key}` : event.key;
    const found = keys().find(({ key }) => key === pressed);
    remember(!before && event.key === "g" ? "g" : "");
    if (!found) return;
    event.preventDefault();
    found.act();
  });

  const button = make("button", { type: "button", className: "coe-keys-open", lang: "en" }, "Keys ", make("kbd", { textContent: "?" }));
  button.addEventListener("click", open);
  document.querySelector("body > footer")?.append(button);
  if (location.hash === "#filter" && search()) focusSearch();
})();
