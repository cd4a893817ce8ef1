"""DOCX, ODT and PDF turned into HTML, each in a process of its own with bounded memory and time.

These formats are read by large libraries out of whatever a stranger sends; a file that makes one of them
grow or run without end costs a child process and not the run.
"""

from ingest.conversion.confined import convert

__all__ = ["convert"]
