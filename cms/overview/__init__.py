"""What the umbrella organisation sees of the whole: its members, and what anybody changed."""
