"""Runs the benches, or the one named: python3 run.py bench [NAME]."""

import importlib
import sys
from pathlib import Path

NAMES = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py") if path.stem != "harness")


def main() -> int:
    wanted = sys.argv[1:] or NAMES
    unknown = [name for name in wanted if name not in NAMES]
    if unknown:
        print(f"No bench {unknown[0]}. There are: {', '.join(NAMES)}")
        return 2
    results = [importlib.import_module(f"tests.bench.{name}").run() for name in wanted]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
