"""The checklists of an organisation: what a new member still lacks, and how a member leaves."""
