// Keep what the reader has opened, and where she is, when new results replace the old ones; show the
// filters as a sheet on a telephone; tell the search log which result she opened, and which of the
// searches typed letter by letter she stayed with.
(() => {
  const STAY_MILLISECONDS = 3000;
  const NARROW = matchMedia("(max-width: 59.99rem)");
  let open = [];
  let focused = "";
  let among = "";
  let scrolled = 0;
  let staying = 0;

  const results = () => document.querySelector(".results[data-log-token]");
  const sheet = () => document.querySelector("dialog.sheet");

  // The filters stand in <details>; on a telephone a modal dialog, which keeps the focus within and
  // closes with Escape, takes their content for as long as it is open.
  const openSheet = (top = 0) => {
    const filters = document.getElementById("filters");
    const content = filters.querySelector(".filters-content");
    const dialog = document.createElement("dialog");
    dialog.className = "sheet";
    dialog.setAttribute("aria-labelledby", "filters-title");
    filters.open = false;
    filters.after(dialog);
    dialog.append(content);
    dialog.addEventListener("close", () => {
      filters.append(content);
      dialog.remove();
      if (filters.isConnected) filters.querySelector("summary").focus();
    });
    dialog.showModal();
    content.querySelector(".filters-close").focus();
    content.scrollTop = top;
  };

  const report = (shown, rank) => {
    const form = new URLSearchParams({ token: shown.dataset.logToken });
    if (rank) form.set("rank", rank);
    navigator.sendBeacon(shown.dataset.logUrl, form);
    delete shown.dataset.logPending;
  };

  // The address says what was chosen, and nothing of what was left as it is.
  document.addEventListener("htmx:configRequest", (event) => {
    const form = event.detail.formData;
    for (const [name, value] of [...form]) {
      if (!value || (name === "sort" && value === "relevance")) form.delete(name);
    }
  });

  document.addEventListener("htmx:beforeRequest", () => {
    document.getElementById("answer").setAttribute("aria-busy", "true");
  });

  document.addEventListener("htmx:afterRequest", () => {
    document.getElementById("answer").removeAttribute("aria-busy");
  });

  document.addEventListener("htmx:beforeSwap", () => {
    const element = document.activeElement;
    open = [...document.querySelectorAll("#answer details[open]")].map((group) => group.id);
    focused = element ? element.id : "";
    among = element && element.closest(".chips, .pagination") ? "results-title" : "";
    scrolled = sheet() ? sheet().querySelector(".filters-content").scrollTop : -1;
    clearTimeout(staying);
  });

  document.addEventListener("htmx:afterSwap", () => {
    for (const id of open) {
      const group = id && document.getElementById(id);
      if (group) group.open = true;
    }
    if (scrolled >= 0 && document.getElementById("filters")) openSheet(scrolled);
    const element = document.getElementById(focused || among);
    if (element && element !== document.activeElement) element.focus({ preventScroll: true });
    staying = setTimeout(() => {
      const shown = results();
      if (shown && "logPending" in shown.dataset) report(shown);
    }, STAY_MILLISECONDS);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".result a");
    const shown = results();
    if (link && shown && !("shortlistPick" in link.dataset)) {
      report(shown, link.closest(".result").dataset.rank);
    }
    if (NARROW.matches && event.target.closest("#filters > summary")) {
      event.preventDefault();
      openSheet();
    } else if (sheet() && (event.target === sheet() || event.target.closest(".sheet button"))) {
      event.preventDefault(); // the results behind have followed every choice already
      sheet().close();
    }
  });

  NARROW.addEventListener("change", () => sheet()?.close());
})();
