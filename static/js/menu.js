// Close the opened menu with Escape, and give the focus back to what opened it.
(() => {
  const menu = document.querySelector(".site-menu");
  if (!menu) return;
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
})();
