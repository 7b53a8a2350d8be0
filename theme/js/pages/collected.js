// Narrows a list of what COEs say down to a service, a cause, a team. It takes the other pages of the list in, over http;
// from a folder it narrows the page that is open. What is chosen is in the address: `takeaways.html?service=search`.
"use strict";
(() => {
  const place = document.querySelector("[data-collected]");
  if (!place) return;
  const KINDS = ["service", "cause", "team"];
  const pages = place.dataset.collected.split("|");
  const here = location.pathname.split("/").pop();
  const groups = () => [...document.querySelectorAll("[data-collected-group]")];
  const rows = () => groups().flatMap((group) => [...group.querySelectorAll("li[data-facets]")]);
  const asked = new URLSearchParams(location.search);
  const selects = new Map();

  /** Slug and name of every term of a kind, by how many rows have it. */
  const terms = (kind) => {
    const found = new Map();
    for (const row of rows()) {
      const names = [...row.querySelectorAll(".coe-collected__term")];
      row.dataset.facets.split(" ").forEach((facet, index) => {
        const [own, slug] = facet.split("/");
        if (own !== kind) return;
        const known = found.get(slug) ?? { slug, title: names[index]?.textContent ?? slug, count: 0 };
        known.count += 1;
        found.set(slug, known);
      });
    }
    return [...found.values()].sort((a, b) => b.count - a.count || a.title.localeCompare(b.title));
  };

  const said = document.createElement("output");
  const narrow = () => {
    const chosen = [...selects].filter(([, select]) => select.value).map(([kind, select]) => `${kind}/${select.value}`);
    let shown = 0;
    for (const row of rows()) {
      const facets = row.dataset.facets.split(" ");
      row.hidden = !chosen.every((facet) => facets.includes(facet));
      shown += row.hidden ? 0 : 1;
    }
    for (const group of groups()) group.hidden = !group.querySelector("li:not([hidden])");
    said.textContent = place.dataset.collectedSaid.replace("{shown}", shown).replace("{all}", rows().length);
  };

  const keep = () => {
    const query = new URLSearchParams();
    for (const [kind, select] of selects) if (select.value) query.set(kind, select.value);
    const text = query.toString();
    history.replaceState(null, "", text ? `?${text}` : location.pathname);
  };

  /** The other pages of this list, in their order, as groups of this page. */
  const others = async () => {
    if (pages.length < 2 || location.protocol === "file:") return;
    const found = await Promise.all(pages.map(async (page) => {
      if (decodeURIComponent(page) === decodeURIComponent(here)) return groups();
      const answer = await fetch(page);
      if (!answer.ok) throw new Error(answer.statusText);
      const other = new DOMParser().parseFromString(await answer.text(), "text/html");
      return [...other.querySelectorAll("[data-collected-group]")];
    }));
    const first = groups()[0];
    const marker = document.createComment("");
    first.before(marker);
    const all = found.flat();
    all.forEach((group, index) => {
      const heading = group.querySelector("h2");
      heading.id = `${heading.id.replace(/-\d+$/, "")}${index ? `-${index}` : ""}`;
      group.setAttribute("aria-labelledby", heading.id);
      marker.before(group);
    });
    marker.remove();
    for (const link of document.querySelectorAll("main nav.coe-more")) link.hidden = true;
  };

  let hasAll = false;
  const change = async () => {
    if (!hasAll) {
      hasAll = true;
      await others().catch(() => {});
    }
    narrow();
    keep();
  };

  const start = async () => {
    if (KINDS.some((kind) => asked.get(kind))) {
      hasAll = true;
      await others().catch(() => {});
    }
    for (const kind of KINDS) {
      const known = terms(kind);
      if (known.length < 2 && !asked.get(kind)) continue;
      const select = document.createElement("select");
      select.append(new Option(place.dataset.collectedAll, ""));
      for (const { slug, title } of known) select.append(new Option(title, slug));
      const own = asked.get(kind) ?? "";
      if (own && !known.some(({ slug }) => slug === own)) select.append(new Option(own, own));
      select.value = own;
      select.addEventListener("change", change);
      const label = document.createElement("label");
      label.append(place.dataset[`collected${kind[0].toUpperCase()}${kind.slice(1)}`], select);
      selects.set(kind, select);
      place.append(label);
    }
    if (!selects.size) return;
    place.append(said);
    if (hasAll) narrow();
  };
  start();
})();
