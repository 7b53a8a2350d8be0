// Part of pages while they are served by `coebook serve`, and of no other site: loads the page again when its sources
// change, and lists what is wrong with them.
"use strict";
(() => {
  const shown = document.currentScript.dataset.version;

  let events;
  const listen = () => {
    events = new EventSource("/-/events");
    events.addEventListener("version", (event) => {
      if (event.data !== shown) location.reload();
    });
  };
  listen();
  // A page kept for the back button must not hold one of the few connections a browser makes to a server.
  addEventListener("pagehide", () => events.close());
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });

  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };

  const counted = (findings) => {
    const names = { error: "error", warning: "warning", information: "remark" };
    return Object.keys(names)
      .map((level) => [findings.filter((finding) => finding.level === level).length, names[level]])
      .filter(([number]) => number > 0)
      .map(([number, name]) => `${number} ${name}${number === 1 ? "" : "s"}`)
      .join(", ");
  };

  const item = (finding) => {
    const element = make("li", `coebook-live-${finding.level}`);
    element.append(make("strong", "", finding.message));
    element.append(make("span", "", ` ${finding.path}:${finding.line}:${finding.column} ${finding.rule}`));
    for (const hint of finding.hints) element.append(make("small", "", hint));
    return element;
  };

  const panel = ({ kept, findings }) => {
    if (!kept && findings.length === 0) return;
    const aside = make("aside", "coebook-live");
    aside.setAttribute("aria-label", "Findings in this document");
    const details = make("details");
    // What can be placed stands in the margin too.
    details.open = kept;
    details.append(make("summary", "", counted(findings) || "Findings"));
    if (kept) details.append(make("p", "", "The document cannot be read. This is its last good state."));
    const list = make("ul");
    list.append(...findings.map(item));
    details.append(list);
    aside.append(details);
    document.body.append(aside);
  };

  fetch(`/-/findings?path=${encodeURIComponent(location.pathname)}`)
    .then((response) => response.json())
    .then(panel)
    .catch(() => {});
})();
