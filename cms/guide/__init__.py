"""The guide for those who write here, within the admin."""
