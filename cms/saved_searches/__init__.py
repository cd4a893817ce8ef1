"""Mail when something new matches a search that somebody saved."""
