"""English for readers in Finland."""
