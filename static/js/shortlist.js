// Keep the shortlist on this device: a service's link adds to the kept list, and the list's page, whose
// address is the list, is kept as it is shown. Without JavaScript the address alone is the list.
(() => {
  const NAME = "shortlist";
  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(NAME)) || [];
    } catch {
      return [];
    }
  };
  const keep = (words) => {
    try {
      localStorage.setItem(NAME, JSON.stringify(words));
    } catch {
      // A browser that keeps nothing still has the address.
    }
  };
  const key = (word) => word.split(".")[0];

  const addressOf = (path, words) => `${path}?${new URLSearchParams(words.map((word) => ["s", word]))}`;
  const ours = document.referrer.startsWith(`${location.origin}/`);
  const page = document.querySelector("[data-shortlist-page]");

  for (const link of document.querySelectorAll("[data-shortlist-pick]")) {
    const words = kept().filter((word) => key(word) !== link.dataset.shortlistPick);
    link.href = addressOf(link.pathname, [...words, link.dataset.shortlistPick]);
  }
  if (page) {
    // Somebody else's list, opened from a letter, does not take the place of the reader's own.
    const words = [...page.children].map((row) => row.dataset.shortlistWord);
    if (ours || !kept().length) keep(words);
  } else if (document.querySelector("[data-shortlist-empty]") && kept().length) {
    location.replace(addressOf(location.pathname, kept()));
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-shortlist-remove]");
    if (link) keep(new URL(link.href).searchParams.getAll("s"));
  });
})();
