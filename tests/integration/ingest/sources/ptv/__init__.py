"""PTV into the directory."""
