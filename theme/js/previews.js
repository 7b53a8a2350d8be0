// What is behind a link to a COE, before one goes there: the head of its page, made small. The page itself is what is
// asked for, so that there is nothing else to build, and it has come already when the link is followed.
"use strict";
(() => {
  const LOOK = 100; // ms after which a pointer that rests on a link is no longer passing by: the page is asked for
  const SHOW = 250; // ms after which its preview is shown
  const LEAVE = 200; // ms a pointer may be away, on its way from the link to the preview
  const EDGE = 12; // px
  const GAP = 6; // px
  const coes = new URL("../coes/", document.currentScript.src);
  if (!coes.protocol.startsWith("http")) return;

  const card = document.createElement("div");
  card.id = "coe-preview";
  card.className = "coe-preview";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  document.body.append(card);

  const pause = (time) => new Promise((done) => setTimeout(done, time));

  /** The page a link leads to, where that is a COE other than this one. */
  const coeOf = (link) => {
    const href = link.getAttribute("href");
    if (!URL.canParse(href, document.baseURI) || link.closest("[data-preview-off], [data-map]")) return null;
    const { origin, pathname } = new URL(href, document.baseURI);
    const isCoe = (origin + pathname).startsWith(coes.href) && pathname.endsWith(".html");
    return isCoe && pathname !== location.pathname ? origin + pathname : null;
  };

  const ATTRIBUTES = ["class", "lang", "aria-hidden", "viewBox", "d", "cx", "cy", "r"];
  const LEFT_OUT = ["title", "desc", "text", "script", "style"];

  /** A part of another page as a part of this one: its words and shapes, but no links, addresses or headings. */
  const copy = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return document.createTextNode(node.data ?? "");
    if (LEFT_OUT.includes(node.localName)) return "";
    const isShape = node.namespaceURI !== document.body.namespaceURI;
    const made = document.createElementNS(node.namespaceURI, isShape || node.localName === "i" ? node.localName : "span");
    for (const name of ATTRIBUTES) if (node.hasAttribute(name)) made.setAttribute(name, node.getAttribute(name));
    made.append(...Array.from(node.childNodes, copy));
    return made;
  };

  const line = (name, nodes) => {
    const made = document.createElement("p");
    made.className = `coe-preview__${name}`;
    nodes.forEach((node) => made.append(node, " "));
    return made;
  };

  /** The arc without its words: only the line is kept of its height. */
  const miniature = (arc) => {
    const dots = [...arc.querySelectorAll("circle")];
    const [middle] = dots.map((dot) => Number(dot.getAttribute("cy")));
    const end = Math.max(...dots.map((dot) => Number(dot.getAttribute("cx"))));
    const made = copy(arc);
    made.setAttribute("class", "coe-preview__arc");
    made.setAttribute("viewBox", `-8 ${middle - 22} ${end + 24} 44`);
    made.setAttribute("aria-hidden", "true");
    return made;
  };

  /** What a page says of itself; nothing if it is not the page of a COE. */
  const read = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const parts = (name) => [...page.querySelectorAll(`main [data-preview="${name}"]`)];
    const words = (name) => parts(name).flatMap((part) => Array.from(part.childNodes, copy));
    const title = line("title", words("title"));
    if (!title.textContent.trim()) return null;
    const made = document.createElement("div");
    const text = document.createElement("div");
    text.lang = page.documentElement.lang;
    text.dir = page.documentElement.dir || "auto";
    text.append(title);
    if (parts("standfirst").length) text.append(line("standfirst", words("standfirst")));
    made.append(line("kicker", parts("kicker").flatMap((part) => Array.from(part.children, copy))), text);
    const facts = parts("fact").map(copy);
    if (facts.length) made.append(line("facts", facts));
    const arc = page.querySelector("main [data-preview=arc] > svg");
    if (arc) made.append(miniature(arc));
    return made;
  };

  const known = new Map();
  const load = (address) => {
    if (!known.has(address)) known.set(address, ask(address));
    return known.get(address);
  };
  const ask = async (address) => {
    try {
      const answer = await fetch(address);
      return answer.ok ? read(await answer.text()) : null;
    } catch {
      known.delete(address);
      return null;
    }
  };

  let wanted = null; // the link the reader is at
  let shown = null; // the link whose preview is shown
  let turn = 0; // what was begun in an earlier turn comes too late
  let leaving;

  const hide = () => {
    turn += 1;
    card.hidden = true;
    shown?.removeAttribute("aria-describedby");
    shown = null;
  };
  const forget = () => {
    clearTimeout(leaving);
    hide();
    wanted = null;
  };
  const leave = () => {
    if (!shown) forget();
    clearTimeout(leaving);
    leaving = setTimeout(forget, LEAVE);
  };

  const place = (link, point) => {
    const boxes = [...link.getClientRects()];
    const isAtPoint = (box) => point && box.top <= point.y && point.y <= box.bottom && box.left <= point.x && point.x <= box.right;
    const box = boxes.find(isAtPoint) ?? boxes[0] ?? link.getBoundingClientRect();
    const { width, height } = card.getBoundingClientRect();
    const from = getComputedStyle(link).direction === "rtl" ? box.right - width : box.left;
    const left = Math.max(EDGE, Math.min(from, document.documentElement.clientWidth - width - EDGE));
    const fitsBelow = box.bottom + GAP + height <= innerHeight || box.top < height + GAP;
    const top = fitsBelow ? box.bottom + GAP : box.top - GAP - height;
    card.style.setProperty("--left", `${left + scrollX}px`);
    card.style.setProperty("--top", `${top + scrollY}px`);
  };

  const want = async (link, point) => {
    clearTimeout(leaving);
    const address = coeOf(link);
    if (link === wanted || !address || navigator.connection?.saveData || matchMedia("(pointer: coarse)").matches) return;
    wanted = link;
    turn += 1;
    const mine = turn;
    await pause(LOOK);
    if (mine !== turn) return;
    const [found] = await Promise.all([load(address), pause(SHOW - LOOK)]);
    if (mine !== turn) return;
    hide();
    if (!found || !link.isConnected) return;
    // A dot says in a tooltip of the browser's own which COE it is; two are one too many.
    const tooltip = link.querySelector("title");
    if (tooltip) {
      link.setAttribute("aria-label", tooltip.textContent);
      tooltip.remove();
    }
    card.replaceChildren(found);
    card.hidden = false;
    place(link, point);
    link.setAttribute("aria-describedby", card.id);
    shown = link;
  };

  document.addEventListener("pointerover", ({ target, pointerType, clientX, clientY }) => {
    if (pointerType === "touch") return;
    const link = target.closest?.("a[href]");
    if (card.contains(target)) clearTimeout(leaving);
    else if (link && coeOf(link)) want(link, { x: clientX, y: clientY });
    else if (wanted && !wanted.matches(":focus-visible")) leave();
  });
  document.documentElement.addEventListener("pointerleave", leave);
  document.addEventListener("focusin", ({ target }) => {
    if (target.matches("a[href]:focus-visible")) want(target);
  });
  document.addEventListener("focusout", leave);
  document.addEventListener("keydown", ({ key }) => { if (key === "Escape") hide(); });
  document.addEventListener("click", hide);
  addEventListener("resize", hide);
  addEventListener("pagehide", forget);
})();
