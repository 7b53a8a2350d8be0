// What an address that leads nowhere may have meant: the what is found for its words, or where there is no
// engine the pages whose names have most of them.
"use strict";
(() => {
  const place = document.querySelector("[data-not-found]");
  if (!place || location.protocol === "file:") return;
  const MOST = 6;
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const wordsOf = (text) => plain(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1 && word !== "html");
  let path = location.pathname;
  try { path = decodeURIComponent(path); } catch { /* It is looked for as it is. */ }
  const asked = [...new Set(path.split("/").map(wordsOf).findLast((words) => words.length) ?? [])];
  const data = place.dataset.notFound;
  const root = data.replace(/data\/browse\.json$/, "");

  const likeness = (words) => {
    let sum = 0;
    for (const word of asked) {
      if (words.has(word)) sum += Math.min(word.length, 8);
      else if (word.length > 3 && [...words].some((other) => other.startsWith(word) || (other.length > 3 && word.startsWith(other)))) sum += word.length / 2;
    }
    return sum;
  };
  const list = place.querySelector("ul");
  const show = (hits) => {
    for (const { href, title, lang, day } of hits) {
      const item = document.createElement("li");
      const link = Object.assign(document.createElement("a"), { href, textContent: title });
      if (lang && lang !== document.documentElement.lang) link.lang = lang;
      item.append(link, Object.assign(document.createElement("span"), { textContent: day }));
      list.append(item);
    }
    place.hidden = hits.length === 0;
  };

  /** By the engine, which knows more than names. */
  const search = async () => {
    const site = await globalThis.coebookLoadSearch();
    const { hits } = await site.search({ query: `${asked.join(" ")} `, limit: MOST, offset: 0, facets: false, symptom: false });
    return hits.map((hit) => ({ href: site.address(hit, ""), title: hit.title, day: hit.date ? site.day(hit.date) : "" }));
  };

  /** By their names, where there is no engine. */
  const near = async () => {
    const answer = await fetch(data);
    if (!answer.ok) return [];
    const index = await answer.json();
    const known = index.coes.map(([id, title, day, lang]) => ({ id, title, day, lang, score: likeness(new Set(wordsOf(`${id} ${title} ${day}`))) }));
    const best = known.filter((coe) => coe.score >= 3).sort((a, b) => b.score - a.score).slice(0, MOST);
    return best.map(({ id, ...coe }) => ({ ...coe, href: `${root}coes/${encodeURIComponent(id)}.html` }));
  };

  const start = async () => {
    if (asked.length) show(await search().catch(near));
  };
  start().catch(() => {});
})();
