"""Jobs: visible, repeatable, alive after a restart."""

import threading
from datetime import datetime, timedelta

import pytest

from emptychair import jobs
from emptychair.core import NotFound
from emptychair.jobs import Job, JobState
from emptychair.jobs.operations import claim
from emptychair.store import Stores


def test_a_job_runs_once_and_says_how_far_it_is(stores: Stores, noon: datetime) -> None:
    seen: list[dict[str, object]] = []

    def work(given: Stores, job: Job, now: datetime) -> None:
        jobs.report_progress(given, job, 3, 10, "reading")
        seen.append({"progress": jobs.job(given, job.id).done, "payload": job.payload})

    number = jobs.enqueue(stores, "read", {"file": "x"}, now=noon)
    assert jobs.run_until_idle(stores, {"read": work}, lambda: noon) == 1
    assert seen == [{"progress": 3, "payload": {"file": "x"}}]
    assert jobs.job(stores, number).state is JobState.DONE


def test_waiting_work_is_not_queued_twice_when_once_is_enough(stores: Stores, noon: datetime) -> None:
    first = jobs.enqueue(stores, "read", now=noon, once=True)
    assert jobs.enqueue(stores, "read", now=noon, once=True) == first
    assert jobs.enqueue(stores, "read", now=noon) != first


def test_a_failure_is_kept_tried_again_and_can_be_retried(stores: Stores, noon: datetime) -> None:
    def fail(*_: object) -> None:
        raise OSError("no such disk")

    number = jobs.enqueue(stores, "read", now=noon)
    times = iter([noon + timedelta(hours=hour) for hour in range(50)])
    jobs.run_until_idle(stores, {"read": fail}, lambda: next(times))
    failed = jobs.job(stores, number)
    assert (failed.state, failed.attempts) == (JobState.FAILED, 3)
    assert "no such disk" in failed.error
    jobs.retry(stores, number, noon)
    assert jobs.run_until_idle(stores, {"read": lambda *_: None}, lambda: noon + timedelta(days=1)) == 1
    assert jobs.states(stores) == {"done": 1}
    with pytest.raises(NotFound):
        jobs.retry(stores, number, noon)


def test_what_a_dead_process_left_running_runs_again(stores: Stores, noon: datetime) -> None:

    jobs.enqueue(stores, "read", now=noon)
    assert claim(stores.records, noon)
    done = threading.Event()
    runner = jobs.Runner(stores, {"read": lambda *_: done.set()}, lambda: noon)
    runner.start()
    assert done.wait(5)
    runner.stop()


def test_two_workers_never_take_the_same_job(stores: Stores, noon: datetime) -> None:
    for _ in range(40):
        jobs.enqueue(stores, "read", now=noon)
    taken: list[int] = []
    lock = threading.Lock()

    def work(_: Stores, job: Job, now: datetime) -> None:
        with lock:
            taken.append(job.id)

    threads = [
        threading.Thread(target=jobs.run_until_idle, args=(stores, {"read": work}, lambda: noon)) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(1, 41))
