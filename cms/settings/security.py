"""What browsers may do with our pages; see ``cms.safety.headers``."""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE

CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [SELF],  # the embed's builder shows what it builds
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
"""The public site: nothing inline, nothing from elsewhere, in nobody's frame."""

ADMIN_CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "object-src": [NONE],
    "form-action": [SELF],
    "base-uri": [SELF],
    "frame-ancestors": [SELF],
}
"""Wagtail's admin, which writes styles and a few scripts into its pages."""

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
"""What no page of ours asks of a device."""

DOCUMENT_EXTENSIONS = [
    *("csv", "ics", "json", "ods", "xlsx", "docx", "odt", "pdf", "rtf", "txt", "odp", "pptx"),
    *("epub", "mp3", "mp4", "vtt", "zip"),
]
"""Documents that may be uploaded; they are served as attachments. Nothing that a browser runs is one."""


def guard_file(headers: Any, _path: str, _url: str) -> None:
    """Keep what a program brings with it, such as a drawing, from running or standing in others' frames."""
    headers["Content-Security-Policy"] = "script-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    headers["Permissions-Policy"] = PERMISSIONS_POLICY
    headers["X-Frame-Options"] = "DENY"
