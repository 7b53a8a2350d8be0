// Pictures as large as the window lets them be; without script their links lead to the files.
"use strict";
(() => {
  let dialog, picture, words, from;
  const build = () => {
    dialog = document.createElement("dialog");
    dialog.className = "coe-enlarged";
    dialog.lang = "en";
    dialog.setAttribute("aria-label", "Picture");
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close";
    close.addEventListener("click", () => dialog.close());
    const frame = document.createElement("div");
    frame.className = "coe-enlarged__frame";
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", "Picture");
    picture = document.createElement("img");
    words = document.createElement("p");
    frame.append(picture);
    dialog.append(close, frame, words);
    // What lies outside the picture is the backdrop, for whoever clicks.
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target === frame) dialog.close();
    });
    dialog.addEventListener("close", () => {
      picture.removeAttribute("src");
      if (from) from.focus();
    });
    document.body.append(dialog);
  };
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a[data-enlarge]");
    const small = link && link.querySelector("img");
    if (!small) return;
    if (!dialog) build();
    if (typeof dialog.showModal !== "function") return;
    event.preventDefault();
    from = link;
    const caption = link.parentElement.querySelector("figcaption");
    const language = link.closest("[lang]");
    picture.alt = small.alt;
    if (language) picture.lang = words.lang = language.lang;
    for (const name of ["width", "height"]) {
      if (small.hasAttribute(name)) picture.setAttribute(name, small.getAttribute(name));
      else picture.removeAttribute(name);
    }
    picture.src = link.href;
    words.textContent = caption ? caption.textContent : small.alt;
    words.hidden = !words.textContent;
    dialog.showModal();
  });
})();
