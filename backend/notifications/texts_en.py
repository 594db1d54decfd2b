"""The words of notices in English."""

from backend.notifications.wording import Wording

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip

LAYOUT = {
    "hello": "Hello {name},",
    "tagline": "Home tasks, done by people you can trust",
    "footer": "You get this mail because you have an account with us. Your notices are also in the app.",
    "reason": "The reason given:",
}

_SEE, _BOOKING = "See the booking", "/bookings/{booking_id}"


def _booking(subject: str, headline: str, paragraph: str, action: str = _SEE) -> Wording:
    return Wording(subject, headline, paragraph, action, _BOOKING)


NOTICES = {
    "booking_requested": _booking(
        "You are asked for: {task_name}, {scheduled_for}",
        "A customer asks for you",
        "{task_name} on {scheduled_for}. Please accept or reject it, so that the customer knows.",
        "Answer now",
    ),
    "booking_booked": _booking(
        "Booked: {task_name}, {scheduled_for}",
        "Your booking is in",
        "{task_name} on {scheduled_for}. We tell you as soon as a professional has accepted it.",
    ),
    "booking_accepted": _booking(
        "{name} comes for {task_name}, {scheduled_for}",
        "{name} has accepted your booking",
        "{task_name} on {scheduled_for} is settled. You find their phone number in the booking.",
    ),
    "booking_rejected": _booking(
        "Still looking: {task_name}, {scheduled_for}",
        "The professional you chose can't come",
        "{task_name} on {scheduled_for} is now offered to every professional near you.",
    ),
    "booking_released": _booking(
        "Looking again: {task_name}, {scheduled_for}",
        "Your professional had to give it back",
        "{task_name} on {scheduled_for} is offered to other professionals again. You need do nothing.",
    ),
    "booking_reopened": _booking(
        "Looking again: {task_name}, {scheduled_for}",
        "We look for another professional",
        "The professional for {task_name} on {scheduled_for} no longer works with us. "
        "It is offered to others again.",
    ),
    "booking_rescheduled": _booking(
        "New date: {task_name}, {scheduled_for}",
        "The customer has chosen another date",
        "{task_name} is now wanted on {scheduled_for}. Please look whether it suits you.",
        "Look at it",
    ),
    "booking_changed": _booking(
        "Changed: {task_name}, {scheduled_for}",
        "The customer has changed the booking",
        "The address or the remarks of {task_name} on {scheduled_for} are new.",
        "Look at it",
    ),
    "booking_cancelled": _booking(
        "Cancelled: {task_name}, {scheduled_for}",
        "This booking is cancelled",
        "{task_name} on {scheduled_for} will not take place.",
    ),
    "booking_closed": _booking(
        "Done: {task_name}",
        "This booking is closed",
        "{task_name} on {scheduled_for} is done. Thank you!",
    ),
    "booking_expired": _booking(
        "Nobody could come: {task_name}, {scheduled_for}",
        "Your booking found no professional",
        "The time of {task_name} on {scheduled_for} has passed and nobody had accepted it. We are sorry. "
        "You can book it again for another time.",
        "Book it again",
    ),
    "booking_reviewed": _booking(
        "{rating} of 5 stars for {task_name}",
        "A customer has reviewed your work",
        "You got {rating} of 5 stars for {task_name} on {scheduled_for}.",
        "Read the review",
    ),
    "account_approved": Wording(
        "Welcome: you are approved",
        "You can begin",
        "Your document is approved. Bookings that suit you wait in your inbox.",
        "Open the inbox",
        "/inbox",
    ),
    "account_rejected": Wording(
        "We could not approve your document",
        "Your document was not approved",
        "You can send another one; it is looked at again.",
        "Send a document",
        "/waiting",
    ),
    "account_blocked": Wording(
        "Your account is blocked",
        "Your account is blocked",
        "You can't sign in for now.",
        "Go to Dastak",
        "/",
    ),
    "account_unblocked": Wording(
        "Your account is open again",
        "Welcome back",
        "Your account is open again, and you can sign in.",
        "Sign in",
        "/login",
    ),
    "account_password_reset": Wording(
        "Choose a new password",
        "Forgot your password?",
        "Somebody, hopefully you, asked for a new password. The button leads to where you choose it; "
        "it works once, and for one hour. If it was not you, do nothing: your password stays as it is.",
        "Choose a new password",
        "/reset",
    ),
    "account_password_changed": Wording(
        "Your password was changed",
        "Your password was changed",
        "You were logged out on your other devices. If it was you, all is well. If it was not you, "
        "choose a new password at once: only you get the link to it.",
        "It was not me",
        "/reset",
    ),
    "document_replaced": Wording(
        "New document from {name}",
        "{name} has sent a new document",
        "They stay active meanwhile. Please look at the document.",
        "Look at it",
        "/admin/users/{user_id}",
    ),
    "professional_waiting": Wording(
        "{name} waits for approval",
        "A professional waits for approval",
        "{name} has sent a document and can't begin before you have looked at it.",
        "Look at it",
        "/admin/users/{user_id}",
    ),
    "export_done": Wording(
        "Your export is ready",
        "Your export is ready",
        "You can download the file for 7 days. Rows in it: {rows}.",
        "Download it",
        "/admin/exports",
    ),
    "export_failed": Wording(
        "Your export failed",
        "Your export failed",
        "It could not be finished. Please ask for it again.",
        "Go to the exports",
        "/admin/exports",
    ),
    "channel_test": Wording(
        "This is a test",
        "Your notices arrive here",
        "You asked us to try this way of reaching you. It works.",
        "Choose your channels",
        "/profile",
    ),
}
