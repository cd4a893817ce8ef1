// Name the fields that the admin's widgets make by themselves, for those who hear a form: the input in
// which one types a tag, and the area of a rich text. Each gets the name of the field that it stands in.
(() => {
  "use strict";

  const MADE = ".tagit-new input, .public-DraftEditor-content";
  const NAMES = "label, .w-panel__heading";

  const nameOf = (made) => {
    for (let around = made.parentElement; around && around.tagName !== "FORM"; around = around.parentElement) {
      const label = around.querySelector(NAMES);
      const text = label ? label.textContent.replace(/[\s*]+/g, " ").trim() : "";
      if (text) return text;
    }
    return "";
  };

  const name = () => {
    document.querySelectorAll(MADE).forEach((made) => {
      if (made.hasAttribute("aria-label") || made.hasAttribute("aria-labelledby")) return;
      const text = nameOf(made);
      if (text) made.setAttribute("aria-label", text);
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    if (!document.querySelector("#w-editor-form, [data-edit-form], form")) return;
    name();
    new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
  });
})();
