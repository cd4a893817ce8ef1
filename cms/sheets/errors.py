"""What is wrong with a file as a whole."""


class UnreadableFile(ValueError):
    """Report a file that is no table we can read; the text says what to do, in the active language."""
