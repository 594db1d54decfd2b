"""Passwords: argon2id as OWASP's password storage sheet has it (19 MiB, 2 passes, 1 lane)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from backend.core.problems import field_problem

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODY = _hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    """The hash to keep; takes some 20 ms of processor time, so never inside a transaction."""
    return _hasher.hash(password)


def verify(kept: str | None, password: str) -> bool:
    """Whether `password` is right; takes as long for an account that does not exist (None)."""
    try:
        return _hasher.verify(kept or _NOBODY, password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_obvious(password: str, *names: str) -> bool:
    """Whether it is the first that anybody would try: the name or the mail."""
    return password.casefold() in {name.casefold() for name in names}


def refuse_obvious(password: str, *names: str) -> None:
    """Raise 422 at /new_password for a password that is one of the owner's names."""
    if is_obvious(password, *names):
        detail = "The password must not be the name or the mail."
        raise field_problem("/new_password", "common_password", detail)
