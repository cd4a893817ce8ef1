"""Pages in several languages: which kinds can be translated, and where a reader finds each version."""
