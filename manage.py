#!/usr/bin/env python
"""Run Django's commands in the development settings unless DJANGO_SETTINGS_MODULE says otherwise."""

from cms.cli import main

if __name__ == "__main__":
    main()
