"""Who may sign in: a file of names and hashed passwords. No file, no sign-in; there is no default account.

Hashed with scrypt (RFC 7914) at 16 MiB and about 50 ms a try; the file is JSON, name → "scrypt$n$r$p$salt$hash".
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from pathlib import Path

from ingest.errors import SettingsError

_COST = (2**14, 8, 1)  # n, r, p
_SHORTEST = 10  # characters of a password
_NAME = re.compile(r"[\w.@-]{1,64}")
_NOBODY = "scrypt$16384$8$1$00$00"


def _hash(password: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    n, r, p = cost
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, maxmem=2**26, dklen=32)


def hashed(password: str) -> str:
    """Hash a password with a salt of its own."""
    salt = secrets.token_bytes(16)
    return "$".join(["scrypt", *map(str, _COST), salt.hex(), _hash(password, salt, _COST).hex()])


def read_users(file: Path) -> dict[str, str]:
    """Read the users file.

    Raises:
        SettingsError: it cannot be read, or names nobody.

    """
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"The users file {file} cannot be read ({error}). Make it with `minutebook user NAME --file {file}`."
        ) from error
    if not isinstance(found, dict) or not found:
        raise SettingsError(
            f"The users file {file} names nobody. Add one with `minutebook user NAME --file {file}`."
        )
    return {str(name): str(value) for name, value in found.items()}


def add_user(file: Path, name: str, password: str) -> None:
    """Add a user to the file, or give a known one a new password; only its owner can read the file.

    Raises:
        SettingsError: the name or the password will not do, or the file cannot be read.

    """
    if not _NAME.fullmatch(name):
        raise SettingsError(
            f"{name!r} is not a user's name: use up to 64 letters, figures, dots, dashes or @."
        )
    if len(password) < _SHORTEST:
        raise SettingsError(f"The password is too short: use {_SHORTEST} characters or more.")
    users = read_users(file) if file.exists() else {}
    users[name] = hashed(password)
    fresh = file.with_name(f"{file.name}.new")
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps(users, indent=1), "utf-8")
    fresh.replace(file)


def may_sign_in(file: Path, name: str, password: str) -> bool:
    """Tell whether a name and password are in the file; it is read each time, so that a change counts at once."""
    kept = read_users(file).get(name, _NOBODY)
    try:
        _, n, r, p, salt, wanted = kept.split("$")
        given = _hash(password, bytes.fromhex(salt), (int(n), int(r), int(p)))
        return hmac.compare_digest(given, bytes.fromhex(wanted))
    except ValueError:
        return False
