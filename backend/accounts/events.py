"""What happened to an account, for those above who care; sent inside the same transaction."""

from blinker import Namespace

_events = Namespace()

account_moved = _events.signal("account-moved")
"""Sender: the User after the move. action, reason, actor_id."""

document_received = _events.signal("document-received")
"""Sender: the User whose new document waits for a look."""
