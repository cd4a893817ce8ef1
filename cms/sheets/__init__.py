"""Tables as files for spreadsheets: written so that nothing in them runs, and read back without loss."""
