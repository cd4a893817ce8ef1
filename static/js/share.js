// Copy a page's address where the browser can; without this the button stays hidden.
(() => {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-share-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.shareCopy);
      button.parentElement.querySelector("[role=status]").textContent = button.dataset.shareDone;
    });
  }
})();
