// The list of all incidents, searched and narrowed as one types and ticks. The engine answers; where it cannot be had,
// titles are filtered here: the rows stand on the page, or where there are too many for one page in a file of data.
// Without that file the page stays what it is without this script.
"use strict";
(() => {
  const form = document.querySelector("[data-filter]");
  if (!form) return;
  const find = (name) => document.querySelector(`[data-filter-${name}]`);
  const words = find("words");
  const [status, clear, none, fixed, results, more, found, chips, facets] = ["status", "clear", "none", "static", "results", "more", "found", "chips", "facets"].map(find);
  const order = find("sort");
  const [fold, log, logFind] = ["log", "log-text", "log-find"].map(find);
  const boxes = () => [...document.querySelectorAll("[data-filter-facet]")];
  const ticked = () => boxes().filter((box) => box.checked);
  const PAGE = 60;
  const TYPING = 120; // ms without a key
  const LOG = "coebook-log";

  /** What is asked: words, ticks, or a log in their place. */
  let pasted = "";
  let sort = "";
  const asked = () => {
    const groups = new Map();
    if (!pasted) for (const box of ticked()) groups.set(box.name, [...(groups.get(box.name) ?? []), box.value]);
    return { words: pasted ? "" : words.value.trimStart(), facets: groups, log: pasted, sort };
  };
  const active = () => pasted || words.value.trim() || ticked().length > 0;

  // The address says it, but for a log, which is long: the history keeps that.
  const address = () => {
    const query = new URLSearchParams();
    if (!pasted && words.value.trim()) query.set("q", words.value.trim());
    if (!pasted) for (const box of ticked()) query.append(box.name, box.value);
    if (!pasted && sort) query.set("sort", sort);
    const said = query.toString();
    return said ? `?${said}` : location.pathname;
  };
  const keep = (record) => {
    // A page opened from a file may have no say over its address.
    try { history[record](pasted ? { log: pasted } : null, "", address()); } catch { /* Then it stays. */ }
  };
  const tick = (name, value) => {
    const box = boxes().find((one) => one.name === name && one.value === value) ?? addBox(name, { value, title: value });
    if (!box) return;
    box.checked = true;
    box.closest("details").open = true;
  };
  const recall = () => {
    const query = new URLSearchParams(location.search);
    pasted = history.state?.log ?? "";
    words.value = query.get("q") ?? "";
    for (const box of boxes()) box.checked = false;
    sort = query.get("sort") === "date" ? "date" : "";
    for (const [name, value] of query) if (name !== "q" && name !== "sort") tick(name, value);
    log.value = pasted;
    fold.open = Boolean(pasted);
  };

  // --- what can be ticked

  const make = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const groupOf = (name) => facets?.querySelector(`[data-filter-group="${CSS.escape(name)}"]`);
  /** A value that the page does not have since few incidents have it, or only the engine knows it. */
  const addBox = (name, { value, title }) => {
    const group = groupOf(name);
    if (!group) return undefined;
    const box = make("input", { type: "checkbox", name, value });
    box.dataset.filterFacet = "";
    const count = make("b");
    count.dataset.filterCount = "";
    group.querySelector("ul").append(make("li", {}, make("label", {}, box, make("span", { textContent: title ?? value, dir: "auto" }), count)));
    return box;
  };
  const addGroup = (name, title) => {
    const group = make("details", { className: "coe-filter__group" }, make("summary", { textContent: title }), make("ul"));
    group.dataset.filterGroup = name;
    facets.querySelector("details").append(group);
  };
  const MOST_VALUES = 30;
  /** The counts of the engine, and the kinds and values only it knows. */
  const tell = (search) => (counts) => {
    if (!facets) return;
    for (const [name, values] of Object.entries(counts)) {
      if (!groupOf(name) && search.kinds[name] && values.length > 1) addGroup(name, search.kinds[name]);
      const known = new Set(boxes().filter((box) => box.name === name).map((box) => box.value));
      for (const value of values.slice(0, MOST_VALUES)) {
        if (known.has(value.value)) continue;
        addBox(name, { value: value.value, title: search.titled(name, value) });
      }
    }
    for (const box of boxes()) count(box, counts[box.name]?.find(({ value }) => value === box.value)?.count ?? 0);
    tidy(true);
  };
  const count = (box, number) => {
    const label = box.closest("label");
    label.querySelector("[data-filter-count]").textContent = number.toLocaleString(document.documentElement.lang);
    label.classList.toggle("coe-filter__empty", number === 0 && !box.checked);
  };
  const MANY = 8;
  /** Of many values those that would leave nothing are left out. */
  const tidy = (isNarrowed) => {
    for (const list of facets?.querySelectorAll("ul") ?? []) list.toggleAttribute("data-filter-many", isNarrowed && list.children.length > MANY);
  };
  const asBuilt = new Map(boxes().map((box) => [box, box.closest("label").querySelector("[data-filter-count]").textContent]));
  const resetCounts = () => {
    tidy(false);
    for (const [box, number] of asBuilt) {
      box.closest("label").querySelector("[data-filter-count]").textContent = number;
      box.closest("label").classList.remove("coe-filter__empty");
    }
  };

  /** What is ticked, to be taken away again with a click. */
  const showChips = (search) => {
    const chip = (title, act) => {
      const button = make("button", { type: "button", className: "coe-chip" }, make("span", { textContent: title, dir: "auto" }), make("span", { className: "coe-chip__x", textContent: "×", ariaHidden: "true" }));
      if (search) button.setAttribute("aria-label", search.words.search.remove.replace("{value}", title));
      button.addEventListener("click", () => { act(); change("pushState"); words.focus({ preventScroll: true }); });
      return make("li", {}, button);
    };
    const title = (box) => box.closest("label").querySelector("span").textContent;
    const made = pasted
      ? [chip(search?.words.search.log_asked ?? "Log", () => { pasted = log.value = ""; fold.open = false; })]
      : ticked().map((box) => chip(title(box), () => { box.checked = false; }));
    chips.replaceChildren(...made);
    chips.hidden = made.length === 0;
  };

  /** What comes first can be chosen where there are words to be better or worse at. */
  const showSort = (search, isWanted) => {
    order.hidden = !isWanted;
    if (!isWanted) return;
    const choice = (value, title) => {
      const button = make("button", { type: "button", textContent: title });
      button.setAttribute("aria-pressed", String(sort === value));
      button.addEventListener("click", () => { sort = value; change("pushState"); });
      return button;
    };
    const at = [...order.children].indexOf(document.activeElement);
    order.replaceChildren(choice("", search.words.search.best), choice("date", search.words.search.latest));
    order.children[at]?.focus();
  };

  // --- titles filtered here, where there is no engine

  // The same letters whatever their case and marks: "prislapp", "PRISLAPP", "à" and "a".
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  let entries = [...document.querySelectorAll("[data-facets]")].map((row) => ({
    row,
    words: plain(`${row.textContent} ${row.dataset.words}`),
    facets: new Set(row.dataset.facets.split(" ")),
  }));
  let loading, shown = PAGE;

  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  const spoken = (day) => {
    const [year, month, date] = day.split("-").map(Number);
    return month ? `${date} ${MONTHS[month - 1]} ${year}` : day;
  };
  const load = async () => {
    const answer = await fetch(form.dataset.filterIndex);
    if (!answer.ok) throw new Error(answer.status);
    const index = await answer.json();
    entries = index.coes.map(([id, title, day, lang, places]) => {
      const own = places.map((place) => index.facets[place]);
      const titles = (kind) => own.filter((facet) => facet[0] === kind).map((facet) => facet[2]);
      return {
        id, title, day, lang,
        service: titles("service")[0] || titles("team")[0] || "",
        severity: titles("severity")[0] || "",
        words: plain(`${title} ${spoken(day)} ${own.map((facet) => facet[2]).join(" ")}`),
        facets: new Set(own.map(([kind, slug]) => `${kind}/${slug}`)),
      };
    });
  };
  const part = (name, className, text) => make(name, { className, textContent: text });
  const line = (entry) => {
    const link = part("a", "coe-row__title", entry.title);
    link.href = `coes/${encodeURIComponent(entry.id)}.html`;
    if (entry.lang !== document.documentElement.lang) link.lang = entry.lang;
    return make("li", { className: "coe-row" }, part("span", "coe-row__date", entry.day ? spoken(entry.day) : ""), make("div", { className: "coe-row__what" }, link),
      part("span", "coe-row__subject", entry.service), part("span", "coe-row__severity", entry.severity));
  };

  const showRows = (fitting, isNarrowed) => {
    if (results) {
      fixed.hidden = isNarrowed;
      results.hidden = !isNarrowed || fitting.length === 0;
      results.querySelector("ul").replaceChildren(...(isNarrowed ? fitting.slice(0, shown).map(line) : []));
      more.hidden = !isNarrowed || fitting.length <= shown;
    } else {
      const fits = new Set(fitting);
      for (const entry of entries) entry.row.hidden = !fits.has(entry);
      for (const year of fixed.querySelectorAll(".coe-year")) year.hidden = !year.querySelector("[data-facets]:not([hidden])");
      fixed.hidden = fitting.length === 0;
      fixed.toggleAttribute("data-filter-narrowed", isNarrowed);
    }
    none.hidden = !isNarrowed || fitting.length > 0;
  };

  const filterTitles = async () => {
    if (results) await (loading ??= load());
    // A field of the engine that is a kind of tick is one here, too: `cause:retry-storm`.
    const all = plain(words.value).split(/\s+/).filter(Boolean);
    const isField = (word) => /^(service|cause|team|technology|tag|severity|year):./.test(word);
    const sought = all.filter((word) => !isField(word));
    const fields = all.filter(isField).map((word) => word.replace(":", "/"));
    const groups = asked().facets;
    const said = entries.filter((entry) => sought.every((word) => entry.words.includes(word)) && fields.every((field) => entry.facets.has(field)));
    const misses = (entry) => [...groups].filter(([name, values]) => !values.some((value) => entry.facets.has(`${name}/${value}`))).map(([name]) => name);
    // What a tick would give: a group is not narrowed by its own ticks.
    const counts = new Map();
    const fitting = [];
    for (const entry of said) {
      const missed = misses(entry);
      if (missed.length === 0) fitting.push(entry);
      if (missed.length > 1) continue;
      for (const facet of entry.facets) {
        if (missed.length === 0 || facet.startsWith(`${missed[0]}/`)) counts.set(facet, (counts.get(facet) || 0) + 1);
      }
    }
    for (const box of boxes()) count(box, counts.get(`${box.name}/${box.value}`) || 0);
    tidy(Boolean(active()));
    showRows(fitting, Boolean(active()));
    return fitting.length;
  };

  // --- answers of the engine

  let showing;
  const engine = () => {
    showing ??= globalThis.coebookLoadSearch().then((search) => ({ search, show: search.results({ place: found, status, ask: put, tell: tell(search) }) }))
      .catch((error) => { showing = undefined; throw error; });
    return showing;
  };
  const put = (query) => {
    words.value = query;
    change("pushState");
  };

  /** The page as it stands when nothing is asked. */
  const whole = () => {
    showRows(entries, false);
    found.hidden = true;
    status.replaceChildren();
    resetCounts();
  };

  let current = 0;
  const run = async () => {
    const own = ++current;
    clear.hidden = !active();
    form.parentElement.toggleAttribute("data-asked", Boolean(active()));
    facets?.toggleAttribute("data-filter-off", Boolean(pasted));
    if (!active()) {
      showChips();
      showSort(undefined, false);
      whole();
      return;
    }
    let search;
    try {
      const { search: loaded, show } = await engine();
      search = loaded;
      showChips(search);
      await show(asked());
      if (own !== current) return;
      showSort(search, !pasted && Boolean(words.value.trim()) && found.querySelectorAll("li").length > 1);
      found.hidden = false;
      fixed.hidden = true;
      none.hidden = true;
      if (results) results.hidden = true;
    } catch (error) {
      if (own !== current) return;
      await instead(search, error);
    }
  };

  /** Says why the engine has no answer, and filters titles. */
  const instead = async (search, error) => {
    found.hidden = true;
    showChips(search);
    showSort(search, false);
    const why = search ? search.failed(error, run) : make("p", { className: "coe-failed", textContent: form.dataset.filterFailed });
    if (search) why.append(" ", search.words.search.titles_only);
    status.replaceChildren(why);
    if (pasted) {
      showRows(entries, false);
      return;
    }
    try {
      const number = await filterTitles();
      if (search) status.append(make("p", { textContent: search.counted(search.words.search.results, number) }));
    } catch { /* The lists on this page are complete. */ }
  };

  const change = (record) => {
    shown = PAGE;
    keep(record);
    return run();
  };
  const askLog = (text) => {
    pasted = text.trim();
    log.value = pasted;
    fold.open = true;
    for (const box of ticked()) box.checked = false;
    words.value = "";
    change("pushState");
  };

  let waiting;
  words.addEventListener("input", () => {
    pasted = "";
    clearTimeout(waiting);
    waiting = setTimeout(change, TYPING, "replaceState");
  });
  words.addEventListener("focus", () => globalThis.coebookLoadSearch().then((search) => search.warm(), () => {}), { once: true });
  // What has several lines is a log.
  words.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text") ?? "";
    if (!text.trim().includes("\n")) return;
    event.preventDefault();
    askLog(text);
  });
  logFind.addEventListener("click", () => { if (log.value.trim()) askLog(log.value); });
  facets?.addEventListener("change", () => change("pushState"));
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); change("pushState"); });
  clear.addEventListener("click", () => {
    words.value = pasted = log.value = "";
    fold.open = false;
    for (const box of ticked()) box.checked = false;
    change("pushState");
    words.focus();
  });
  if (more) more.addEventListener("click", () => { shown += PAGE; filterTitles(); });
  addEventListener("popstate", () => { recall(); shown = PAGE; run(); });

  recall();
  const handed = () => { try { return sessionStorage.getItem(LOG); } catch { return null; } };
  if (location.hash === "#log") {
    const text = handed();
    fold.open = true;
    if (text) {
      sessionStorage.removeItem(LOG);
      pasted = text.trim();
      log.value = pasted;
    }
    keep("replaceState");
    log.focus({ preventScroll: true });
  }
  run();
})();
