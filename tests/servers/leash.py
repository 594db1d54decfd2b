"""Becomes another program that ends when the process which started it ends.

Run as `python leash.py PARENT SIGNAL USER COMMAND...`: the kernel sends SIGNAL when PARENT dies, USER is a
user's number or -1 to stay who one is. A program of its own, since a fork with Python code in between
isn't safe in a process with threads.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def main(parent: int, on_death: int, user: int, command: list[str]) -> None:
    """Change the user, ask the kernel for the signal, become `command`."""
    if user >= 0:
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, on_death)
    if os.getppid() != parent:
        raise SystemExit("the parent is gone")
    os.execv(command[0], command)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
