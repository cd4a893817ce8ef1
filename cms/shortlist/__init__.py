"""Services that a professional picks for a family: the list lives in its address and on her device."""
