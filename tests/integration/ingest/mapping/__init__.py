"""The mapping of terms, against the database."""
