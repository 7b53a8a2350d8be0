// What an address that leads nowhere may have meant: the pages whose names have most of its words.
"use strict";
(() => {
  const place = document.querySelector("[data-not-found]");
  if (!place || location.protocol === "file:") return;
  const MOST = 6;
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const wordsOf = (text) => plain(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1 && word !== "html");
  let path = location.pathname;
  try { path = decodeURIComponent(path); } catch { /* It is looked for as it is. */ }
  const asked = [...new Set(wordsOf(path.split("/").slice(-2).join(" ")))];
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
  const start = async () => {
    const answer = await fetch(data);
    if (!answer.ok) return;
    const index = await answer.json();
    const known = index.coes.map(([id, title, day, lang]) => ({ id, title, day, lang, score: likeness(new Set(wordsOf(`${id} ${title} ${day}`))) }));
    const near = known.filter((coe) => coe.score >= 3).sort((a, b) => b.score - a.score).slice(0, MOST);
    if (near.length === 0) return;
    const list = place.querySelector("ul");
    for (const coe of near) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const day = document.createElement("span");
      link.href = `${root}coes/${encodeURIComponent(coe.id)}.html`;
      link.textContent = coe.title;
      if (coe.lang !== "en") link.lang = coe.lang;
      day.textContent = coe.day;
      item.append(link, day);
      list.append(item);
    }
    place.hidden = false;
  };
  start().catch(() => {});
})();
