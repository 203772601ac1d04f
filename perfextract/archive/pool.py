"""Read files in processes of their own, so that a crash, a hang or an explosion of one costs that file alone."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.context import SpawnContext, SpawnProcess
from types import ModuleType
from typing import Any

from pebble import ProcessExpired, ProcessPool

from .worker import Extract, Failure, Outcome, Task, prepare, read

TASKS_A_WORKER = 50  # then a fresh process: a library's leak does not grow with the archive
SAVE_ANEW = "Open the file and save it anew, or convert it to another format."
NOT_THE_FILE = frozenset({"crashed", "timed_out", "out_of_memory"})  # could be its neighbours' doing: tried again alone


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: seconds, and megabytes of memory; and how many are read at once."""

    jobs: int = 1
    timeout: float = 120
    memory: int = 4096


def read_all(tasks: Sequence[Task], limits: Limits, extract: Extract | None = None) -> Iterator[tuple[Task, Outcome]]:
    """Read every file; each comes back once, in the order in which they finish.

    A file whose worker died, ran out of time or out of memory is read once more at the end, alone in a fresh process.
    """
    again = []
    for task, outcome in read_once(tasks, limits, extract, TASKS_A_WORKER):
        if outcome.failure and outcome.failure.reason in NOT_THE_FILE:
            again.append(task)
        else:
            yield task, outcome
    alone = Limits(1, limits.timeout, limits.memory)
    yield from read_once(sorted(again, key=lambda task: task.name), alone, extract, 1)


def read_once(
    tasks: Sequence[Task], limits: Limits, extract: Extract | None, tasks_a_worker: int
) -> Iterator[tuple[Task, Outcome]]:
    """Read every file in a pool of its own; leaving early stops the workers."""
    if not tasks:
        return
    jobs = min(limits.jobs, len(tasks))
    pool = ProcessPool(jobs, tasks_a_worker, prepare, (limits.memory,), Context())
    try:
        futures = {pool.schedule(read, (task, extract), timeout=limits.timeout): task for task in tasks}
        for future in as_completed(futures):
            yield futures[future], outcome_of(future, limits)
        pool.close()
    finally:
        pool.stop()
        pool.join()


def outcome_of(future: Future[Outcome], limits: Limits) -> Outcome:
    """How a file went, also where its worker did not live to say."""
    try:
        return future.result()
    except TimeoutError:
        message = f"Reading it took longer than {limits.timeout:g} seconds."
        advice = "Split the file, or allow more with --timeout."
        return Outcome(Failure("timed_out", message, advice), limits.timeout)
    except ProcessExpired as error:
        return Outcome(Failure("crashed", f"Reading it ended the process ({cause(error.exitcode)}).", SAVE_ANEW))
    except BrokenProcessPool:  # a worker died between two files: nobody can say which file did it
        return Outcome(Failure("crashed", "The process that was to read it ended before it could.", SAVE_ANEW))


def cause(exit_code: int) -> str:
    """How a process ended, in a word.

    >>> cause(-9), cause(1)
    ('SIGKILL', 'exit code 1')
    """
    try:
        return signal.Signals(-exit_code).name
    except ValueError:
        return f"exit code {exit_code}"


class Worker(SpawnProcess):
    """A new process that does not run the caller's script again.

    Python's spawn imports the main script into every new process. Ours need nothing of it, and a script that calls
    ``convert`` without an ``if __name__ == "__main__"`` would start a run in each worker.
    """

    @staticmethod
    def _Popen(process_obj: Any) -> Any:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return SpawnProcess._Popen(process_obj)
        finally:
            sys.modules["__main__"] = main


class Context(SpawnContext):
    """The way of starting processes that uses our ``Worker``."""

    Process = Worker
