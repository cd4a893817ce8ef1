"""Key figures: what members are asked each year, what they answer, and what it comes to together."""
