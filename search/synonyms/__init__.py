"""The editors' synonym sets: how they are written, read from files, merged and given to the engine."""
