"""What the directory's kinds of content are called in the search's index."""

SERVICE = "service"
ORGANISATION = "organisation"
