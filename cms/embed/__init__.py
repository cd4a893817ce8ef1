"""The search in a frame on other people's sites, their filters and colours, and a page that builds it."""
