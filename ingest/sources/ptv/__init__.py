"""The plugin ``ptv``: Suomi.fi's register of services (Palvelutietovaranto)."""
