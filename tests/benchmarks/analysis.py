"""Measure the analysis: speed of running text and of cold forms, loading, memory, and the bars' figures.

Run it from the project's folder: ``python -m tests.benchmarks.analysis``. It prints a table and
asserts nothing. Speeds are in this process's own CPU time, so that a busy machine changes them little.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from search.analysis import analyse, fingerprint, preload
from search.analysis.analyzer import keys_of
from search.analysis.voikko import _transducer, readings
from search.fields import Language
from tests.unit.search.analysis.treebank import REFERENCE, false_lemmas, keys, parts, rows


def memory_mib(name: str) -> int:
    """Return a figure of this process from the kernel, such as ``VmRSS``."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) // 1024
    return 0


def cold_ms(forms: list[str]) -> float:
    """Return the milliseconds that a form takes when nothing is cached."""
    keys_of.cache_clear()
    readings.cache_clear()
    start = time.process_time()
    for form in forms:
        analyse(form, Language.FI)
    return (time.process_time() - start) / len(forms) * 1000


def lookup_ms(forms: list[str]) -> float:
    """Return the milliseconds of one look-up in Voikko's transducer, the floor of a cold form."""
    transducer, _ = _transducer()
    start = time.process_time()
    for form in forms:
        transducer.lookup(form.lower())
    return (time.process_time() - start) / len(forms) * 1000


def warm_tokens_per_second(text: str, rounds: int = 20) -> float:
    """Return the best round's tokens a second of running text whose words are cached."""
    best = float("inf")
    count = len(analyse(text, Language.FI))
    for _ in range(rounds):
        start = time.process_time()
        analyse(text, Language.FI)
        best = min(best, time.process_time() - start)
    return count / best


def main() -> None:
    """Print the table."""
    if not REFERENCE.is_dir():
        sys.exit(f"no reference data in {REFERENCE}")
    before = memory_mib("VmRSS")
    start = time.process_time()
    preload()
    loading = time.process_time() - start
    loaded, private = memory_mib("VmRSS"), memory_mib("RssAnon")
    treebank = list(rows())
    text = " ".join(row.form for row in treebank)
    forms = sorted({row.form for row in treebank if row.form.isalpha()})
    inflected = {(row.form, row.base) for row in treebank if row.is_inflected}
    compounds = {(row.form, row.head) for row in treebank if "#" in row.lemma}
    false = false_lemmas(treebank)
    cold = cold_ms(forms)
    analyse(text, Language.FI)
    table = [
        ("fingerprint", fingerprint()),
        ("loading, tries made before", f"{loading:.2f} s"),
        ("resident memory before and after loading", f"{before} and {loaded} MiB, {private} private"),
        ("running text, warm", f"{warm_tokens_per_second(text):,.0f} tokens/s"),
        (f"cold form, {len(forms)} forms", f"{cold:.3f} ms"),
        ("of which Voikko's first look-up", f"{lookup_ms(forms):.3f} ms"),
        ("resident memory after that", f"{memory_mib('VmRSS')} MiB"),
        ("gold lemma among the keys", share([base in keys(form) for form, base in inflected])),
        (
            "shares a key with its gold lemma",
            share([bool(keys(form) & keys(base)) for form, base in inflected]),
        ),
        ("compound head among the parts", share([head in parts(form) for form, head in compounds])),
        ("false lemmas a form", f"{sum(false) / len(false):.3f}"),
    ]
    for name, figure in table:
        print(f"{name:42} {figure}")  # noqa: T201 - the table is what this program is for


def share(hits: list[bool]) -> str:
    """Return hits as a percentage of tries."""
    return f"{sum(hits) / len(hits):.2%} of {len(hits)}"


if __name__ == "__main__":
    main()
