"""The headless side."""
