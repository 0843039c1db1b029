"""`python -m vanban.cli`."""

import sys

from vanban.cli.command import main

sys.exit(main())
