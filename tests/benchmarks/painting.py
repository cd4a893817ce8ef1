"""Measure when readers see something, in Chromium with its processor slowed down four times.

``python -m tests.benchmarks.painting`` prints the largest paint of the front page, the search and a service,
and how long after the end of the debounce an answer to typing is painted, and fails if a bar is missed.
``--var DIR`` keeps the database for another run.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.demo_server import demo_server, shown_pages
from tests.benchmarks.http_search import say

SLOWED = 4
LARGEST_PAINT_MS = 1000
ANSWER_MS = 200
DEBOUNCE_MS = 150
ROUNDS = 5
WORD = "vertaistuki"

LARGEST_PAINT = """() => new Promise((done) => {
    const seen = new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime));
    seen.observe({ type: "largest-contentful-paint", buffered: true });
})"""
NOTE_ANSWERS = """
    window.answers = [];
    let typed = 0;
    document.addEventListener("input", () => { typed = performance.now(); });
    document.addEventListener("htmx:afterSwap", () => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => window.answers.push(performance.now() - typed);
        channel.port2.postMessage(0);
    }));
"""


def slowed_page(browser: Browser) -> Page:
    """Open an empty page of a profile of its own, with a slow processor."""
    page = browser.new_context(viewport={"width": 412, "height": 823}, locale="fi-FI").new_page()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    return page


def largest_paint(browser: Browser, address: str) -> float:
    """Return after how many milliseconds the largest part of a page is painted, at the median."""
    spent = []
    for _round in range(ROUNDS):
        page = slowed_page(browser)
        page.goto(address, wait_until="networkidle")
        spent.append(page.evaluate(LARGEST_PAINT))
        page.context.close()
    return median(spent)


def answer_to_typing(browser: Browser, address: str) -> float:
    """Return how many milliseconds after the debounce an answer is painted, at the median; unslowed."""
    page = browser.new_context(viewport={"width": 412, "height": 823}, locale="fi-FI").new_page()
    page.add_init_script(NOTE_ANSWERS)
    page.goto(address, wait_until="networkidle")
    for number, letter in enumerate(WORD, start=1):
        page.locator("#q").press_sequentially(letter)
        page.wait_for_function("(wanted) => window.answers.length >= wanted", arg=number)
    spent: list[float] = page.evaluate("window.answers")
    page.context.close()
    return median(spent) - DEBOUNCE_MS


def main() -> None:
    """Print the figures; exit with 1 if one misses its bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--var", type=Path, help="folder that is kept; a temporary one without")
    chosen = parser.parse_args()
    figures: dict[str, tuple[float, int]] = {}
    with demo_server(chosen.var) as site:
        pages = shown_pages()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox"] if os.geteuid() == 0 else []
            )
            for name, path in pages.items():
                figures[f"{name}: largest paint"] = (largest_paint(browser, site + path), LARGEST_PAINT_MS)
            figures["answer to typing"] = (answer_to_typing(browser, f"{site}/haku/"), ANSWER_MS)
            browser.close()
    for name, (spent, bar) in figures.items():
        say(f"{name:28}{spent:8.0f} ms{'':4}at most {bar} ms")
    if any(spent > bar for spent, bar in figures.values()):
        sys.exit(1)


if __name__ == "__main__":
    main()
