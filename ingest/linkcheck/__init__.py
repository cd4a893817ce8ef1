"""Find every link in the content, check it politely, judge it over days, and tell whose work it is."""
