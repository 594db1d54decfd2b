"""What may become of one attempt to send, other than success."""

from datetime import timedelta


class Refused(Exception):  # noqa: N818 - an answer, not a fault of ours
    """The other side said no to this one; `for_good` where trying again is no use.

    `pause` is how long it asked to be left in peace, where it did.
    """

    def __init__(self, answer: str, *, for_good: bool, pause: timedelta | None = None) -> None:
        super().__init__(answer)
        self.for_good, self.pause = for_good, pause


class Unreachable(Exception):  # noqa: N818 - the same
    """There is no talking to the other side now: nobody answers, or not in time."""


class NotWanted(Exception):  # noqa: N818 - the same
    """By now there is nowhere to send it: the text says why, and the delivery is skipped."""
