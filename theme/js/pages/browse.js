// The list of all incidents filtered as one types and ticks. The rows stand on the page, or where there are too many
// for one page in a file of data; without that file the page stays what it is without this script.
"use strict";
(() => {
  const form = document.querySelector("[data-filter]");
  if (!form) return;
  const find = (name) => document.querySelector(`[data-filter-${name}]`);
  const words = find("words");
  const boxes = [...document.querySelectorAll("[data-filter-facet]")];
  const [status, clear, none, fixed, results, more] = ["status", "clear", "none", "static", "results", "more"].map(find);
  const PAGE = 60;
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  // The same letters whatever their case and marks: "prislapp", "PRISLAPP", "à" and "a".
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const spoken = (day) => {
    const [year, month, date] = day.split("-").map(Number);
    return month ? `${date} ${MONTHS[month - 1]} ${year}` : day;
  };
  const count = (number) => (number === 1 ? "1 incident" : `${number.toLocaleString("en")} incidents`);

  let entries = [...document.querySelectorAll("[data-facets]")].map((row) => ({
    row,
    words: plain(`${row.textContent} ${row.dataset.words}`),
    facets: new Set(row.dataset.facets.split(" ")),
  }));
  let loading, shown = PAGE;

  const load = async () => {
    const answer = await fetch(form.dataset.filterIndex);
    if (!answer.ok) throw new Error(answer.status);
    const index = await answer.json();
    entries = index.coes.map(([id, title, day, lang, places]) => {
      const facets = places.map((place) => index.facets[place]);
      const titles = (kind) => facets.filter((facet) => facet[0] === kind).map((facet) => facet[2]);
      return {
        id, title, day, lang,
        service: titles("service")[0] || titles("team")[0] || "",
        severity: titles("severity")[0] || "",
        words: plain(`${title} ${spoken(day)} ${facets.map((facet) => facet[2]).join(" ")}`),
        facets: new Set(facets.map(([kind, slug]) => `${kind}/${slug}`)),
      };
    });
  };

  const ticked = () => {
    const groups = new Map();
    for (const box of boxes) {
      if (!box.checked) continue;
      if (!groups.has(box.name)) groups.set(box.name, []);
      groups.get(box.name).push(`${box.name}/${box.value}`);
    }
    return groups;
  };

  const make = (name, className, text) => {
    const element = document.createElement(name);
    element.className = className;
    element.textContent = text;
    return element;
  };
  const line = (entry) => {
    const item = make("li", "coe-row", "");
    const what = make("div", "coe-row__what", "");
    const link = make("a", "coe-row__title", entry.title);
    link.href = `coes/${encodeURIComponent(entry.id)}.html`;
    if (entry.lang !== document.documentElement.lang) link.lang = entry.lang;
    what.append(link);
    item.append(make("span", "coe-row__date", entry.day ? spoken(entry.day) : "undated"), what,
      make("span", "coe-row__subject", entry.service), make("span", "coe-row__severity", entry.severity));
    return item;
  };

  const show = (fitting, active) => {
    if (results) {
      fixed.hidden = active;
      results.hidden = !active || fitting.length === 0;
      results.querySelector("ul").replaceChildren(...(active ? fitting.slice(0, shown).map(line) : []));
      more.hidden = !active || fitting.length <= shown;
    } else {
      const fits = new Set(fitting);
      for (const entry of entries) entry.row.hidden = !fits.has(entry);
      for (const year of fixed.querySelectorAll(".coe-year")) year.hidden = !year.querySelector("[data-facets]:not([hidden])");
      fixed.hidden = fitting.length === 0;
      fixed.toggleAttribute("data-filter-narrowed", active);
    }
    none.hidden = !active || fitting.length > 0;
    clear.hidden = !active;
    status.textContent = active ? `${fitting.length.toLocaleString("en")} of ${count(entries.length)}` : count(entries.length);
  };

  const filter = () => {
    const asked = plain(words.value).split(/\s+/).filter(Boolean);
    const groups = ticked();
    const said = entries.filter((entry) => asked.every((word) => entry.words.includes(word)));
    const misses = (entry) => [...groups].filter(([, values]) => !values.some((value) => entry.facets.has(value))).map(([name]) => name);
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
    for (const box of boxes) {
      const number = counts.get(`${box.name}/${box.value}`) || 0;
      const label = box.closest("label");
      label.querySelector("[data-filter-count]").textContent = number.toLocaleString("en");
      label.classList.toggle("coe-filter__empty", number === 0 && !box.checked);
    }
    show(fitting, asked.length > 0 || groups.size > 0);
  };

  const address = () => {
    const query = new URLSearchParams();
    if (words.value.trim()) query.set("q", words.value.trim());
    for (const box of boxes) if (box.checked) query.append(box.name, box.value);
    const said = query.toString();
    return said ? `?${said}` : location.pathname;
  };
  const recall = () => {
    const query = new URLSearchParams(location.search);
    words.value = query.get("q") || "";
    for (const box of boxes) {
      box.checked = query.getAll(box.name).includes(box.value);
      if (box.checked) for (let at = box.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    }
  };
  const active = () => words.value.trim() || boxes.some((box) => box.checked);

  const run = async () => {
    if (results && !loading) {
      if (!active()) return;
      status.textContent = "Loading …";
      loading = load();
    }
    try { await loading; } catch {
      status.textContent = "The filters need the site's data, which could not be loaded; the lists on this page are complete.";
      return;
    }
    if (!results || entries.length) filter();
  };
  const change = (record) => {
    shown = PAGE;
    try { history[record](null, "", address()); } catch { /* A page opened from a file may have no say over its address. */ }
    run();
  };

  let waiting;
  words.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(change, 80, "replaceState"); });
  boxes.forEach((box) => box.addEventListener("change", () => change("pushState")));
  form.addEventListener("submit", (event) => { event.preventDefault(); change("pushState"); });
  clear.addEventListener("click", () => {
    words.value = "";
    for (const box of boxes) box.checked = false;
    change("pushState");
    words.focus();
  });
  if (more) more.addEventListener("click", () => { shown += PAGE; run(); });
  addEventListener("popstate", () => { recall(); shown = PAGE; run(); });
  recall();
  run();
})();
