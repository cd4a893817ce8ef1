"""Mail to people: written in the transaction that causes it, delivered after it, retried until it goes."""
