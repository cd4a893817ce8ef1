"""The plugin for spreadsheets."""
