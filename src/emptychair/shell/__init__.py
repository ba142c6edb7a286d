"""Shell: what pages and the API share: the company they serve, who may enter, errors, headers, metrics."""

from emptychair.shell import heard, privacy
from emptychair.shell.access import SAFE, form_token, guarded_router, is_local, lock, needs, visitor, who
from emptychair.shell.company import Company, Room, company
from emptychair.shell.errors import Problem, SignInNeeded, install
from emptychair.shell.headers import Wrapped
from emptychair.shell.metrics import COUNTERS, HISTOGRAMS, OPENMETRICS, PROMETHEUS, Gauge, Meters
from emptychair.shell.pulse import Pulse
from emptychair.staff import Need, Role

__all__ = ["COUNTERS", "HISTOGRAMS", "OPENMETRICS", "PROMETHEUS", "Company", "Gauge", "Meters", "Need", "Problem"]
__all__ += ["SAFE", "Pulse", "Role", "Room", "SignInNeeded", "Wrapped", "company", "form_token", "guarded_router"]
__all__ += ["heard", "install", "is_local", "lock", "needs", "privacy", "visitor", "who"]
