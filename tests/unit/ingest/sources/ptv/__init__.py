"""The plugin for PTV."""
