"""How old what the directory says is: reminders, confirmations, and what the public is told."""
