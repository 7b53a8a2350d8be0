// The page of results: what fits, with its place and a piece of its text, and how many of each kind there are.
"use strict";
(() => {
  const site = globalThis.coebookSearch;
  const { words, make, counted } = site;
  const HITS = 20;
  const PATIENCE = 300; // ms after which it is said that something is coming
  const newest = site.newest();

  const hit = (log) => (found) => {
    const place = site.address(found);
    const worked = found.mitigation ? make("p", { className: "coe-result__worked" }, make("b", { textContent: words.search.worked }), " ", make("span", { lang: found.lang, textContent: found.mitigation })) : "";
    return make("li", { className: "coe-result" },
      make("p", { className: "coe-result__facts" }, site.facts(found)),
      make("h3", { className: "coe-result__title", lang: found.lang }, make("a", { href: site.address(found, "") }, site.marked(found.title_parts, found.title))),
      log ? worked : "",
      found.snippet ? make("p", { className: "coe-result__snippet", lang: found.lang },
        found.section ? make("a", { className: "coe-result__section", href: place, textContent: found.section }) : "", found.section ? " " : "", site.marked(found.parts, found.snippet)) : "",
    );
  };

  /** What is ticked stands before the words, so that the last word can still be the beginning of one. */
  const ticked = ({ facets }) => [...facets].map(([name, values]) => `${name}:${values.join(",")} `).join("");

  /**
   * A page of results within some elements of the page: `place` gets the results, `status` the number, `ask` another
   * question, `tell` the counts.
   */
  site.results = ({ place, status, ask, tell }) => {
    const notes = make("div", { className: "coe-results__notes" });
    const list = make("ol", { className: "coe-results__list" });
    const more = make("button", { type: "button", className: "coe-link", textContent: words.browse.show_more });
    const rest = make("p", { className: "coe-more", hidden: true }, more, " ", make("span"));
    place.replaceChildren(notes, list, rest);
    let state, patience;
    let shown = 0, isLate = false;

    const late = (coming) => {
      const sentence = coming ? site.progress(coming) : "";
      if (isLate && sentence && status.textContent !== sentence) status.textContent = sentence;
    };
    site.onLoading(late);
    const wait = () => {
      clearTimeout(patience);
      patience = setTimeout(() => {
        isLate = true;
        status.textContent = words.search.loading;
      }, PATIENCE);
    };

    const asked = (offset) => state.log
      ? { query: state.log, limit: HITS, offset, facets: false, symptom: true }
      : { query: ticked(state) + state.words, limit: HITS, offset, facets: offset === 0, symptom: false, ...(state.sort === "date" ? { sort: "date" } : {}) };

    const add = (answer) => {
      list.append(...answer.hits.map(hit(Boolean(state.log))));
      shown += answer.hits.length;
      rest.hidden = shown >= answer.total || !answer.hits.length;
      rest.querySelector("span").textContent = `${site.number(shown)} / ${site.number(answer.total)}`;
    };

    more.addEventListener("click", async () => {
      const first = shown;
      const answer = await newest(asked(shown)).catch((error) => { notes.replaceChildren(site.failed(error, () => more.click())); });
      if (!answer) return;
      add(answer);
      // Whoever asked with the keyboard goes on where the new ones begin.
      list.children[first]?.querySelector("a").focus({ preventScroll: true });
    });

    /** Shows what fits a state `{ words, facets, log, sort }`; fails where the engine cannot be had. */
    return async (wanted) => {
      state = wanted;
      wait();
      let answer;
      try {
        answer = await newest(asked(0));
      } finally {
        clearTimeout(patience);
        isLate = false;
      }
      if (!answer) return;
      const shift = state.log ? 0 : ticked(state).length;
      const problems = (answer.problems ?? []).map((one) => ({ ...one, start: one.start - shift, end: one.end - shift }));
      notes.replaceChildren(...(state.log ? [] : site.notes(state.words, { ...answer, problems, suggestion: answer.suggestion?.slice(shift) }, ask)));
      list.replaceChildren();
      shown = 0;
      add(answer);
      if (!answer.total && !problems.length) notes.append(make("p", { className: "coe-results__none" }, make("strong", { textContent: site.said(words.search.none, { query: state.log ? words.search.log_asked : state.words || words.search.chosen }) }), " ", words.search.none_told));
      status.textContent = counted(words.search.results, answer.total);
      if (!state.log) tell(answer.facets ?? {});
    };
  };

  const LOG = "coebook-log";
  /** Takes a pasted log to the page of results. */
  site.handOver = (text) => {
    try { sessionStorage.setItem(LOG, text); } catch { /* Then there is a field for it on the page. */ }
    location.assign(`${site.page}#log`);
  };
})();
