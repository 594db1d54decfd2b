"""A booking as an iCalendar file (RFC 5545)."""

from urllib.parse import urlsplit

from flask import current_app
from icalendar import Calendar, Event

from backend.bookings.models import Booking, BookingStatus
from backend.core import clock

STATUS = {
    BookingStatus.REQUESTED: "TENTATIVE",
    BookingStatus.ASSIGNED: "CONFIRMED",
    BookingStatus.CLOSED: "CONFIRMED",
    BookingStatus.CANCELLED: "CANCELLED",
    BookingStatus.EXPIRED: "CANCELLED",
}


def calendar_file(booking: Booking, *, address: str | None) -> bytes:
    """The file's bytes; a later download of the same booking replaces the entry of the earlier."""
    public_url = current_app.extensions["settings"].public_url
    entry = Event()
    entry.add("uid", f"booking-{booking.id}@{urlsplit(public_url).hostname}")
    entry.add("sequence", booking.version)
    entry.add("dtstamp", clock.now())
    entry.add("dtstart", booking.scheduled_for)
    entry.add("dtend", booking.ends_at)
    entry.add("summary", booking.task_name)
    entry.add("location", f"{address}, {booking.pincode}" if address else booking.pincode)
    entry.add("status", STATUS[booking.status])
    entry.add("url", f"{public_url}/bookings/{booking.id}")
    calendar = Calendar()
    calendar.add("prodid", "-//Dastak//Bookings//EN")
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    content: bytes = calendar.to_ical()
    return content
