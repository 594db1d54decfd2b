"""Who and what is in the demo: pure data, all of it made up."""

from backend.catalogue.models import Category

C = Category
TASKS = [
    ("Deep home cleaning", 2499, 240, C.CLEANING, "Kitchen, bathrooms and every corner, with own supplies."),
    ("AC check and gas refill", 599, 60, C.APPLIANCES, "Jet wash for split or window AC, cooling tested."),
    ("Tap and leak repair", 199, 45, C.PLUMBING, "Leaking taps, flush tanks and pipes, the same day."),
    ("Fan and light fitting", 149, 30, C.ELECTRICAL, "Install or replace fans, switches, MCBs and lights."),
    ("Cockroach and ant control", 899, 60, C.PEST_CONTROL, "Odourless gel, safe for children and pets."),
    ("Salon at home", 1299, 120, C.BEAUTY, "Facial, waxing and manicure with sealed single-use kits."),
    ("Washing machine repair", 349, 60, C.LAUNDRY, "Diagnosis at your door; parts with a 90-day warranty."),
    ("One-room wall painting", 4999, 480, C.PAINTING, "Two coats, masking and clean-up; 1,800 shades."),
    ("Furniture assembly", 449, 90, C.CARPENTRY, "Beds, wardrobes and desks, assembled level."),
    ("Water purifier upkeep", 399, 45, C.WATER, "Filter change, TDS reading and a sanitised tank."),
    ("Garden care visit", 699, 90, C.GARDENING, "Pruning, re-potting and feeding for balcony and lawn."),
    ("Sofa and carpet shampoo", 799, 120, C.FURNISHING, "Foam extraction for five seats, dry in six hours."),
]
WANTED = [12, 16, 13, 8, 6, 9, 7, 1, 5, 7, 3, 5]
"""How often each task is booked, beside the others."""

PLACES = [
    ("12, Residency Road, Ashok Nagar", "560001"),
    ("27, 4th Cross, Indiranagar", "560038"),
    ("8, Bull Temple Road, Hanumanthanagar", "560050"),
    ("41, 16th Main, BTM 2nd Stage", "560076"),
    ("305, Lake View Apartments, Banashankari", "560085"),
]
PINCODES = [pincode for _, pincode in PLACES]

PROFESSIONALS = [
    ("petra", "Petra", "D'Souza", "Petra Home Care", 8, []),
    ("paul", "Paul", "Reddy", "Reddy & Sons", 12, [2, 3, 4, 7, 10]),
    ("meera", "Meera", "Nair", "Meera Salon", 5, [6]),
    ("nikhil", "Nikhil", "Shetty", "Green Thumb", 4, [1, 11, 12]),
]
WAITING = ("ishita", "Ishita", "Singh", "Bright Sparks", 3, [4])
CUSTOMERS = [
    ("carl", "Carl", "Mathew"),
    ("cora", "Cora", "Iyer"),
    ("asha", "Asha", "Rao"),
    ("farhan", "Farhan", "Khan"),
    ("gurpreet", "Gurpreet", "Singh"),
    ("lakshmi", "Lakshmi", "Sharma"),
    ("rohan", "Rohan", "Das"),
    ("ananya", "Ananya", "Patel"),
]
LOYAL = [9, 5, 5, 4, 4, 3, 3, 2]
"""How often each customer books, beside the others."""

REMARKS = [
    "",
    "",
    "",
    "Please call before coming.",
    "Second floor, no lift.",
    "The dog is friendly.",
    "Gate code 2580.",
    "Ring the upper bell.",
]
PRAISE = {
    5: [
        "On time and neat.",
        "Explained everything, fair and quick.",
        "Very polite. Will book again.",
        "Spotless afterwards, even the floor was wiped.",
        "Came early, asked first, and it works again.",
        "Brought the right part along, done in one visit.",
        "Showed me what was wrong before starting.",
        "Patient with my mother's questions.",
        "Fair price, no surprises.",
        "Quick, and left everything clean.",
        "Called ahead, found the house at once.",
        "Third time now, always the same care.",
        "",
        "",
    ],
    4: [
        "Good work.",
        "Well done, half an hour late.",
        "Does it properly, takes the time it needs.",
        "Friendly, could have said before that water is off for an hour.",
        "",
    ],
    3: ["All right, but came late.", "Had to come twice."],
}
CHANGED_MIND = ["Plans changed", "Guests that day", "It works again by itself", "Out of town"]
