// A link to the place it stands at, which `rel="bookmark"` says, copies its address when it is followed.
"use strict";
(() => {
  const SAID = 2400; // ms
  const page = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  const status = document.createElement("p");
  status.className = "coe-status";
  status.lang = "en";
  status.setAttribute("role", "status");
  document.body.append(status);

  let silence;
  const say = (words) => {
    clearTimeout(silence);
    status.textContent = words;
    silence = setTimeout(() => status.replaceChildren(), SAID);
  };

  const isOfThisPage = (link) => link.getAttribute("href").startsWith("#");

  const copy = async (link) => {
    const address = isOfThisPage(link) ? new URL(link.hash, page).href : link.href;
    try {
      await navigator.clipboard.writeText(address);
    } catch {
      location.assign(link.href);
      return;
    }
    // The address bar says the same; no entry of the history is added for it, so that Back leaves the page.
    if (isOfThisPage(link)) history.replaceState(history.state, "", link.hash);
    status.replaceChildren();
    say("Link copied");
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[rel~=bookmark]");
    const isPlain = !event.defaultPrevented && !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || !navigator.clipboard) return;
    event.preventDefault();
    copy(link);
  });
})();
