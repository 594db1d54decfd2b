"""What people in the towns are called, and what they write; some of it in Hindi, some like a formula."""

FIRST_NAMES = (
    *(
        "Aarav",
        "Aditi",
        "Ananya",
        "Arjun",
        "Asha",
        "Deepak",
        "Divya",
        "Farhan",
        "Gurpreet",
        "Imran",
        "Ishaan",
    ),
    *(
        "Kavita",
        "Lakshmi",
        "Manoj",
        "Meera",
        "Nikhil",
        "Priya",
        "Rahul",
        "Rekha",
        "Sanjay",
        "Shreya",
        "Sunita",
    ),
    *("Tanvi", "Vijay", "Zoya"),
)
LAST_NAMES = (
    *(
        "Agarwal",
        "Banerjee",
        "Chatterjee",
        "D'Souza",
        "Fernandes",
        "Gupta",
        "Iyer",
        "Joshi",
        "Khan",
        "Kulkarni",
    ),
    *("Menon", "Mishra", "Nair", "Patel", "Pillai", "Rao", "Reddy", "Sharma", "Singh", "Verma", "Yadav"),
)
STREETS = (
    "MG Road",
    "Church Street",
    "Gandhi Nagar",
    "Residency Road",
    "Station Road",
    "Nehru Marg",
    "गांधी मार्ग",
)
COMPANIES = ("Home Works", "Repairs", "& Sons", "Quick Fix", "Care", "घर सेवा")

CATEGORIES = (
    *("cleaning", "appliances", "plumbing", "electrical", "pest_control", "beauty", "laundry", "painting"),
    *("carpentry", "water", "gardening", "furnishing", "other"),
)
OBJECTS = ("Tap", "Fan", "Sofa", "Kitchen", "AC", "Geyser", "Wardrobe", "Terrace", "Mattress", "Tank")
WORKS = ("repair", "cleaning", "installation", "check and gas refill", "painting", "inspection")

REMARKS = (
    "",
    "",
    "Please ring twice, the bell is weak.",
    "कृपया शाम छह बजे के बाद आएँ, घर पर बुज़ुर्ग सोते हैं।",
    "नल से पानी टपक रहा है; रसोई और स्नानघर, दोनों में।",
    'Third floor, no lift. Ask for "Auntyji" at the gate, flat 3B.',
    "Bring a ladder,\nthe ceiling is high.",
    "+91 98450 12345 is the neighbour's number",
    '=HYPERLINK("http://example.com","open me")',
    "-2 rooms only, not the balcony",
    "@home after five",
)
REVIEWS = (
    "",
    "Came on time and left everything clean.",
    "बहुत अच्छा काम किया, समय पर आए।",
    "Fine, but the price was higher than I thought.",
    "=5 stars",
)
