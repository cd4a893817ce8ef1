"""Events: where and when members and the umbrella organisation meet people."""
