"""Whose key a request brings: in its Authorization header, Basic or Bearer, or in its body."""

import base64
import binascii
from collections.abc import Iterator

from fastapi import Request

from emptychair import staff
from emptychair.shell import SignInNeeded, company


def by_header(request: Request) -> staff.WriteKey:
    """The same where only the header may bring the key: a dependency of routes whose body is ours."""
    return sender(request)


def sender(request: Request, in_body: str = "") -> staff.WriteKey:
    """The write key behind a request. Raises SignInNeeded (401) where there is none or it is not ours."""
    stores = company(request).stores
    for given in (*_given(request.headers.get("authorization", "")), in_body):
        key = staff.key_of(stores, given) if given else None
        if key is not None:
            return key
    raise SignInNeeded("The write key is missing or not valid.", mend="Make one under Settings, Write keys.")


def _given(header: str) -> Iterator[str]:
    scheme, _, rest = header.partition(" ")
    if scheme.lower() == "bearer":
        yield rest.strip()
    elif scheme.lower() == "basic":
        try:
            # The key is the user name; its password is empty.
            yield base64.b64decode(rest, validate=True).decode("utf-8", "replace").partition(":")[0]
        except (binascii.Error, ValueError):
            return
