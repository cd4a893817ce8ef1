// Shows, beside each address field of an editor, what is known of the link, and tries it on request.
// Nothing here stops anybody from saving: if the server does not answer, the form works as it is.
(() => {
  "use strict";

  const { state: statePath, try: tryPath, button: buttonText } = document.currentScript.dataset;
  const FIELDS = "form[data-edit-form] input[type=url]:not([data-link-state])";

  const tell = (note, answer) => {
    note.textContent = [answer.words, answer.advice].filter(Boolean).join(" ");
    note.dataset.state = answer.state;
  };

  const known = async (field, note) => {
    if (!field.value) {
      note.textContent = "";
      return;
    }
    const address = `${statePath}?${new URLSearchParams({ url: field.value })}`;
    const answer = await fetch(address, { credentials: "same-origin" });
    if (answer.ok) tell(note, await answer.json());
  };

  const tried = async (field, note, button) => {
    button.disabled = true;
    const body = new FormData();
    body.append("url", field.value);
    body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    try {
      const answer = await fetch(tryPath, { method: "POST", body, credentials: "same-origin" });
      if (answer.ok) tell(note, await answer.json());
    } finally {
      button.disabled = false;
    }
  };

  const equip = (field) => {
    field.dataset.linkState = "";
    const note = document.createElement("span");
    note.className = "link-state";
    note.setAttribute("role", "status");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-secondary link-try";
    button.textContent = buttonText;
    button.addEventListener("click", () => tried(field, note, button).catch(() => {}));
    // The service's form tries its link by itself.
    const triesItself = "triedAt" in field.dataset;
    field.addEventListener("change", () => {
      if (triesItself) note.textContent = "";
      else if (field.value && field.checkValidity()) tried(field, note, button).catch(() => {});
      else note.textContent = "";
    });
    const place = document.createElement("div");
    place.className = "link-field";
    place.append(...(triesItself ? [note] : [button, note]));
    (field.closest("[data-field-input]") || field.parentElement).append(place);
    known(field, note).catch(() => {});
  };

  const start = () => {
    const form = document.querySelector("form[data-edit-form]");
    if (!form) return;
    const equipAll = () => document.querySelectorAll(FIELDS).forEach(equip);
    equipAll();
    // Blocks that are added later have address fields too.
    new MutationObserver(equipAll).observe(form, { childList: true, subtree: true });
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
