// The keys of every page: `?` says which there are.
"use strict";
(() => {
  const typing = (element) => element.closest("input, textarea, select, [contenteditable]");
  let help;
  const open = () => {
    if (!help) {
      help = document.createElement("dialog");
      help.className = "coe-keys";
      help.setAttribute("aria-label", "Keys");
      const keys = [["?", "this help"], ["Esc", "close it"]];
      const list = document.createElement("dl");
      for (const [key, words] of keys) {
        const term = document.createElement("dt");
        const name = document.createElement("kbd");
        const meaning = document.createElement("dd");
        name.textContent = key;
        meaning.textContent = words;
        term.append(name);
        list.append(term, meaning);
      }
      help.append(list);
      document.body.append(help);
    }
    help.showModal();
  };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "?") { event.preventDefault(); open(); }
  });
})();
