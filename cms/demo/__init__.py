"""Demo content for development and tests; never installed in production."""
