"""Errors that speak to the person: what went wrong, where, and how to mend it.

EmptyChairError
├── Invalid      400  the input cannot be taken as it is
├── Refused      403  this person may not do this
├── NotFound     404  there is no such thing
├── Conflict     409  it contradicts what is already there
├── Gone         410  it was erased and must not come back
└── Overloaded   429  too much at once; try again later
"""


class EmptyChairError(Exception):
    """The root: `what` happened, `where`, how to `mend` it, and a stable `code` for machines."""

    code = "error"
    status = 500

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        parts = [self.what]
        if self.where:
            parts.append(f"Where: {self.where}.")
        if self.mend:
            parts.append(f"To mend it: {self.mend}")
        return " ".join(parts)


class Invalid(EmptyChairError):
    """The input cannot be taken as it is."""

    code = "invalid"
    status = 400


class Refused(EmptyChairError):
    """This person may not do this."""

    code = "refused"
    status = 403


class NotFound(EmptyChairError):
    """There is no such thing."""

    code = "not_found"
    status = 404


class Conflict(EmptyChairError):
    """It contradicts what is already there."""

    code = "conflict"
    status = 409


class Gone(EmptyChairError):
    """It was erased and must not come back."""

    code = "gone"
    status = 410


class Overloaded(EmptyChairError):
    """Too much at once: nothing was taken, try again after `retry_after_seconds`."""

    code = "overloaded"
    status = 429

    def __init__(self, what: str, *, retry_after_seconds: int = 1, where: str = "", mend: str = "") -> None:
        super().__init__(what, where=where, mend=mend)
        self.retry_after_seconds = retry_after_seconds
