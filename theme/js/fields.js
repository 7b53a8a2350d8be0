// Fields that lead to another page, on pages opened from a file: browsers send no form there, a link they follow.
"use strict";
(() => {
  if (location.protocol !== "file:") return;
  for (const form of document.querySelectorAll("form[data-field]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      location.assign(`${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`);
    });
  }
})();
