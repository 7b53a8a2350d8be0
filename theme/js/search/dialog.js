// The dialog: a field, and below it what fits best, as one types. Arrows choose, Enter opens.
"use strict";
(() => {
  const site = globalThis.coebookSearch;
  const { words, language, make, said, counted } = site;
  const HITS = 6; // each costs a look into the index
  const TYPING = 70; // ms without a key
  const SILENCE = 700; // ms after which the number of hits is said aloud
  const PATIENCE = 300; // ms after which it is said that something is coming
  const newest = site.newest();
  const isMac = /mac|iphone|ipad/i.test(navigator.platform);

  let dialog, input, notes, list, foot, status, line;
  let asked = "", typing, silence, patience;

  const magnifier = () => document.querySelector("[data-search-open] svg").cloneNode(true);
  const key = (...names) => names.map((name) => make("kbd", { textContent: name }));

  const build = () => {
    input = make("input", {
      type: "text", className: "coe-search__field", placeholder: words.search.like, autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      enterKeyHint: "go", inputMode: "search", role: "combobox", "aria-label": words.search.field, "aria-autocomplete": "list", "aria-controls": "coe-search-list", "aria-expanded": "false",
    });
    const close = make("button", { type: "button", className: "coe-search__close" }, make("span", { textContent: words.search.close }), make("kbd", { "aria-hidden": "true", textContent: "Esc" }));
    line = make("progress", { className: "coe-search__line", hidden: true, "aria-label": words.search.loading });
    notes = make("div", { className: "coe-search__notes" });
    list = make("div", { id: "coe-search-list", className: "coe-search__list", role: "listbox", "aria-label": words.search.open, hidden: true });
    status = make("p", { className: "coe-search__said", role: "status" });
    foot = make("p", { className: "coe-search__keys", "aria-hidden": "true" },
      make("span", {}, key("↑", "↓"), words.search.move), make("span", {}, key("↵"), words.search.go), make("span", {}, key(isMac ? "⌘" : "Ctrl", "↵"), words.search.tab));
    dialog = make("dialog", { className: "coe-search", lang: language, "aria-label": words.search.field, "data-preview-off": "" },
      make("div", { className: "coe-search__ask" }, magnifier(), input, close), line,
      make("div", { className: "coe-search__body" }, notes, list), foot, status);
    close.addEventListener("click", () => dialog.close());
    // A click beside it, which is a click on its backdrop, closes it too.
    dialog.addEventListener("mousedown", (event) => { if (event.target === dialog) dialog.close(); });
    input.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(ask, TYPING); });
    input.addEventListener("keydown", steer);
    input.addEventListener("paste", pasted);
    list.addEventListener("click", followed);
    list.addEventListener("mousemove", (event) => choose(event.target.closest("[role=option]") ?? chosen(), false));
    document.body.append(dialog);
    site.onLoading(heard);
  };

  /** What has several lines is a log: the page of results has room for it. */
  const pasted = (event) => {
    const text = event.clipboardData?.getData("text") ?? "";
    if (!text.trim().includes("\n")) return;
    event.preventDefault();
    site.handOver(text);
  };

  const options = () => [...list.querySelectorAll("[role=option]")];
  const chosen = () => list.querySelector("[aria-selected=true]");
  const choose = (option, scroll = true) => {
    if (option === chosen()) return;
    chosen()?.setAttribute("aria-selected", "false");
    if (!option) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    if (scroll) option.scrollIntoView({ block: "nearest" });
  };

  const steer = (event) => {
    if (event.isComposing) return;
    const all = options();
    const at = all.indexOf(chosen());
    const to = {
      ArrowDown: all[(at + 1) % all.length],
      ArrowUp: all.at(at < 1 ? -1 : at - 1),
      PageDown: all.at(-1),
      PageUp: all[0],
    };
    // Home and End belong to the text; with Ctrl, which they do not need there, to the list.
    if (event.ctrlKey) Object.assign(to, { Home: all[0], End: all.at(-1) });
    if (event.key in to && all.length && !event.altKey) {
      event.preventDefault();
      choose(to[event.key]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(event.ctrlKey || event.metaKey);
    }
  };

  /** Opens what is chosen; where the answer to what was typed last is not there yet, that is asked first. */
  const go = async (elsewhere) => {
    if (input.value.trim() !== asked) {
      clearTimeout(typing);
      await ask();
    }
    const option = chosen();
    if (!option) return;
    if (elsewhere) {
      site.remember(asked);
      open(option.href, "_blank", "noopener");
      return;
    }
    option.click();
  };

  const followed = (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    if (option.dataset.query !== undefined) {
      event.preventDefault();
      put(option.dataset.query);
      return;
    }
    site.remember(asked);
    // A place on this page is gone to without a new page.
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close();
  };

  const put = (query) => {
    input.value = query;
    input.focus();
    ask();
  };

  let number = 0;
  const option = (properties, ...children) => make("a", { role: "option", id: `coe-search-${++number}`, tabIndex: -1, "aria-selected": "false", ...properties }, ...children);

  const hit = (query) => (found) => option({ className: "coe-hit", href: site.address(found) },
    make("span", { className: "coe-hit__title", lang: found.lang }, site.marked(found.title_parts, found.title)),
    make("span", { className: "coe-hit__facts" }, site.facts(found)),
    query && found.snippet ? make("span", { className: "coe-hit__snippet", lang: found.lang },
      found.section ? make("span", { className: "coe-hit__section", textContent: found.section }) : "", " ", site.marked(found.parts, found.snippet)) : "",
  );

  const group = (title, queries, look) => queries.length ? [make("div", { role: "group", className: "coe-search__group", "aria-labelledby": `coe-search-${++number}` },
    make("p", { id: `coe-search-${number}`, className: "coe-search__heading", role: "presentation" }, title), queries.map(look))] : [];

  /** What stands there before anything is typed. */
  const start = () => {
    asked = "";
    notes.replaceChildren();
    const question = (query) => option({ className: "coe-search__query", href: query.href ?? `${site.page}?q=${encodeURIComponent(query)}`, "data-query": query }, make("code", { textContent: query }));
    const view = (link) => option({ className: "coe-search__query", href: link.href, textContent: link.textContent });
    const lately = site.lately();
    fill([
      ...group(words.search.recent, lately, question),
      ...group(words.search.views, [...document.querySelectorAll("[data-views] a")], view),
      ...group(words.search.try, site.examples.filter((query) => !lately.includes(query)), question),
    ]);
    if (lately.length) {
      const forget = make("button", { type: "button", className: "coe-as-link", textContent: words.search.forget });
      forget.addEventListener("click", () => { site.forget(); start(); input.focus(); });
      notes.replaceChildren(make("p", { className: "coe-search__forget" }, forget));
    }
    say("");
  };

  const fill = (children) => {
    list.replaceChildren(...children);
    list.hidden = children.length === 0;
    list.scrollTop = 0;
    input.setAttribute("aria-expanded", String(children.length > 0));
    input.removeAttribute("aria-activedescendant");
  };

  /** Says something aloud once nothing is typed for a while. */
  const say = (sentence) => {
    clearTimeout(silence);
    silence = setTimeout(() => { status.textContent = sentence; }, SILENCE);
  };

  const heard = (coming) => {
    if (!coming) {
      clearTimeout(patience);
      patience = undefined;
      line.hidden = true;
      notes.querySelector(".coe-search__loading")?.remove();
    } else if (!line.hidden && coming.of) {
      line.max = coming.of;
      line.value = coming.come;
      const told = notes.querySelector(".coe-search__loading");
      if (told) told.textContent = site.progress(coming);
    }
  };
  const isLate = () => {
    line.removeAttribute("value");
    line.hidden = false;
    if (!options().length || !asked) {
      fill([]);
      notes.replaceChildren(make("p", { className: "coe-search__loading", textContent: words.search.loading }));
    }
  };

  const show = (query, answer) => {
    notes.replaceChildren(...site.notes(query, answer, put));
    if (!answer.hits.length && query) {
      if (!answer.problems?.length) notes.append(make("p", { className: "coe-search__none" }, make("strong", { textContent: said(words.search.none, { query }) }), " ", words.search.none_told));
      fill([]);
    } else {
      const rest = answer.total > answer.hits.length ? [option({ className: "coe-search__all", href: `${site.page}?q=${encodeURIComponent(query)}` }, make("span", { textContent: counted(words.search.all_results, answer.total) }))] : [];
      fill([...answer.hits.map(hit(query)), ...rest]);
      choose(options()[0], false);
    }
    say(answer.total ? counted(words.search.results, answer.total) : said(words.search.none, { query }));
  };

  const ask = async () => {
    const query = input.value.trim();
    if (!query) {
      newest.drop();
      clearTimeout(patience);
      line.hidden = true;
      start();
      return;
    }
    clearTimeout(patience);
    patience = setTimeout(isLate, PATIENCE);
    try {
      // A space at the end says that the last word is whole.
      const answer = await newest({ query: input.value.trimStart(), limit: HITS, offset: 0, facets: false, symptom: false });
      if (!answer) return;
      asked = query;
      show(query, answer);
    } catch (error) {
      asked = query;
      fill([]);
      notes.replaceChildren(site.failed(error, ask), make("p", {}, make("a", { href: site.page, textContent: words.search.without })));
      say(notes.textContent);
    }
    clearTimeout(patience);
    line.hidden = true;
  };

  /** Opens the dialog, with what was asked last. */
  site.open = () => {
    if (!dialog) build();
    if (dialog.open) return;
    dialog.showModal();
    input.focus();
    input.select();
    if (!input.value.trim()) start();
    site.warm();
  };
})();
