"""Hold the endings that Finnish adds to a name or an abbreviation."""

from __future__ import annotations

_CASES = (
    "n|t|a|ä|ta|tä|ksi|na|nä|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|tta|ttä|"
    "an|en|in|on|un|yn|än|ön|seen|hin|h[aeiouyäö]n|"
    "ja|jä|ia|iä|ita|itä|jen|ien|iden|tten|ten|iin|ih[ei]n|"
    "i(?:ssa|ssä|sta|stä|hin|lla|llä|lta|ltä|lle|ksi|na|nä|tta|ttä)"
)
_POSSESSIVES = "ni|si|mme|nne|nsa|nsä|an|en|än"
_CLITICS = "kin|kaan|kään|ko|kö|han|hän|pa|pä"

ENDING = rf"(?:(?:{_CASES})(?:{_POSSESSIVES})?)?(?:{_CLITICS})?"
"""A regular expression of case, possessive suffix and clitic, each of which may be missing."""
