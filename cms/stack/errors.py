"""What can keep the stack from running."""

from __future__ import annotations


class StackError(Exception):
    """Say what stands in the way and what to do about it, in words for the terminal."""


class PortTaken(StackError):
    """Report that another program listens where the web server should."""


class AlreadyRunning(StackError):
    """Report that another supervisor runs on the same state directory."""


class ChildEnded(StackError):
    """Report a process that ended although nobody asked it to."""
