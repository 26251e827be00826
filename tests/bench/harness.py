"""Compares two ways of doing a thing: in turn, in one run, by the CPU time of the whole process."""

import time
from collections.abc import Callable, Sequence
from statistics import median, quantiles


def ratio(name: str, ours: Callable[[], float], other: Callable[[], float], rounds: int, most: float) -> bool:
    """Prints how many times as long ours takes, by the least and the median of `rounds`; False above `most`.

    Both give seconds of CPU, so that each measures only its own part.
    """
    pairs = [(ours(), other()) for _ in range(rounds)]
    least = min(a for a, _ in pairs) / min(b for _, b in pairs)
    middle = median(a for a, _ in pairs) / median(b for _, b in pairs)
    within = least <= most
    word = "ok" if within else "OVER"
    print(f"{name}: {least:.2f}x (median {middle:.2f}x), at most {most}x: {word}", flush=True)
    return within


def shown(name: str, ours: Callable[[], float], other: Callable[[], float], rounds: int) -> None:
    """As `ratio`, for what is only looked at."""
    pairs = [(ours(), other()) for _ in range(rounds)]
    a, b = min(a for a, _ in pairs), min(b for _, b in pairs)
    print(f"{name}: {a / b:.2f}x ({a:.2f} s, {b:.2f} s)", flush=True)


def spread(name: str, ours: Sequence[float], others: Sequence[float], middle: float, slow: float) -> bool:
    """Prints the median and the 95th percentile of ours in medians of the others; False above either."""
    unit = median(others)
    half, high = median(ours) / unit, quantiles(ours, n=20)[-1] / unit
    within = half <= middle and high <= slow
    word = "ok" if within else "OVER"
    print(
        f"{name}: median {half:.2f}x, at most {middle}x; p95 {high:.2f}x, at most {slow}x "
        f"(of {unit * 1000:.1f} ms, {len(ours)} rounds): {word}",
        flush=True,
    )
    return within


def cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU that the work takes in this process."""
    begun = time.process_time()
    work()
    return time.process_time() - begun
