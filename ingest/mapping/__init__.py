"""What the words of foreign vocabularies are here: a table that editors keep."""
