"""Built-in plugins against the database."""
