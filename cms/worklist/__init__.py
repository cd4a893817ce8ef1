"""The work list: what waits for whom, from every corner of the product."""
