// Keep what the reader has opened, and where she is, when new results replace the old ones.
(() => {
  let open = [];
  let focused = "";

  document.addEventListener("htmx:beforeSwap", () => {
    open = [...document.querySelectorAll("#answer details[open]")].map((group) => group.id);
    focused = document.activeElement ? document.activeElement.id : "";
  });

  document.addEventListener("htmx:afterSwap", () => {
    for (const id of open) {
      const group = document.getElementById(id);
      if (group) group.open = true;
    }
    const element = focused && document.getElementById(focused);
    if (element && element !== document.activeElement) element.focus({ preventScroll: true });
  });
})();
