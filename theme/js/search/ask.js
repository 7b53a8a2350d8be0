// Asks: `search(question)` is a promise of an answer, whichever way the site has one.
"use strict";
(() => {
  const site = globalThis.coebookSearch;
  const opener = document.querySelector("[data-search-open]");
  const root = new URL("../", document.currentScript.src);
  const mode = opener.dataset.searchOpen;
  const worker = new URL(opener.dataset.searchWorker, document.baseURI);
  const KEPT = 40; // answers, for whoever takes a letter back

  Object.assign(site, {
    root,
    mode,
    page: new URL(opener.dataset.searchPage ?? opener.getAttribute("href").split("#")[0], document.baseURI),
    ladder: Number(opener.dataset.searchLadder),
    examples: opener.dataset.searchExamples.split("|").filter(Boolean),
  });

  const failure = (code, detail) => Object.assign(new Error(detail ?? code), { code });
  const listeners = new Set();
  /** Calls with `{ come, of }`, bytes of the engine, until the first answer is there; then with nothing. */
  site.onLoading = (listener) => listeners.add(listener);
  const loading = (heard) => listeners.forEach((listener) => listener(heard));

  /** `coebook serve` has the index and answers itself. */
  const live = async (question, signal) => {
    const { query = "", limit = 6, offset = 0, ...rest } = question;
    const asked = new URLSearchParams({ q: query, limit, offset, facets: Number(rest.facets ?? false), symptom: Number(rest.symptom ?? false) });
    if (rest.sort) asked.set("sort", rest.sort);
    let answer;
    try {
      answer = await fetch(new URL(`-/search?${asked}`, root), { signal });
    } catch (error) {
      throw failure(signal?.aborted ? "dropped" : "failed", error.message);
    }
    if (!answer.ok) throw failure("failed", `${answer.status}`);
    return answer.json();
  };

  /** A worker with the engine. */
  const inWorker = () => {
    const waiting = new Map();
    let number = 0;
    let made;
    const make = () => {
      made = new Worker(worker);
      made.postMessage({ root: root.href });
      made.addEventListener("message", ({ data }) => {
        if (data.loading) loading(data.loading);
        const asker = waiting.get(data.id);
        waiting.delete(data.id);
        if (data.failed) asker?.failed(failure(data.failed.code, data.failed.detail));
        else if (asker) asker.done(data.answer);
      });
      made.addEventListener("error", (event) => {
        event.preventDefault();
        for (const asker of waiting.values()) asker.failed(failure("failed", event.message));
        waiting.clear();
        made.terminate();
        made = undefined;
      });
    };
    return (question, signal) => new Promise((done, failed) => {
      if (!made) make();
      const id = ++number;
      waiting.set(id, { done, failed });
      made.postMessage({ id, question });
      signal?.addEventListener("abort", () => {
        if (!waiting.delete(id)) return;
        made?.postMessage({ drop: id });
        failed(failure("dropped"));
      });
    });
  };

  /** The engine on the page itself, where a worker cannot be. */
  const onPage = () => {
    let coming;
    const load = () => new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = worker;
      script.onload = () => done(globalThis.coebookEngine(root, { files: true }));
      script.onerror = () => { coming = undefined; failed(failure("failed")); };
      document.head.append(script);
    });
    return async (question, signal) => {
      coming ??= load();
      const answer = await coming;
      return answer(question, () => !signal?.aborted);
    };
  };

  const asked = { live: () => live, static: inWorker, offline: onPage }[mode]();
  const answers = new Map();

  /** The answer to a question; it fails with a `code`. A signal says that nobody waits for it any more. */
  site.search = async (question, signal) => {
    const name = JSON.stringify(question);
    if (answers.has(name)) return answers.get(name);
    const answer = await asked(question, signal);
    loading();
    if (mode !== "live") {
      answers.set(name, answer);
      if (answers.size > KEPT) answers.delete(answers.keys().next().value);
    }
    return answer;
  };

  /** Asks so that only the newest question gets an answer: an older one gets nothing. */
  site.newest = () => {
    let last;
    const newest = async (question) => {
      last?.abort();
      const own = last = new AbortController();
      try {
        const answer = await site.search(question, own.signal);
        return own === last ? answer : undefined;
      } catch (error) {
        if (own === last) throw error;
        return undefined;
      }
    };
    newest.drop = () => { last?.abort(); last = undefined; };
    return newest;
  };

  /** Has the engine come before the first question. */
  site.warm = () => {
    if (mode !== "live") site.search({ warm: true, query: "", limit: 0, facets: false }).catch(() => {});
  };

  const LATELY = "coebook-searches";
  const MOST_LATELY = 5;
  /** What was searched for and opened, the last first; it stays in this browser. */
  site.lately = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(LATELY));
      return Array.isArray(kept) ? kept.filter((query) => typeof query === "string").slice(0, MOST_LATELY) : [];
    } catch {
      return [];
    }
  };
  site.remember = (query) => {
    const words = query.trim();
    if (!words || words.length > 120) return;
    const kept = [words, ...site.lately().filter((other) => other !== words)].slice(0, MOST_LATELY);
    try { localStorage.setItem(LATELY, JSON.stringify(kept)); } catch { /* Pages from a file may have no storage. */ }
  };
  site.forget = () => { try { localStorage.removeItem(LATELY); } catch { /* Then there is nothing. */ } };
})();
