"""`python -m kampanjplan`."""

import sys

from kampanjplan.app import main

sys.exit(main())
