"""The whole directory as a file, and the same file back with its changes."""
