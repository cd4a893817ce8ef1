"""How dates are written here, where a language is written otherwise in its own country than in Finland."""
