// Keep what the reader has opened, and where she is, when new results replace the old ones; tell the
// search log which result she opened, and which of the searches typed letter by letter she stayed with.
(() => {
  const STAY_MILLISECONDS = 3000;
  let open = [];
  let focused = "";
  let staying = 0;

  const results = () => document.querySelector(".results[data-log-token]");

  const report = (shown, rank) => {
    const form = new URLSearchParams({ token: shown.dataset.logToken });
    if (rank) form.set("rank", rank);
    navigator.sendBeacon(shown.dataset.logUrl, form);
    delete shown.dataset.logPending;
  };

  document.addEventListener("htmx:beforeSwap", () => {
    open = [...document.querySelectorAll("#answer details[open]")].map((group) => group.id);
    focused = document.activeElement ? document.activeElement.id : "";
    clearTimeout(staying);
  });

  document.addEventListener("htmx:afterSwap", () => {
    for (const id of open) {
      const group = id && document.getElementById(id);
      if (group) group.open = true;
    }
    const element = focused && document.getElementById(focused);
    if (element && element !== document.activeElement) element.focus({ preventScroll: true });
    staying = setTimeout(() => {
      const shown = results();
      if (shown && "logPending" in shown.dataset) report(shown);
    }, STAY_MILLISECONDS);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".result a");
    const shown = results();
    if (link && shown) report(shown, link.closest(".result").dataset.rank);
  });
})();
