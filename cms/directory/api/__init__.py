"""The directory as plain JSON, for anybody's own pages and programs."""
