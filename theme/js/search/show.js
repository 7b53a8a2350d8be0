// Shows: the parts an answer is made of, for the dialog and for the page of results.
"use strict";
(() => {
  const site = globalThis.coebookSearch;
  const { words, language } = site;
  const plural = new Intl.PluralRules(language);

  const make = (name, properties = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (value === undefined || value === false) continue;
      if (key in made && key !== "role") made[key] = value;
      else made.setAttribute(key, value);
    }
    made.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== ""));
    return made;
  };

  /** A sentence with its places filled, by text or by elements. */
  const filled = (sentence, places) => sentence.split(/(\{\w+\})/).map((part) => places[part.slice(1, -1)] ?? part);
  const said = (sentence, places = {}) => filled(sentence, places).join("");
  const number = (count) => count.toLocaleString(language);
  const counted = (forms, count) => said(forms[plural.select(count)] ?? forms.other, { count: number(count) });

  /** `2024-03-05` as a reader says it; months and years as they are. */
  const day = (iso) => {
    const [year, m, date] = iso.split("-");
    if (!date) return m ? said(words.dates.month_of_year, { month: words.dates.months[m - 1], m: Number(m), year }) : year;
    return said(words.dates.day, { day: Number(date), month: words.dates.months[m - 1], short: words.dates.short_months[m - 1], m: Number(m), year });
  };

  /** Text of which every second part is what was looked for. */
  const marked = (parts, whole = "") => (parts?.length ? parts.map((part, at) => (at % 2 && part ? make("mark", { textContent: part }) : part)) : [whole]);

  const severity = (level) => {
    const bars = Array.from({ length: site.ladder }, (_, bar) => make("i", { className: bar < site.ladder + 1 - level ? "coe-severity__bar" : "" }));
    return make("span", { className: "coe-severity" }, make("span", { className: "coe-severity__bars", "aria-hidden": "true" }, bars), make("span", { textContent: said(words.severity.level, { level }) }));
  };

  const STATES = { draft: words.status.draft, "in-review": words.status.in_review, superseded: words.status.superseded };
  /** Day, severity, service and what else is told of a COE in a line. */
  const facts = (hit) => [
    make("span", { textContent: hit.date ? day(hit.date) : words.dates.undated }),
    hit.severity ? severity(hit.severity) : undefined,
    hit.services?.length ? make("span", { textContent: hit.services.slice(0, 2).join(", ") }) : undefined,
    STATES[hit.status] ? make("span", { textContent: STATES[hit.status] }) : undefined,
  ].filter(Boolean);

  const address = (hit, anchor = hit.anchor) => new URL(anchor ? `${hit.url}#${anchor}` : hit.url, site.root).href;

  /** What a sentence of the engine sets in backticks, as code. */
  const coded = (sentence) => sentence.split("`").map((part, at) => (at % 2 ? make("code", { textContent: part }) : part));

  /** What could not be understood, where it stands in the question, and what to write instead. */
  const problem = (query, { start, end, message, hint }) => make("p", { className: "coe-problem" },
    make("span", { className: "coe-problem__query" }, query.slice(0, start), make("mark", { textContent: query.slice(start, end) || " " }), query.slice(end)),
    make("span", { lang: "en" }, coded(message), hint ? [". ", coded(hint[0].toUpperCase() + hint.slice(1))] : "", "."),
  );

  /** Sentences about an answer as a whole; `ask` takes another question. */
  const notes = (query, answer, ask) => {
    const made = (answer.problems ?? []).filter(({ start, end }) => end <= query.length && start >= 0).map((one) => problem(query, one));
    if (answer.corrections?.length && answer.total) {
      const meant = make("b", { textContent: answer.suggestion ?? answer.corrections.map((one) => one.meant).join(" ") });
      const literal = answer.corrections.reduce((text, { word }) => text.replace(word, `"${word}"`), query);
      const typed = make("button", { type: "button", className: "coe-as-link" }, said(words.search.instead, { typed: answer.corrections.map((one) => one.word).join(" ") }));
      typed.addEventListener("click", () => ask(literal));
      made.push(make("p", {}, filled(words.search.corrected, { meant }), " ", typed));
    }
    if (answer.relaxed && answer.total) made.push(make("p", { textContent: words.search.relaxed }));
    return made;
  };

  /** Why there is no answer, and what can be done. */
  const failed = (error, again) => {
    const why = { unsupported: words.search.unsupported, damaged: words.search.damaged, stale: words.search.stale, stopped: words.search.stopped }[error.code] ?? words.search.failed;
    const act = error.code === "stale" ? [words.search.reload, () => location.reload()] : [words.search.again, again];
    console.warn("search:", error.code, error.message);
    const button = make("button", { type: "button", className: "coe-as-link", textContent: act[0] });
    button.addEventListener("click", act[1]);
    return make("p", { className: "coe-failed" }, make("strong", { textContent: why }), " ", error.code === "unsupported" ? "" : button);
  };

  /** How far the engine has come, in steps that can be listened to. */
  const progress = ({ come, of }) => (of ? said(words.search.loading_part, { percent: Math.min(90, Math.floor((10 * come) / of) * 10) }) : words.search.loading);

  /** Facets that only the engine knows, and what it calls their values. */
  const kinds = { has: words.search.holds, status: words.search.state, lang: words.search.language };
  const titles = {
    has: {
      "open-actions": words.search.open_actions, overdue: words.search.overdue, actions: words.search.actions,
      timeline: words.search.timeline, factors: words.search.factors, lesson: words.search.lesson, recurrence: words.search.recurrence,
    },
    status: { ...STATES, published: words.status.published, "checkpoint-done": words.status.checkpoint_held, closed: words.status.closed },
  };
  const tongues = typeof Intl.DisplayNames === "function" ? new Intl.DisplayNames([language], { type: "language" }) : undefined;
  const tongue = (tag) => { try { return tongues?.of(tag); } catch { return undefined; } };
  const titled = (name, { value, title }) => (name === "lang" ? tongue(value) : titles[name]?.[value]) ?? title ?? value;

  Object.assign(site, { kinds, titled, make, filled, said, counted, number, day, marked, facts, address, notes, failed, progress });
})();
