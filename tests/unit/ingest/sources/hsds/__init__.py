"""The plugin for HSDS."""
