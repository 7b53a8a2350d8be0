// Blocks of code: a button that copies them, and one that shows all lines of a long one.
"use strict";
(() => {
  const blocks = document.querySelectorAll("[data-code]");
  if (!blocks.length) return;
  const said = document.createElement("p");
  said.className = "coe-code__said";
  said.setAttribute("role", "status");
  said.lang = "en";
  document.body.append(said);

  const button = (className, words) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = className;
    made.lang = "en";
    made.textContent = words;
    return made;
  };

  /** What a reader wants of a block: without the prompts of a shell. */
  const textOf = (pre) => {
    const copy = pre.cloneNode(true);
    for (const prompt of copy.querySelectorAll(".u")) prompt.remove();
    return copy.textContent.replace(/\n$/, "");
  };

  /** For pages from where nothing reaches the clipboard: the text is selected, and copied where the browser lets us. */
  const select = (pre) => {
    getSelection().selectAllChildren(pre);
    try { return document.execCommand("copy"); } catch { return false; }
  };

  const copy = async (pre) => {
    try {
      await navigator.clipboard.writeText(textOf(pre));
      return "Copied";
    } catch {
      return select(pre) ? "Copied" : "Selected";
    }
  };

  const addCopy = (block, pre) => {
    const over = block.querySelector(".coe-code__name") ? "" : " coe-code__copy--over";
    const made = button(`coe-code__copy${over}`, "Copy");
    let later;
    made.addEventListener("click", async () => {
      const words = await copy(pre);
      said.textContent = "";
      made.textContent = words;
      clearTimeout(later);
      setTimeout(() => { said.textContent = words; }, 50);
      later = setTimeout(() => { made.textContent = "Copy"; }, 2500);
    });
    block.append(made);
  };

  const addAll = (block, pre) => {
    const lines = pre.textContent.replace(/\n$/, "").split("\n").length;
    const made = button("coe-code__all", `Show all ${lines} lines`);
    const open = (focus) => {
      block.classList.add("coe-code--open");
      made.remove();
      if (focus) pre.focus({ preventScroll: true });
    };
    made.addEventListener("click", () => open(true));
    // A link or a search that leads into the hidden lines scrolls them.
    pre.addEventListener("scroll", () => { if (pre.scrollTop > 0 && made.isConnected) open(false); });
    block.append(made);
  };

  for (const block of blocks) {
    const pre = block.querySelector("pre");
    addCopy(block, pre);
    if (block.classList.contains("coe-code--long")) addAll(block, pre);
  }
})();
