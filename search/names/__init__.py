"""Names that no dictionary knows: from the content's titles and from the editors' list."""
