"""What other programs build on: pages as JSON, tokens, drafts and previews, webhooks, manners of the APIs."""
