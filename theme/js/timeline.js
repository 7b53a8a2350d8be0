// The timeline in another zone: as written, UTC or the reader's own; and folds that open for what is linked to.
"use strict";
(() => {
  // A link to a moment within a fold opens the fold.
  const reveal = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    const fold = target && target.closest("details:not([open])");
    if (!fold) return;
    fold.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  // On paper all folds stand open, also where styles cannot open them.
  const unfolded = new Set();
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details.coe-fold:not([open])")) { fold.open = true; unfolded.add(fold); }
  });
  addEventListener("afterprint", () => {
    for (const fold of unfolded) fold.open = false;
    unfolded.clear();
  });

  const row = document.querySelector("[data-zones]");
  if (!row) return;
  const words = row.querySelector("[data-zone-words]");
  const written = words.textContent;
  const heading = row.querySelector("[data-zone-heading]");
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  const { zoneLabel, zoneYours, zoneSentence, zoneLang } = row.dataset;
  const formats = new Map();
  const said = (zone, at, language, options) => {
    const key = [zone, language, ...Object.keys(options)].join();
    if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(language, { timeZone: zone, ...options }));
    return formats.get(key).format(at);
  };
  const language = zoneLang === "en" ? "en-GB" : zoneLang;
  const dayOf = (zone, at) => said(zone, at, language, { year: "numeric", month: "long", day: "numeric" });
  const shorter = (zone, at) => said(zone, at, language, { month: "short", day: "numeric" });
  const clock = (zone, at, seconds) => said(zone, at, "en-GB", { hourCycle: "h23", hour: "2-digit", minute: "2-digit", ...(seconds && { second: "2-digit" }) });

  // What is written stays known: each time with its point in time, each day with the first moment of it.
  const moments = [];
  for (const moment of document.querySelectorAll("[data-timeline] .coe-moment")) {
    const times = Array.from(moment.querySelectorAll(".coe-moment__time time[datetime]"), (time) => (
      { time, at: new Date(time.dateTime), written: time.textContent, seconds: /:\d\d:\d\d$/.test(time.textContent) }
    ));
    const day = moment.querySelector(".coe-moment__day");
    if (times.length) moments.push({ moment, times, day, written: day && day.textContent, zone: moment.querySelector(".coe-moment__zone") });
  }
  if (!moments.every(({ times }) => times.every(({ at }) => !Number.isNaN(at.getTime())))) return;

  const asWritten = () => {
    words.textContent = written;
    if (heading) heading.hidden = false;
    for (const { times, day, written, zone, moment } of moments) {
      for (const { time, written } of times) time.textContent = written;
      if (day) { day.textContent = written; delete day.dataset.same; }
      if (zone) zone.hidden = false;
      moment.querySelector(".coe-moment__shifted")?.remove();
    }
  };

  // A day that begins elsewhere than in the zone of the document is told beside its first time, so nothing moves.
  const inZone = (zone) => {
    asWritten();
    words.textContent = zoneSentence.replace("{zone}", zone.replaceAll("_", " "));
    if (heading) heading.hidden = true;
    let told;
    for (const { times, day, zone: own, moment } of moments) {
      const today = dayOf(zone, times[0].at);
      times.forEach(({ time, at, seconds }, index) => {
        const other = index > 0 && dayOf(zone, at) !== today ? `${shorter(zone, at)} ` : "";
        time.textContent = other + clock(zone, at, seconds);
      });
      if (own) own.hidden = true;
      if (day) { day.textContent = today; if (told === today) day.dataset.same = ""; }
      else if (told && told !== today) {
        const shifted = document.createElement("span");
        shifted.className = "coe-moment__shifted";
        shifted.textContent = shorter(zone, times[0].at);
        moment.querySelector(".coe-moment__time").prepend(shifted);
      }
      told = today;
    }
  };

  const KEY = "coe-zone";
  const remembered = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const remember = (choice) => { try { localStorage.setItem(KEY, choice); } catch { /* Not here. */ } };

  const group = document.createElement("div");
  group.className = "coe-zones";
  group.lang = zoneLang;
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", zoneLabel);
  const isUtc = row.dataset.zones === "UTC";
  const choices = [["source", row.dataset.zones], ["utc", "UTC"], ["yours", zoneYours]].filter(([choice]) => !(isUtc && choice === "utc"));
  let chosen = "source";
  const show = (choice) => {
    if (choice === "source") asWritten(); else inZone(choice === "utc" ? "UTC" : here);
  };
  const choose = (choice) => {
    chosen = choices.some(([known]) => known === choice) ? choice : "source";
    for (const button of group.children) button.setAttribute("aria-pressed", String(button.dataset.zone === chosen));
    show(chosen);
  };
  for (const [choice, label] of choices) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.zone = choice;
    button.textContent = label;
    button.addEventListener("click", () => { choose(choice); remember(choice); });
    group.append(button);
  }
  row.append(group);
  choose(remembered() || "source");

  // Paper shows the zone of the document.
  addEventListener("beforeprint", asWritten);
  addEventListener("afterprint", () => show(chosen));
  matchMedia("print").addEventListener("change", ({ matches }) => show(matches ? "source" : chosen));
})();
