"""The words of notices in Hindi."""

from backend.notifications.wording import Wording

DAYS = ("सोम", "मंगल", "बुध", "गुरु", "शुक्र", "शनि", "रवि")
MONTHS = (
    "जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर",
)  # fmt: skip

LAYOUT = {
    "hello": "नमस्ते {name},",
    "tagline": "घर के काम, भरोसेमंद लोगों से",
    "footer": "यह मेल आपको इसलिए मिला है क्योंकि हमारे यहाँ आपका खाता है। आपकी सूचनाएँ ऐप में भी हैं।",
    "reason": "बताया गया कारण:",
}

_SEE, _BOOKING = "बुकिंग देखें", "/bookings/{booking_id}"


def _booking(subject: str, headline: str, paragraph: str, action: str = _SEE) -> Wording:
    return Wording(subject, headline, paragraph, action, _BOOKING)


NOTICES = {
    "booking_requested": _booking(
        "आपसे अनुरोध: {task_name}, {scheduled_for}",
        "एक ग्राहक ने आपको चुना है",
        "{task_name}, {scheduled_for}। कृपया स्वीकार या अस्वीकार करें, ताकि ग्राहक को पता चले।",
        "अभी जवाब दें",
    ),
    "booking_booked": _booking(
        "बुक हो गया: {task_name}, {scheduled_for}",
        "आपकी बुकिंग मिल गई",
        "{task_name}, {scheduled_for}। किसी पेशेवर के स्वीकार करते ही हम आपको बताएँगे।",
    ),
    "booking_accepted": _booking(
        "{name} आएँगे: {task_name}, {scheduled_for}",
        "{name} ने आपकी बुकिंग स्वीकार की",
        "{task_name}, {scheduled_for} तय है। उनका फ़ोन नंबर बुकिंग में है।",
    ),
    "booking_rejected": _booking(
        "खोज जारी: {task_name}, {scheduled_for}",
        "आपके चुने हुए पेशेवर नहीं आ सकते",
        "{task_name}, {scheduled_for} अब आपके पास के सभी पेशेवरों को दिख रहा है।",
    ),
    "booking_released": _booking(
        "फिर से खोज: {task_name}, {scheduled_for}",
        "आपके पेशेवर को बुकिंग लौटानी पड़ी",
        "{task_name}, {scheduled_for} फिर से दूसरे पेशेवरों को दिख रहा है। आपको कुछ नहीं करना है।",
    ),
    "booking_reopened": _booking(
        "फिर से खोज: {task_name}, {scheduled_for}",
        "हम दूसरा पेशेवर खोज रहे हैं",
        "{task_name}, {scheduled_for} के पेशेवर अब हमारे साथ नहीं हैं। यह फिर से दूसरों को दिख रहा है।",
    ),
    "booking_rescheduled": _booking(
        "नई तारीख़: {task_name}, {scheduled_for}",
        "ग्राहक ने दूसरी तारीख़ चुनी है",
        "{task_name} अब {scheduled_for} को चाहिए। कृपया देखें कि यह समय ठीक है या नहीं।",
        "देखें",
    ),
    "booking_changed": _booking(
        "बदलाव: {task_name}, {scheduled_for}",
        "ग्राहक ने बुकिंग बदली है",
        "{task_name}, {scheduled_for} का पता या टिप्पणी बदली है।",
        "देखें",
    ),
    "booking_cancelled": _booking(
        "रद्द: {task_name}, {scheduled_for}",
        "यह बुकिंग रद्द हो गई",
        "{task_name}, {scheduled_for} अब नहीं होगा।",
    ),
    "booking_closed": _booking(
        "पूरा हुआ: {task_name}",
        "यह बुकिंग पूरी हो गई",
        "{task_name}, {scheduled_for} पूरा हो गया। धन्यवाद!",
    ),
    "booking_expired": _booking(
        "कोई नहीं आ सका: {task_name}, {scheduled_for}",
        "आपकी बुकिंग को कोई पेशेवर नहीं मिला",
        "{task_name}, {scheduled_for} का समय निकल गया और किसी ने इसे स्वीकार नहीं किया। हमें खेद है। "
        "आप किसी और समय के लिए फिर से बुक कर सकते हैं।",
        "फिर से बुक करें",
    ),
    "booking_reviewed": _booking(
        "{task_name} के लिए 5 में से {rating} सितारे",
        "एक ग्राहक ने आपके काम की समीक्षा की",
        "{task_name}, {scheduled_for} के लिए आपको 5 में से {rating} सितारे मिले।",
        "समीक्षा पढ़ें",
    ),
    "account_approved": Wording(
        "स्वागत है: आपको मंज़ूरी मिल गई",
        "आप शुरू कर सकते हैं",
        "आपका दस्तावेज़ मंज़ूर हो गया। आपके लायक बुकिंग आपके इनबॉक्स में हैं।",
        "इनबॉक्स खोलें",
        "/inbox",
    ),
    "account_rejected": Wording(
        "आपका दस्तावेज़ मंज़ूर नहीं हो सका",
        "आपका दस्तावेज़ मंज़ूर नहीं हुआ",
        "आप दूसरा दस्तावेज़ भेज सकते हैं; उसे फिर से देखा जाएगा।",
        "दस्तावेज़ भेजें",
        "/waiting",
    ),
    "account_blocked": Wording(
        "आपका खाता बंद कर दिया गया है",
        "आपका खाता बंद कर दिया गया है",
        "फ़िलहाल आप साइन इन नहीं कर सकते।",
        "Dastak पर जाएँ",
        "/",
    ),
    "account_unblocked": Wording(
        "आपका खाता फिर से खुल गया",
        "फिर से स्वागत है",
        "आपका खाता फिर से खुल गया है और आप साइन इन कर सकते हैं।",
        "साइन इन करें",
        "/login",
    ),
    "account_password_reset": Wording(
        "नया पासवर्ड चुनें",
        "पासवर्ड भूल गए?",
        "किसी ने, शायद आपने ही, नया पासवर्ड माँगा है। नीचे के बटन से आप नया पासवर्ड चुन सकते हैं; यह एक बार "
        "और एक घंटे तक काम करेगा। अगर यह आप नहीं थे तो कुछ न करें: आपका पासवर्ड वैसा ही रहेगा।",
        "नया पासवर्ड चुनें",
        "/reset",
    ),
    "account_password_changed": Wording(
        "आपका पासवर्ड बदल गया है",
        "आपका पासवर्ड बदल गया है",
        "आपके दूसरे डिवाइस लॉग आउट हो गए हैं। अगर यह आपने किया है तो सब ठीक है। अगर आपने नहीं किया है तो "
        "तुरंत नया पासवर्ड चुनें: उसका लिंक सिर्फ़ आपको मिलेगा।",
        "यह मैंने नहीं किया",
        "/reset",
    ),
    "document_replaced": Wording(
        "{name} का नया दस्तावेज़",
        "{name} ने नया दस्तावेज़ भेजा है",
        "वे इस बीच सक्रिय रहेंगे। कृपया दस्तावेज़ देखें।",
        "देखें",
        "/admin/users/{user_id}",
    ),
    "professional_waiting": Wording(
        "{name} को मंज़ूरी का इंतज़ार है",
        "एक पेशेवर को मंज़ूरी का इंतज़ार है",
        "{name} ने दस्तावेज़ भेजा है और आपके देखने के बाद ही शुरू कर सकते हैं।",
        "देखें",
        "/admin/users/{user_id}",
    ),
    "export_done": Wording(
        "आपका निर्यात तैयार है",
        "आपका निर्यात तैयार है",
        "फ़ाइल 7 दिन तक डाउनलोड की जा सकती है। पंक्तियाँ: {rows}।",
        "डाउनलोड करें",
        "/admin/exports",
    ),
    "export_failed": Wording(
        "आपका निर्यात पूरा नहीं हुआ",
        "आपका निर्यात पूरा नहीं हुआ",
        "यह पूरा नहीं हो सका। कृपया फिर से माँगें।",
        "निर्यात पर जाएँ",
        "/admin/exports",
    ),
    "channel_test": Wording(
        "यह एक जाँच है",
        "आपकी सूचनाएँ यहाँ पहुँचती हैं",
        "आपने हमसे यह तरीका आज़माने को कहा था। यह काम करता है।",
        "अपने चैनल चुनें",
        "/profile",
    ),
}
