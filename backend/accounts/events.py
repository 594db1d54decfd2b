"""What happened to an account, for those above who care; sent inside the same transaction."""

from blinker import Namespace

_events = Namespace()

account_moved = _events.signal("account-moved")
"""Sender: the User after the move. action, reason, actor_id."""

document_received = _events.signal("document-received")
"""Sender: the User whose new document waits for a look."""

reset_asked = _events.signal("reset-asked")
"""Sender: the PasswordReset; one of nobody must cost the listener as much. good_until."""

password_changed = _events.signal("password-changed")
"""Sender: the User whose password is new."""

account_erased = _events.signal("account-erased")
"""Sender: the User, no longer active but still by their name. A listener that raises calls it off."""

data_asked = _events.signal("data-asked")
"""Sender: the User who wants to see all that we hold; each listener gives a dict of what it holds."""
