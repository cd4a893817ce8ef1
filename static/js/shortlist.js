// Keep the shortlist on this device: beside a service one press adds or removes it, the header counts, and the
// list's page, whose address is the list, is kept as it is shown. Without JavaScript the address alone is it.
(() => {
  const NAME = "shortlist";
  const NOTE = "shortlist-note";
  const MOST = 12;
  const read = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const write = (name, text) => {
    try {
      localStorage.setItem(name, text);
    } catch {
      // A browser that keeps nothing still has the address.
    }
  };
  const kept = () => {
    try {
      const words = JSON.parse(read(NAME));
      return Array.isArray(words) ? words.filter((word) => typeof word === "string") : [];
    } catch {
      return [];
    }
  };
  const key = (word) => word.split(".")[0];
  const addressOf = (path, words) =>
    words.length ? `${path}?${new URLSearchParams(words.map((word) => ["s", word]))}` : path;
  const link = document.querySelector("[data-shortlist-link]");
  const status = document.querySelector("[data-shortlist-status]");

  const show = () => {
    const words = kept();
    const keys = new Set(words.map(key));
    if (link) {
      link.href = addressOf(link.pathname, words);
      link.querySelector("[data-shortlist-count]").textContent = words.length || "";
    }
    for (const pick of document.querySelectorAll("[data-shortlist-pick]")) {
      const picked = String(keys.has(pick.dataset.shortlistPick));
      pick.setAttribute("role", "button");
      if (pick.getAttribute("aria-pressed") !== picked) pick.setAttribute("aria-pressed", picked);
    }
  };
  const keep = (words) => {
    write(NAME, JSON.stringify(words));
    show();
  };
  const say = (sentence, number) => {
    if (status) status.textContent = `${status.dataset[sentence]}${number === undefined ? "" : ` ${number}`}`;
  };
  const toggle = (pick) => {
    const number = pick.dataset.shortlistPick;
    const words = kept();
    const others = words.filter((word) => key(word) !== number);
    if (others.length < words.length) {
      keep(others);
      say("removed", others.length);
    } else if (words.length >= MOST) {
      say("full");
    } else {
      keep([...words, number]);
      say("added", words.length + 1);
    }
  };
  const wordsOf = (address) => new URL(address).searchParams.getAll("s");

  document.addEventListener("click", (event) => {
    const pick = event.target.closest("[data-shortlist-pick]");
    if (pick) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      toggle(pick);
    }
    const changing = event.target.closest("[data-shortlist-remove], [data-shortlist-take]");
    if (changing) keep(wordsOf(changing.href));
    if (event.target.closest("[data-shortlist-print]")) print();
  });
  document.addEventListener("keydown", (event) => {
    const pick = event.key === " " && event.target.closest("[data-shortlist-pick]");
    if (pick) {
      event.preventDefault();
      toggle(pick);
    }
  });
  document.addEventListener("htmx:afterSettle", show);
  addEventListener("storage", show); // another tab has picked
  addEventListener("pageshow", (event) => event.persisted && show()); // back from the browser's memory

  const page = document.querySelector("[data-shortlist-page]");
  if (page) {
    // Somebody else's list, opened from a letter, does not take the place of the reader's own.
    const ours = document.referrer.startsWith(`${location.origin}/`);
    const words = [...page.children].map((row) => row.dataset.shortlistWord);
    const keys = new Set(words.map(key));
    if (ours || kept().every((word) => keys.has(key(word)))) write(NAME, JSON.stringify(words));
  } else if (document.querySelector("[data-shortlist-empty]") && !location.search && kept().length) {
    location.replace(addressOf(location.pathname, kept()));
  }
  const note = document.querySelector("[data-shortlist-note]");
  if (note) {
    note.value = note.value || read(NOTE) || "";
    note.addEventListener("input", () => write(NOTE, note.value));
  }
  for (const button of document.querySelectorAll("[data-shortlist-print]")) button.hidden = false;
  show();
})();
