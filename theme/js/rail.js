// The rail knows the reader's place: the section that is read, and the part of the timeline that is on the screen.
"use strict";
(() => {
  const rail = document.querySelector("[data-rail]");
  if (!rail || !("IntersectionObserver" in window)) return;

  // The section that is read is the last one whose heading has passed the upper third of the window.
  const links = new Map();
  for (const link of rail.querySelectorAll("ul a")) {
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (section) links.set(section, link);
  }
  let current;
  const mark = () => {
    const line = innerHeight / 3;
    const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    let read;
    for (const [section, link] of links) {
      if (atEnd || section.getBoundingClientRect().top <= line) read = link;
    }
    if (read === current) return;
    current?.removeAttribute("aria-current");
    read?.setAttribute("aria-current", "true");
    current = read;
    // The rail scrolls in itself, and never the page.
    if (read && rail.scrollHeight > rail.clientHeight) rail.scrollTop = read.offsetTop - rail.clientHeight / 3;
  };
  // The margin reaches far up, so that a jump over a heading is noticed too.
  const passing = new IntersectionObserver(mark, { rootMargin: "1000000px 0px -66% 0px", threshold: [0, 1] });
  for (const section of links.keys()) passing.observe(section);
  addEventListener("hashchange", mark);
  mark();

  // The part of the timeline that is on the screen, on the timeline in small.
  const miniature = rail.querySelector("[data-mini]");
  const view = miniature?.querySelector("[data-mini-view]");
  if (!view) return;
  const places = new Map();
  for (const mark of miniature.querySelectorAll("[data-mini-of]")) {
    const entry = document.getElementById(mark.dataset.miniOf);
    const dot = mark.matches("circle") ? mark : mark.querySelector("circle");
    if (entry) places.set(entry, { y: Number(dot.getAttribute("cy")), mark });
  }
  const seen = new Set();
  const show = (changes) => {
    for (const { target, isIntersecting } of changes) {
      const { mark } = places.get(target);
      if (isIntersecting) { seen.add(target); mark.dataset.seen = ""; } else { seen.delete(target); delete mark.dataset.seen; }
    }
    const ys = Array.from(seen, (entry) => places.get(entry).y);
    if (ys.length === 0) return view.setAttribute("height", "0");
    const top = Math.min(...ys) - 7;
    view.setAttribute("y", String(top));
    view.setAttribute("height", String(Math.max(...ys) + 7 - top));
  };
  const looking = new IntersectionObserver(show);
  for (const entry of places.keys()) looking.observe(entry);
})();
