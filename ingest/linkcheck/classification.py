"""Decide from the evidence of one check what class a link is in. Pure: no network, no database, no clock."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.http import Url, url_or_none
from ingest.linkcheck.classes import DEAD_AT_ONCE, STRIKING, LinkClass
from ingest.linkcheck.evidence import Evidence, Failure, Fragment

GONE_STATUSES = frozenset({404, 410})
TEMPORARY_STATUSES = frozenset({408, 425, 429})
"""These ask for patience; 429 says itself that the page is there, so it is never a strike."""

PAGES_ALL_THE_SAME = frozenset({300, 304})
"""Answers below 400 that a reader sees a page for, although nobody redirects."""

FAILURE_CLASSES = {
    Failure.INVALID: LinkClass.INVALID,
    Failure.UNSUPPORTED: LinkClass.UNSUPPORTED,
    Failure.UNSAFE: LinkClass.UNSAFE,
    Failure.DNS: LinkClass.DNS_ERROR,
    Failure.DNS_TEMPORARY: LinkClass.TEMPORARY_FAILURE,
    Failure.TLS: LinkClass.TLS_ERROR,
    Failure.TIMEOUT: LinkClass.TEMPORARY_FAILURE,
    Failure.CONNECTION: LinkClass.TEMPORARY_FAILURE,
    Failure.BAD_REPLY: LinkClass.TEMPORARY_FAILURE,
    Failure.TOO_LARGE: LinkClass.OK,
    Failure.REDIRECT_LOOP: LinkClass.TEMPORARY_FAILURE,
    Failure.BUSY: LinkClass.TEMPORARY_FAILURE,
    Failure.ABSENT: LinkClass.GONE,
}

LOGIN_PLACE = re.compile(
    r"(?:^|[/._-])(?:log-?in|log-?on|sign-?in|sso|oauth2?|auth|kirjaudu|kirjautuminen|"
    r"logga-?in|inloggning)"
    r"(?:[/._?-]|$)",
    re.IGNORECASE,
)
PARKING_HOSTS = re.compile(
    r"(?:^|\.)(?:sedoparking\.com|sedo\.com|parkingcrew\.net|bodis\.com|hugedomains\.com|afternic\.com|dan\.com|"
    r"above\.com|parklogic\.com|undeveloped\.com|domainmarket\.com|parkingpage\.namecheap\.com)$"
)
CHALLENGE_TITLE = re.compile(
    r"^(?:just a moment\.\.\.|attention required!.*|checking your browser.*|access denied|ddos-guard|"
    r"pardon our interruption\.*|(?:are you a robot|are you human)\?|robot check|bot verification|"
    r"human verification|(?:please )?verify (?:that )?you are (?:a )?human\.*|security check(?: required)?|"
    r"vahvista,? että olet ihminen|un momento…|one moment, please\.*|client challenge)$",
    re.IGNORECASE,
)
CHANGED_BELOW = 0.2
"""A page that shares less of its words than this with what was confirmed tells of something else."""

LANGUAGE_ROOT = re.compile(r"/(?:(?:fi|sv|se|en)(?:[-_]\w\w)?/?)?(?:index\.\w+)?$", re.IGNORECASE)

NOT_FOUND_SEGMENT = re.compile(
    r"(?:(?:http|error|virhe|fel|virhekoodi|felkod|oops!?)\s*){0,2}404(?:\s*(?:error|virhe|fel|not found))?!?"
    r"|(?:page |site |content )?not found!?"
    r"|(?:hups!? )?(?:etsimääsi |hakemaasi |haettua |pyytämääsi )?(?:sivua|sivustoa|sisältöä) ei "
    r"(?:löydy|löytynyt|valitettavasti löytynyt|ole|ole enää|ole olemassa)[.!]?"
    r"|(?:den )?(?:sidan|sidan du söker|sidan du letar efter) (?:kunde inte hittas|hittades inte|"
    r"finns inte|saknas|finns inte längre)[.!]?"
    r"|(?:sorry, )?(?:this |the |that )?page (?:could not be found|cannot be found|can['’]t be found|"
    r"does(?: not|n['’]t) exist|was not found|you (?:requested|were looking for).{0,40}not (?:be )?found)"
    r"[.!]?",
    re.IGNORECASE,
)
SEGMENT_BORDER = re.compile(r"\s+[|–—·:»-]\s+|\s*[|–—·»]\s*|:\s+")


@dataclass(frozen=True, slots=True)
class Finding:
    """Name the class of a link and whether this check counts against it."""

    link_class: LinkClass
    strikes: bool

    @property
    def dead(self) -> bool:
        """Say whether one look, without other days to wait for, calls the link dead."""
        return self.strikes and self.link_class in DEAD_AT_ONCE


def classify(evidence: Evidence) -> Finding:
    """Return the class of what was seen."""
    if evidence.status == 200 and not evidence.redirects and evidence.failure is None and _is_plain(evidence):
        return WORKS
    link_class = _class_of(evidence)
    doubtful = (
        evidence.failure is Failure.BUSY
        or evidence.status == 429
        or (link_class is LinkClass.MISSING_FRAGMENT and evidence.fragment is Fragment.UNSURE)
    )
    return Finding(link_class, strikes=link_class in STRIKING and not doubtful)


WORKS = Finding(LinkClass.OK, strikes=False)


def _is_plain(evidence: Evidence) -> bool:
    """Say whether nothing is to be judged but the title and heading, and these are fine."""
    suspicious = evidence.for_sale or evidence.sibling or evidence.fragment or evidence.likeness is not None
    return (
        not suspicious
        and (not evidence.final_url or evidence.final_url == evidence.url)
        and not evidence.header("cf-mitigated")
        and _SUSPICIOUS.search(f"{evidence.title} {evidence.heading}".lower()) is None
    )


_SUSPICIOUS = re.compile(
    "404|not |n't |n’t | ei | inte|saknas|moment|attention|checking|denied|ddos|pardon|are you|robot|verif|"
    "security|vahvista|challenge"
)
"""Every title that ``says_not_found`` or ``CHALLENGE_TITLE`` believes holds one of these."""


def _class_of(evidence: Evidence) -> LinkClass:
    if evidence.failure is not None:
        return FAILURE_CLASSES[evidence.failure]
    if evidence.status in GONE_STATUSES:
        return LinkClass.GONE
    if evidence.header("cf-mitigated") == "challenge" or CHALLENGE_TITLE.match(evidence.title):
        return LinkClass.BLOCKED
    if 200 <= evidence.status < 300 or evidence.status in PAGES_ALL_THE_SAME:
        return _class_of_page(evidence)
    if evidence.status in TEMPORARY_STATUSES or evidence.status < 400 or 500 <= evidence.status < 600:
        return LinkClass.TEMPORARY_FAILURE
    return LinkClass.BLOCKED


def _class_of_page(evidence: Evidence) -> LinkClass:
    asked, arrived = url_or_none(evidence.url), url_or_none(evidence.final_url or evidence.url)
    away = bool(evidence.redirects)
    permanent = all(step.permanent for step in evidence.redirects)
    rules = (
        (LinkClass.PARKED, evidence.for_sale or bool(arrived and PARKING_HOSTS.search(arrived.host))),
        (LinkClass.LOGIN_REQUIRED, bool(away and asked and arrived and _is_login(asked, arrived))),
        (LinkClass.SOFT_404, says_not_found(evidence.title) or says_not_found(evidence.heading)),
        (LinkClass.SOFT_404, bool(away and asked and arrived and _sent_to_front(asked, arrived))),
        (LinkClass.SOFT_404, bool(evidence.sibling)),
        (LinkClass.MISSING_FRAGMENT, evidence.fragment in {Fragment.MISSING, Fragment.UNSURE}),
        (LinkClass.CONTENT_CHANGED, evidence.likeness is not None and evidence.likeness < CHANGED_BELOW),
        (LinkClass.MOVED_PERMANENTLY, away and permanent),
        (LinkClass.REDIRECTED, away),
    )
    return next((link_class for link_class, applies in rules if applies), LinkClass.OK)


def says_not_found(title: str) -> bool:
    """Say whether a title or heading is that of a page for what was not found.

    One of its segments (between dashes, bars and colons) must be nothing but such a sentence: "404 –
    Esimerkki ry" is one, "Huone 404" and "Miksi apua ei löydy?" are not.
    """
    text = " ".join(title.split())
    return any(NOT_FOUND_SEGMENT.fullmatch(part.strip()) for part in SEGMENT_BORDER.split(text) if part)


def _is_login(asked: Url, arrived: Url) -> bool:
    return bool(
        LOGIN_PLACE.search(arrived.path) or LOGIN_PLACE.search(arrived.host.partition(".")[0])
    ) and not (LOGIN_PLACE.search(asked.path))


def _sent_to_front(asked: Url, arrived: Url) -> bool:
    return (
        not LANGUAGE_ROOT.fullmatch(asked.path)
        and bool(LANGUAGE_ROOT.fullmatch(arrived.path))
        and not arrived.query
        and site_of(asked.host) == site_of(arrived.host)
    )


def site_of(host: str) -> str:
    """Return a host without ``www``, which seldom tells sites apart."""
    return host.rstrip(".").removeprefix("www.")
