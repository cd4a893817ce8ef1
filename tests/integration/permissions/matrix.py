"""The matrix of rights: each role, each action, on what is one's own organisation's and on another's.

``+`` means that it succeeds, ``-`` that it is refused: nothing changes, and of another organisation nothing
is shown. What nobody may do with a kind of object (a picture has no moderation) has no address either. For
the umbrella's three roles own and other are the same, so one column stands for both.
"""

from __future__ import annotations

ROLES = (
    "anonymous",
    "no organisation",
    "organisation editor",
    "organisation administrator",
    "trusted editor",
    "umbrella editor",
    "moderator",
    "administrator",
)

MATRIX = """
                    anonymous  none  editor     administrator  trusted    umbrella  moderator  administrator
                                     own other  own other      own other
page list               -       -     +    -     +    -         +    -       +         +          +
page view               -       -     +    -     +    -         +    -       +         +          +
page create             -       -     -    -     -    -         -    -       +         +          +
page edit               -       -     +    -     +    -         +    -       +         +          +
page submit             -       -     +    -     +    -         +    -       +         +          +
page publish            -       -     -    -     -    -         +    -       +         +          +
page unpublish          -       -     -    -     -    -         +    -       +         +          +
page delete             -       -     -    -     -    -         -    -       +         +          +
page restore            -       -     +    -     +    -         +    -       +         +          +
page chooser            -       -     +    -     +    -         +    -       +         +          +
page bulk               -       -     -    -     -    -         -    -       +         +          +
page copy               -       -     -    -     -    -         -    -       +         +          +
page move               -       -     -    -     -    -         -    -       +         +          +
page report             -       -     -    -     -    -         -    -       +         +          +
page export             -       -     -    -     -    -         -    -       +         +          +
page history            -       -     +    -     +    -         +    -       +         +          +
page compare            -       -     +    -     +    -         +    -       +         +          +
page preview            -       -     +    -     +    -         +    -       +         +          +
page admin-api          -       -     +    -     +    -         +    -       +         +          +
page content-api        +       +     +    +     +    +         +    +       +         +          +
page privacy            -       -     -    -     -    -         -    -       +         +          +

service list            -       -     +    -     +    -         +    -       +         +          +
service view            -       -     +    -     +    -         +    -       +         +          +
service create          -       -     +    -     +    -         +    -       +         +          +
service edit            -       -     +    -     +    -         +    -       +         +          +
service submit          -       -     +    -     +    -         +    -       +         +          +
service publish         -       -     -    -     -    -         +    -       +         +          +
service unpublish       -       -     -    -     -    -         +    -       +         +          +
service delete          -       -     -    -     -    -         -    -       -         +          +
service restore         -       -     +    -     +    -         +    -       +         +          +
service chooser         -       -     +    -     +    -         +    -       +         +          +
service bulk            -       -     +    -     +    -         +    -       +         +          +
service copy            -       -     +    -     +    -         +    -       +         +          +
service move            -       -     -    -     -    -         -    -       +         +          +
service report          -       -     -    -     -    -         -    -       +         +          +
service export          -       -     -    -     -    -         -    -       +         +          +
service history         -       -     +    -     +    -         +    -       +         +          +
service compare         -       -     +    -     +    -         +    -       +         +          +
service preview         -       -     +    -     +    -         +    -       +         +          +
service admin-api       -       -     +    -     +    -         +    -       +         +          +
service content-api     +       +     +    +     +    +         +    +       +         +          +
service draft-in-api    -       -     -    -     -    -         -    -       -         -          -

image list              -       -     +    -     +    -         +    -       +         +          +
image view              -       -     +    -     +    -         +    -       +         +          +
image create            -       -     +    -     +    -         +    -       +         +          +
image edit              -       -     +    -     +    -         +    -       +         +          +
image submit            -       -     -    -     -    -         -    -       -         -          -
image publish           -       -     -    -     -    -         -    -       -         -          -
image unpublish         -       -     -    -     -    -         -    -       -         -          -
image delete            -       -     +    -     +    -         +    -       +         +          +
image restore           -       -     -    -     -    -         -    -       -         -          -
image chooser           -       -     +    -     +    -         +    -       +         +          +
image bulk              -       -     +    -     +    -         +    -       +         +          +
image copy              -       -     -    -     -    -         -    -       -         -          -
image move              -       -     -    -     -    -         -    -       +         +          +
image report            -       -     +    -     +    -         +    -       +         +          +
image export            -       -     -    -     -    -         -    -       -         -          -
image history           -       -     -    -     -    -         -    -       -         -          -
image compare           -       -     -    -     -    -         -    -       -         -          -
image preview           -       -     +    -     +    -         +    -       +         +          +
image admin-api         -       -     -    -     -    -         -    -       +         +          +
image content-api       -       -     -    -     -    -         -    -       -         -          -

document list           -       -     +    -     +    -         +    -       +         +          +
document view           -       -     +    -     +    -         +    -       +         +          +
document create         -       -     +    -     +    -         +    -       +         +          +
document edit           -       -     +    -     +    -         +    -       +         +          +
document submit         -       -     -    -     -    -         -    -       -         -          -
document publish        -       -     -    -     -    -         -    -       -         -          -
document unpublish      -       -     -    -     -    -         -    -       -         -          -
document delete         -       -     +    -     +    -         +    -       +         +          +
document restore        -       -     -    -     -    -         -    -       -         -          -
document chooser        -       -     +    -     +    -         +    -       +         +          +
document bulk           -       -     +    -     +    -         +    -       +         +          +
document copy           -       -     -    -     -    -         -    -       -         -          -
document move           -       -     -    -     -    -         -    -       +         +          +
document report         -       -     +    -     +    -         +    -       +         +          +
document export         -       -     -    -     -    -         -    -       -         -          -
document history        -       -     -    -     -    -         -    -       -         -          -
document compare        -       -     -    -     -    -         -    -       -         -          -
document preview        -       -     +    -     +    -         +    -       +         +          +
document admin-api      -       -     -    -     -    -         -    -       +         +          +
document content-api    -       -     -    -     -    -         -    -       -         -          -

figures list            -       -     +    -     +    -         +    -       +         +          +
figures view            -       -     +    -     +    -         +    -       +         +          +
figures draft           -       -     +    -     +    -         +    -       +         +          +
figures edit            -       -     +    -     +    -         +    -       +         +          +
figures history         -       -     +    -     +    -         +    -       +         +          +
figures export          -       -     +    -     +    -         +    -       +         +          +
figures report          -       -     -    -     -    -         -    -       +         +          +
figures close           -       -     -    -     -    -         -    -       +         +          +
figures publish         -       -     -    -     -    -         -    -       +         +          +
"""


def cells() -> dict[tuple[str, str, str, str], bool]:
    """Return whether it succeeds, by kind of object, action, role, and ``"own"`` or ``"other"``."""
    found: dict[tuple[str, str, str, str], bool] = {}
    for line in MATRIX.strip().splitlines()[2:]:
        if not line:
            continue
        kind, action, *marks = line.split()
        columns = [
            (role, whose)
            for role in ROLES
            for whose in (("own", "other") if role in ROLES[2:5] else ("both",))
        ]
        assert len(marks) == len(columns), line
        for (role, whose), mark in zip(columns, marks, strict=True):
            for side in ("own", "other") if whose == "both" else (whose,):
                found[kind, action, role, side] = mark == "+"
    return found
