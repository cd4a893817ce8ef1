// Report which result was opened, and that a search was looked at: no cookie, no identity, nothing kept.
(() => {
  const STAYED_MS = 3000;
  let timer = 0;

  const report = (rank) => {
    const log = document.querySelector("[data-search-log]");
    if (!log || !navigator.sendBeacon) return;
    const fields = new URLSearchParams({ token: log.dataset.searchLog });
    if (rank) fields.set("rank", rank);
    navigator.sendBeacon(log.dataset.searchLogUrl, fields);
  };

  const open = (event) => {
    const link = event.target instanceof Element && event.target.closest("[data-rank] a[href]");
    if (link) report(link.closest("[data-rank]").dataset.rank);
  };

  const watch = () => {
    clearTimeout(timer);
    if (document.querySelector("[data-search-log-pending]")) timer = setTimeout(report, STAYED_MS, "");
  };

  document.addEventListener("click", open);
  document.addEventListener("auxclick", open);
  document.addEventListener("htmx:afterSwap", watch);
  watch();
})();
