"""How often public pages are read: numbers a day and page, nothing about readers."""
