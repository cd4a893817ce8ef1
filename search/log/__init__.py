"""The log of searches: what is written, what is clicked, what the report reads."""
