"""Read by every Python that a test starts: it reaches no other machine either."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
import network

sys.path.pop(0)
network.forbid()
