"""Key figures: drafts and answers, rounds, sums, and what the public sees."""
