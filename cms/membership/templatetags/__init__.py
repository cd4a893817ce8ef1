"""What templates ask of memberships."""
