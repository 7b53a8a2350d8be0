// What was read of a path, kept in this browser alone: a tick at each step, and how many there are. Where a browser keeps
// nothing there are no ticks, and nothing is missing.
"use strict";
(() => {
  const list = document.querySelector("[data-progress]");
  if (!list) return;
  const KEY = `coebook-read:${location.pathname.replace(/[^/]*$/, "")}${list.dataset.progress}`;
  const steps = [...list.children];
  const nameOf = (step) => step.querySelector("h2 a").getAttribute("href").split("/").pop();

  let read;
  try {
    read = new Set(JSON.parse(localStorage.getItem(KEY) ?? "[]"));
    localStorage.setItem(KEY, JSON.stringify([...read]));
  } catch {
    return;
  }

  const said = document.querySelector("[data-progress-said]");
  const tell = () => {
    const number = steps.filter((step) => read.has(nameOf(step))).length;
    said.textContent = said.dataset.progressSaid.replace("{read}", number).replace("{count}", steps.length);
    for (const step of steps) {
      step.toggleAttribute("data-read", read.has(nameOf(step)));
      step.querySelector(".coe-read").setAttribute("aria-pressed", read.has(nameOf(step)));
    }
  };

  for (const step of steps) {
    const title = step.querySelector("h2").textContent.trim();
    const button = Object.assign(document.createElement("button"), { type: "button", className: "coe-read", textContent: list.dataset.progressRead });
    button.setAttribute("aria-label", `${list.dataset.progressRead}: ${title}`);
    button.addEventListener("click", () => {
      if (!read.delete(nameOf(step))) read.add(nameOf(step));
      try { localStorage.setItem(KEY, JSON.stringify([...read])); } catch { /* Then it holds for this page. */ }
      tell();
    });
    step.append(button);
  }
  tell();
})();
