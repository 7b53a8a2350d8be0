// Opens search. What asks and shows comes when it is wanted first; without it the link leads to the list of all incidents.
"use strict";
(() => {
  const opener = document.querySelector("[data-search-open]");
  if (!opener) return;
  let coming;
  /** What asks and shows, once it is there. */
  const load = () => {
    coming ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = opener.dataset.searchScript;
      script.onload = () => done(globalThis.coebookSearch);
      script.onerror = () => {
        script.remove();
        coming = undefined;
        failed(new Error("search.js"));
      };
      document.head.append(script);
    });
    return coming;
  };
  globalThis.coebookLoadSearch = load;

  for (const near of ["pointerenter", "focus"]) opener.addEventListener(near, () => load().catch(() => {}), { once: true });
  opener.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const field = document.querySelector("[data-search]");
    if (field) {
      field.focus();
      field.select();
      return;
    }
    load().then((search) => search.open(), () => location.assign(opener.href));
  });

  // Several lines pasted into the field of the front page are a log: the page of results has room for it.
  document.querySelector("form[data-field] [name=q]")?.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text") ?? "";
    if (!text.trim().includes("\n")) return;
    event.preventDefault();
    load().then((search) => search.handOver(text), () => {});
  });

  // A menu of views closes as menus do.
  const views = document.querySelector("[data-views]");
  if (!views) return;
  document.addEventListener("click", (event) => { if (!views.contains(event.target)) views.open = false; });
  views.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !views.open) return;
    views.open = false;
    views.querySelector("summary").focus();
  });
})();
