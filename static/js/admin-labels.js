// Name the fields that the admin's widgets make by themselves, for those who hear a form: the input in
// which one types a tag, and the area of a rich text. Each gets the name of the field that it stands in.
(() => {
  "use strict";

  const MADE = ".tagit-new input, .public-DraftEditor-content";

  const name = () => {
    document.querySelectorAll(MADE).forEach((made) => {
      if (made.hasAttribute("aria-label") || made.hasAttribute("aria-labelledby")) return;
      const panel = made.closest("[data-field], .w-panel, .w-field__wrapper");
      const label = panel && panel.querySelector("label, .w-panel__heading");
      if (label) made.setAttribute("aria-label", label.textContent.trim().replace(/\s*\*$/, ""));
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    if (!document.querySelector("[data-edit-form], #w-editor-form, form")) return;
    name();
    new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
  });
})();
