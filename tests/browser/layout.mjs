// What tests ask of the layout. These run inside the page.

/** What makes the page scroll sideways; nothing where it does not. */
export function sideways() {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const scrolls = (element) => {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== "visible") return true;
    }
    return false;
  };
  const wide = [...document.querySelectorAll("body *")].filter((element) => {
    const { right, width } = element.getBoundingClientRect();
    return width > 0 && right > room + 0.5 && !scrolls(element);
  });
  const words = wide.slice(-5).map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`);
  return [`${document.documentElement.scrollWidth} px wide`, ...words];
}

/** Text that is cut off: it does not fit what holds it, and that neither grows nor scrolls. Paper has a margin around the window. */
export function cut(margin = 0) {
  const text = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = text.nextNode(); node; node = text.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width === 0 || hiddenFromSight(parent) || !cuts(parent, box)) continue;
    found.push(`${parent.tagName.toLowerCase()}.${parent.getAttribute("class") ?? ""}: ${node.data.trim().slice(0, 60)}`);
  }
  return found.slice(0, 8);

  // Words for screen readers alone are one pixel wide on purpose.
  function hiddenFromSight(element) {
    return element.closest("svg") === null && [...ancestors(element)].some((at) => at.clientWidth <= 1 && at.clientHeight <= 1 && getComputedStyle(at).position === "absolute");
  }

  function cuts(element, box) {
    for (const at of ancestors(element)) {
      const { overflowX, overflowY, position } = getComputedStyle(at);
      const hold = at.getBoundingClientRect();
      // What scrolls shows everything; what lies outside of it is reached by scrolling.
      if (overflowX === "auto" || overflowX === "scroll") return false;
      if ((overflowX === "hidden" || overflowX === "clip") && (box.right > hold.right + 1 || box.left < hold.left - 1)) return true;
      if ((overflowY === "hidden" || overflowY === "clip") && (box.bottom > hold.bottom + 2 || box.top < hold.top - 2)) return true;
      if (position === "fixed" || (position === "absolute" && box.bottom < 0)) return false;
    }
    return box.right > document.documentElement.clientWidth + 1 + margin || box.left < -1 - margin;
  }

  function* ancestors(element) {
    for (let at = element; at && at !== document.documentElement; at = at.parentElement) yield at;
  }
}
