#!/usr/bin/env python3
"""Django's command line. `manage.py help` lists the commands of this project under its apps."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    own = "demo" if sys.argv[1:2] == ["demo"] else "local"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"config.settings.{own}")
    execute_from_command_line(sys.argv)
