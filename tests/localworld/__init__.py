"""The outside world on the loopback: servers, names and certificates that tests control."""
