"""Foreign HTML read safely: bytes to text, text to a tree, a tree to a record's blocks, links and images."""
