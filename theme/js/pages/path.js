// What was read of a path, kept in this browser alone: a box at each step, and how many are ticked. Where a browser keeps
// nothing there are no boxes, and nothing is missing.
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
    for (const step of steps) step.toggleAttribute("data-read", read.has(nameOf(step)));
  };

  for (const step of steps) {
    const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: read.has(nameOf(step)) });
    const label = Object.assign(document.createElement("label"), { className: "coe-read", lang: document.querySelector(".coe-skip")?.lang ?? "" });
    const title = step.querySelector("h2").textContent.trim();
    box.setAttribute("aria-label", `${list.dataset.progressRead}: ${title}`);
    label.append(box, list.dataset.progressRead);
    box.addEventListener("change", () => {
      if (box.checked) read.add(nameOf(step)); else read.delete(nameOf(step));
      try { localStorage.setItem(KEY, JSON.stringify([...read])); } catch { /* Then it holds for this page. */ }
      tell();
    });
    step.append(label);
  }
  tell();
})();
