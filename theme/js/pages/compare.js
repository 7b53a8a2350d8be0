// Sets any two COEs beside each other: their sides are files of their own, made when the site was built. Which two is in
// the address, `compare.html?a=one&b=another`, so that it can be shared. Without script the pairs of the site remain.
"use strict";
(() => {
  const form = document.querySelector("[data-compare-any]");
  if (location.protocol === "file:") form?.remove();
  if (!form?.isConnected) return;
  const { compareAny: sides, compareIndex: index, compareRoot: root } = form.dataset;
  const [first, second] = form.querySelectorAll("input");
  const list = form.querySelector("datalist");
  const message = form.querySelector("[data-compare-message]");
  const place = document.querySelector("[data-compare-chosen]");
  const still = document.querySelectorAll("[data-compare-still]");
  const template = place.querySelector("template");
  const heading = document.querySelector("[data-compare-heading]");
  const written = { heading: heading.textContent, title: document.title };

  const make = (tag, attributes, ...children) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  };
  const spoken = (element, lang) => {
    if (lang && lang !== document.documentElement.lang) element.lang = lang;
    element.dir = "auto";
    return element;
  };

  /** The id of what was typed: a title with its day as the list offers it, a title, or an id. */
  let known = [];
  const label = (coe) => (coe.day ? `${coe.title} (${coe.day})` : coe.title);
  const idOf = (typed) => {
    const wanted = typed.trim().toLowerCase();
    const found = known.find((coe) => [label(coe), coe.title, coe.id].some((name) => name.toLowerCase() === wanted));
    return found?.id ?? null;
  };
  const load = async () => {
    if (known.length) return;
    const answer = await fetch(index);
    if (!answer.ok) throw new Error(String(answer.status));
    const { coes } = await answer.json();
    known = coes.map(([id, title, day]) => ({ id, title, day }));
    list.replaceChildren(...known.map((coe) => make("option", { value: label(coe) })));
  };

  const sideOf = async (id) => {
    const answer = await fetch(`${sides}/${encodeURIComponent(id)}.json`);
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };

  const head = ({ side }) => {
    const kicker = make("p", { className: "coe-kicker" }, make("span", { textContent: side.kind }));
    if (side.date) kicker.append(" ", make("span", { textContent: side.date.words }));
    const link = make("a", { href: side.link.href, textContent: side.link.title });
    const told = side.standfirst ? spoken(make("p", { className: "coe-compare__standfirst", textContent: side.standfirst }), side.lang) : null;
    const facts = [side.severity?.words, side.reading].filter(Boolean).map((words) => make("span", { textContent: words }));
    const line = facts.length ? make("p", { className: "coe-compare__facts" }, ...facts) : null;
    return make("section", { className: "coe-compare__side" }, kicker, spoken(make("h2", {}, link), side.lang), told, line);
  };

  const key = (item) => item.text.trim().toLowerCase();
  const item = (it, shared, both) => {
    const words = it.href ? make("a", { href: it.href, textContent: it.text }) : make("span", { textContent: it.text });
    const before = it.before ? make("span", { className: "coe-compare__before", textContent: it.before }) : null;
    const row = make("li", {}, before, before ? " " : "", spoken(words, it.lang));
    if (shared) {
      row.className = "coe-compare__shared";
      row.append(" ", make("b", { textContent: both }));
    }
    return row;
  };
  const cell = (it, other, name) => {
    const box = make("div", { className: "coe-compare__cell" }, spoken(make("h3", { textContent: name }), ""));
    if (!it.stated) box.append(make("p", { className: "coe-unknown", textContent: template.dataset.unknown }));
    if (it.figure) box.append(make("p", { className: "coe-compare__figure", textContent: it.figure }));
    if (it.note) box.append(make("p", { className: "coe-compare__note", textContent: it.note }));
    const said = new Set(other.items.filter((item) => !item.before).map(key));
    if (it.items.length) box.append(make("ul", {}, ...it.items.map((one) => item(one, !one.before && said.has(key(one)), template.dataset.both))));
    if (it.more) box.append(make("p", { className: "coe-compare__note" }, make("a", { href: it.more.href, textContent: it.more.title })));
    return box;
  };

  const show = (a, b) => {
    const rows = a.lines.flatMap((line, at) => {
      const other = b.lines[at];
      if (!line.cell.stated && !other.cell.stated) return [];
      const title = make("h2", { className: "coe-label", textContent: line.title });
      const cells = make("div", { className: "coe-compare__cells" }, cell(line.cell, other.cell, a.side.link.title), cell(other.cell, line.cell, b.side.link.title));
      return [make("section", { className: `coe-compare__row coe-compare__row--${line.anchor}` }, make("header", {}, title), cells)];
    });
    place.replaceChildren(template, make("div", { className: "coe-compare__sides" }, head(a), head(b)), ...rows);
    place.hidden = false;
    still.forEach((part) => { part.hidden = true; });
    heading.textContent = template.dataset.heading;
    document.title = `${a.side.link.title} / ${b.side.link.title} · ${root}`;
  };

  const compare = async (ids, remember) => {
    message.textContent = "";
    try {
      const [a, b] = await Promise.all(ids.map(sideOf));
      show(a, b);
      if (remember) history.pushState(null, "", `?a=${encodeURIComponent(ids[0])}&b=${encodeURIComponent(ids[1])}`);
      message.textContent = template.dataset.shown;
    } catch {
      message.textContent = template.dataset.failed;
    }
  };

  const fromAddress = async () => {
    const asked = new URLSearchParams(location.search);
    const ids = [asked.get("a"), asked.get("b")];
    if (!ids[0] && !ids[1]) {
      place.hidden = true;
      still.forEach((part) => { part.hidden = false; });
      heading.textContent = written.heading;
      document.title = written.title;
      return;
    }
    await load();
    ids.forEach((id, at) => {
      const coe = known.find((it) => it.id === id);
      if (coe) [first, second][at].value = label(coe);
    });
    if (ids[0] && ids[1]) await compare(ids, false);
    else second.focus({ preventScroll: true });
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    load().then(() => {
      const ids = [first, second].map((input) => idOf(input.value));
      const missing = ids.indexOf(null);
      if (missing >= 0) {
        message.textContent = template.dataset.unfound;
        [first, second][missing].focus();
        return undefined;
      }
      return compare(ids, true);
    }).catch(() => { message.textContent = template.dataset.failed; });
  });
  form.addEventListener("focusin", () => { load().catch(() => {}); }, { once: true });
  addEventListener("popstate", () => { fromAddress().catch(() => {}); });
  form.hidden = false;
  fromAddress().catch(() => { message.textContent = template.dataset.failed; });
})();
