"""A linear programme with whole numbers, put together block by block and solved by HiGHS."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import floor, isfinite
from time import monotonic
from typing import Any

import highspy
import numpy as np
from numpy.typing import ArrayLike, NDArray

Reals = NDArray[np.float64]
Numbers = NDArray[np.int64]
Progress = Callable[[int | None, int | None], None]  # worth of the best so far, bound
PROBING = 1 << 15  # a step of HiGHS' presolve that takes minutes here and finds nothing


class _Silent(highspy.Highs):
    """HiGHS without its banner, which would come before any option could be set."""

    def enableCallbacks(self) -> None:  # noqa: N802 - its own name
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


@dataclass(slots=True)
class _News:
    """Tells the best so far and the bound when they have changed, however often HiGHS calls."""

    tell: Progress
    told: tuple[int | None, int | None] = (None, None)

    def hear(self, event: Any) -> None:
        now = _whole(event.data_out.mip_primal_bound), _whole(event.data_out.mip_dual_bound)
        if now != self.told:
            self.told = now
            self.tell(*now)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the solver found: `values` of the variables, or none; nothing is worth more than `bound`.

    `proved` also tells that there is no solution at all, where there are no values.
    """

    values: Reals | None
    bound: int | None
    proved: bool


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The relaxed programme: its worth, what each variable would add to it at most, and each row's price."""

    worth: float
    reduced: Reals
    prices: Reals


@dataclass(slots=True)
class Programme:
    """Maximises; variables are added first, then rows of coefficients over them."""

    costs: list[Reals] = field(default_factory=list)
    uppers: list[Reals] = field(default_factory=list)
    whole: list[NDArray[np.bool_]] = field(default_factory=list)
    row_lowers: list[Reals] = field(default_factory=list)
    row_uppers: list[Reals] = field(default_factory=list)
    entries: list[tuple[Numbers, Numbers, Reals]] = field(default_factory=list)
    variables: int = 0
    rows: int = 0

    def add_variables(self, costs: ArrayLike, *, whole: bool = True) -> Numbers:
        """Variables from 0 to 1 that each give so much; their numbers."""
        gains = np.asarray(costs, dtype=np.float64)
        self.costs.append(gains)
        self.uppers.append(np.ones(len(gains)))
        self.whole.append(np.full(len(gains), whole))
        self.variables += len(gains)
        return np.arange(self.variables - len(gains), self.variables, dtype=np.int64)

    def add_rows(self, count: int, lower: float, upper: float) -> Numbers:
        """So many rows whose sums lie between the bounds; their numbers."""
        self.row_lowers.append(np.full(count, lower))
        self.row_uppers.append(np.full(count, upper))
        self.rows += count
        return np.arange(self.rows - count, self.rows, dtype=np.int64)

    def put(self, rows: ArrayLike, variables: ArrayLike, coefficient: ArrayLike) -> None:
        """The coefficient of each variable in the row beside it."""
        where, which, times = np.broadcast_arrays(rows, variables, coefficient)
        self.entries.append(
            (where.ravel().astype(np.int64), which.ravel().astype(np.int64), times.ravel().astype(np.float64))
        )

    def solve(self, seconds: float, progress: Progress | None = None) -> Outcome:
        """The best values within the time; exact where proved, as all gains are whole numbers."""
        if not self.variables:
            return self._empty()
        solver = self._solver(seconds)
        if progress is not None:
            solver.cbMipInterrupt.subscribe(_News(progress).hear)  # that of its log is silent as the log is
        solver.passModel(self._model())
        solver.run()
        return self._outcome(solver)

    def relax(self, seconds: float) -> Relaxed | None:
        """The best where all variables may be fractions; None where there is none, or no time."""
        solver = self._solver(seconds)
        solver.setOptionValue("solve_relaxation", True)
        solver.passModel(self._model())
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        duals = solver.getSolution()
        worth = solver.getInfo().objective_function_value
        return Relaxed(worth, np.array(duals.col_dual), np.array(duals.row_dual))

    def _solver(self, seconds: float) -> highspy.Highs:
        solver = _Silent()  # type: ignore[no-untyped-call]
        for name, value in (("threads", 1), ("random_seed", 0), ("time_limit", seconds)):
            solver.setOptionValue(name, value)
        solver.setOptionValue("presolve_rule_off", PROBING)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_abs_gap", 0.5)
        return solver

    def settle(self, best: Outcome, losses: Iterable[Reals], ends: float) -> Outcome:
        """Of all solutions worth as much as the best, the one with the least first loss, then the next.

        Each of the `losses` is a whole number for each variable. What is not known when `monotonic` is at
        `ends` stays as it was. Adds rows: nothing else can be asked afterwards.
        """
        found = best
        for loss in losses:
            left = ends - monotonic()
            if left <= 0 or found.values is None:
                break
            self._keep(round(float(np.concatenate(self.costs) @ found.values)), left)
            self.costs = [-loss]
            settled = self.solve(left)
            if settled.values is None or not settled.proved:
                break
            found = settled
        return Outcome(found.values, best.bound, best.proved)

    def _keep(self, worth: int, seconds: float) -> None:
        """From now on nothing that is worth less, and no variable that only such solutions hold.

        What a variable costs at least, the relaxed programme's reduced costs tell: few are left.
        """
        relaxed, gains = self.relax(seconds), np.concatenate(self.costs)
        if relaxed is not None:
            most = relaxed.worth + relaxed.reduced
            self.uppers = [np.where(most < worth - 1, 0, np.concatenate(self.uppers))]
        row = self.add_rows(1, worth - 0.5, np.inf)
        self.put(row, np.flatnonzero(gains), gains[gains != 0])

    def _empty(self) -> Outcome:
        lowers, uppers = np.concatenate(self.row_lowers), np.concatenate(self.row_uppers)
        possible = bool((lowers <= 0).all() and (uppers >= 0).all())
        return Outcome(np.zeros(0) if possible else None, 0 if possible else None, True)

    def _model(self) -> highspy.HighsLp:
        rows, variables, values = (np.concatenate(part) for part in zip(*self.entries, strict=True))
        order = np.argsort(variables, kind="stable")
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self.variables, self.rows
        model.col_cost_ = np.concatenate(self.costs)
        model.col_lower_, model.col_upper_ = np.zeros(self.variables), np.concatenate(self.uppers)
        model.row_lower_, model.row_upper_ = np.concatenate(self.row_lowers), np.concatenate(self.row_uppers)
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = np.searchsorted(variables[order], np.arange(self.variables + 1))
        model.a_matrix_.index_ = rows[order]
        model.a_matrix_.value_ = values[order]
        whole, free = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        model.integrality_ = [whole if one else free for one in np.concatenate(self.whole)]
        model.sense_ = highspy.ObjSense.kMaximize
        return model

    def _outcome(self, solver: highspy.Highs) -> Outcome:
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Outcome(None, None, True)
        info = solver.getInfo()
        bound = _whole(info.mip_dual_bound)
        if info.primal_solution_status != highspy.kSolutionStatusFeasible:
            return Outcome(None, bound, False)
        values = np.array(solver.getSolution().col_value)
        return Outcome(values, bound, bool(status == highspy.HighsModelStatus.kOptimal))


def _whole(number: float) -> int | None:
    """The whole number that a bound allows, which may be a little off; None where there is none."""
    return floor(number + 0.01) if isfinite(number) and abs(number) < 1e30 else None
