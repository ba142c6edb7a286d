"""Secrets: random tokens, what is kept of them, and passwords under argon2id."""

import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from emptychair.core import Invalid

SHORTEST_PASSWORD = 10  # NIST SP 800-63B-4 asks length, not character classes

# OWASP's argon2id: 19 MiB, two passes, one lane. The 64 MiB of the library's default, times a thread pool of
# forty, would let strangers at the sign-in page fill the memory of a small server.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Checked where there is no such user, so that a stranger cannot time who works here.
_nobody = _hasher.hash(secrets.token_hex())


def new_token() -> str:
    """256 random bits, safe in a URL and a cookie."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of a token: a leaked table opens no door."""
    return hashlib.sha256(token.encode()).hexdigest()


def hash_password(password: str) -> str:
    """An argon2id hash. Raises Invalid for a password too short to be worth hashing."""
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid("The password is too short.", mend=f"Take at least {SHORTEST_PASSWORD} characters.")
    return _hasher.hash(password)


def password_fits(password: str, hashed: str | None) -> bool:
    """Whether the password is the one that was hashed; takes the same time where there is none."""
    try:
        return _hasher.verify(hashed or _nobody, password) and bool(hashed)
    except (VerificationError, InvalidHashError):
        return False
