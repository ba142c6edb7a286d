"""Jobs: background work as rows in our own database; states survive a restart."""

from emptychair.jobs.model import Handler, Job, JobState
from emptychair.jobs.operations import enqueue, report_progress, retry
from emptychair.jobs.queries import job, recent, states
from emptychair.jobs.runner import Runner, run_until_idle

__all__ = ["Handler", "Job", "JobState", "Runner", "enqueue", "job", "recent", "report_progress", "retry"]
__all__ += ["run_until_idle", "states"]
