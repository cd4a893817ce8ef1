"""Moderation: what waits for approval, field by field; what two people saved at once; the mails about it."""
