"""Numbers of key figures."""
