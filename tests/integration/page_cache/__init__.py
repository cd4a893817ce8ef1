"""Pages that are kept, and when they are not."""
