// Gentle hints and the preview among the search results beside the summary, and the result of trying the
// link, while a service is edited.
// Nothing here stops anybody from saving: if the server does not answer, the form works as it is.
(() => {
  "use strict";

  const PAUSE = 600; // milliseconds after the last key before the server is asked

  const listBeside = (field) => {
    const list = document.createElement("ul");
    list.className = "field-hints";
    list.setAttribute("aria-live", "polite");
    (field.closest("[data-field-input]") || field.parentElement).append(list);
    return list;
  };

  const show = (list, lines) => {
    list.replaceChildren(
      ...lines.map(({ words, state }) => {
        const line = document.createElement("li");
        line.textContent = words;
        if (state) line.dataset.state = state;
        return line;
      }),
    );
  };

  const ask = async (address, values) => {
    const body = new FormData();
    Object.entries(values).forEach(([name, value]) => body.append(name, value));
    body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    const answer = await fetch(address, { method: "POST", body, credentials: "same-origin" });
    return answer.ok ? answer.json() : null;
  };

  // Ask anew whenever a field has rested; an answer to an older question is dropped.
  const follow = (fields, event, pause, question) => {
    let timer = 0;
    let asked = 0;
    const begin = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(async () => {
        asked += 1;
        const mine = asked;
        await question(() => mine === asked).catch(() => {});
      }, pause);
    };
    fields.forEach((field) => field.addEventListener(event, begin));
    return begin;
  };

  // Open Wagtail's preview beside the form, with the card among the results of a search.
  const offerPreview = (field) => {
    const toggle = document.querySelector("[data-side-panel-toggle=preview]");
    if (!toggle) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-secondary";
    button.textContent = field.dataset.previewWords;
    button.addEventListener("click", () => {
      if (toggle.getAttribute("aria-expanded") !== "true") toggle.click();
      const mode = document.querySelector("[data-w-preview-target=mode]");
      mode.value = field.dataset.previewMode;
      mode.dispatchEvent(new Event("change", { bubbles: true }));
    });
    (field.closest("[data-field-input]") || field.parentElement).append(button);
  };

  const start = () => {
    const summary = document.querySelector("[data-hints-from]");
    const organisation = document.querySelector("[name=organisation]");
    if (summary) {
      const list = listBeside(summary);
      const begin = follow([summary, organisation].filter(Boolean), "input", PAUSE, async (current) => {
        const values = { summary: summary.value, organisation: organisation ? organisation.value : "" };
        const answer = await ask(summary.dataset.hintsFrom, values);
        if (answer && current()) show(list, answer.hints.map((words) => ({ words })));
      });
      if (summary.value) begin();
      offerPreview(summary);
    }
    const link = document.querySelector("[data-tried-at]");
    if (link) {
      const list = listBeside(link);
      follow([link], "change", 0, async (current) => {
        if (!link.value.trim()) {
          show(list, []);
          return;
        }
        show(list, [{ words: link.dataset.trying || "…" }]);
        const answer = await ask(link.dataset.triedAt, { link: link.value });
        if (!current()) return;
        show(list, answer ? [{ words: [answer.words, answer.advice].filter(Boolean).join(" "), state: answer.state }] : []);
      });
    }
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
