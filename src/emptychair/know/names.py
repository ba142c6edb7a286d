"""Words for what is stored as codes: languages, channels, means of payment, counts."""

_LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovenian", "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip
_CHANNELS = {"sms": "SMS", "vr": "VR", "bot": "chatbot", "email": "e-mail", "site": "the web site", "app": "the app",
             "social": "social media", "store": "the store", "kiosk": "the kiosk"}  # fmt: skip


def language_name(code: str) -> str:
    """The language in English; the code itself where we have no word for it."""
    return _LANGUAGES.get(code.lower().replace("_", "-").split("-")[0], code)


def channel_name(key: str) -> str:
    """A channel as one says it."""
    return _CHANNELS.get(key, key.replace("_", " "))


def means_name(key: str) -> str:
    """A means of payment as one says it."""
    return key.replace("_", " ").lower()


def times(n: int) -> str:
    """A count as one says it."""
    return {1: "once", 2: "twice"}.get(n, f"{n:,} times")
