"""Who works for which organisation, and what follows from it in the admin."""
