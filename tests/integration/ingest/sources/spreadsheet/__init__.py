"""Spreadsheets into the directory."""
