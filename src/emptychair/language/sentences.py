"""Sentences and clauses of a text with their places in it; nothing is trimmed that the offsets do not say."""

import re
from dataclasses import dataclass

from emptychair.language.words import fold

NAME = "sentences"
VERSION = "1"

_ABBREVIATIONS = {
    "": "etc vs approx nr no n° tel fig vol max min dr mr mrs ms prof st jr sr art ref inc ltd",
    "en": "e.g i.e a.m p.m u.s u.k dept est misc jan feb mar apr jun jul aug sept oct nov dec",
    "pt": "sra srta dra exmo exma av r pag pç qtd obs p.ex ex cfe ltda cia num vc",
    "de": "z.b d.h u.a bzw ca evtl ggf inkl exkl bspw usw str hr fr o.ä u.s.w zzgl",
    "fr": "mme mlle m av env p.ex c.-a-d bd",
    "es": "sra srta dra ud uds vd pag p.ej ee.uu num aprox",
    "it": "sig sig.ra dott ecc pag es p.es",
    "nl": "bijv d.w.z o.a i.p.v a.u.b mw dhr blz incl excl m.b.t ca",
}
_CONTRASTS = {
    "en": "but|however|although|though|whereas|yet|except that",
    "pt": "mas|porem|contudo|entretanto|todavia|embora|so que|apesar de|mais (?=nao|o|a|ainda)",
    "de": "aber|jedoch|obwohl|sondern|allerdings|trotzdem",
    "fr": "mais|cependant|pourtant|toutefois|bien que",
    "es": "pero|sino|aunque|sin embargo|no obstante",
    "it": "ma|pero|tuttavia|anche se",
    "nl": "maar|echter|hoewel",
    "ar": "لكن|ولكن",
}
_EMOJI = r"[\u2600-\u27bf\u2b50\ufe0f\u200d\U0001f000-\U0001faff]"
_CLOSERS = r"[\"'»”’)\]]*"
_END = re.compile(
    rf"(?P<cjk>[。！？｡]+{_CLOSERS})"
    rf"|(?P<stop>[.!?…؟۔]+{_CLOSERS}(?:\s*{_EMOJI}+)*)(?=\s|$|(?<=[!?…؟])|(?<=[^\W\d_]{{2}}\.)[A-ZÀ-Þ][a-zà-ÿ]*)"
    rf"|(?P<line>\s*\n\s*)"
    rf"|(?P<emoji>{_EMOJI}+)(?=\s+[A-ZÀ-Þ]|$)"
)
_COMMA = re.compile(r"(?<!\d)[,;:،؛、](?!/)|[,;:](?=\s)|(?<=\s)[–—-](?=\s)|[()]|\.{2,}|…")
_DOTTED_TAIL = re.compile(r"[^\s(\"]+$")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text; `text` equals original[start:end]."""

    text: str
    start: int
    end: int


def sentences(text: str, language: str | None = None) -> list[Span]:
    """The sentences of `text` in order, without surrounding space.

    A sentence ends at . ! ? … and their Arabic, Chinese and Japanese sisters, at a line break, or at an emoji
    before a capital; not after abbreviations, initials, decimals, German ordinals, or an ellipsis that the
    same sentence continues after ("well... fine").
    """
    cuts = [found.end() for found in _END.finditer(text) if _really_ends(text, found, language)]
    return _spans(text, cuts)


def clauses(text: str, language: str | None = None) -> list[Span]:
    """Parts of sentences between commas, brackets, dashes and contrasting words ('but', 'porém', 'aber')."""
    folded = fold(text)
    contrast = _CONTRAST.get(language or "")
    cuts = [sentence.start for sentence in sentences(text, language)]
    cuts += [found.end() for found in _COMMA.finditer(text)]
    if contrast:
        cuts += [folded.place(found.start()) for found in contrast.finditer(folded.text)]
    return [span for span in _spans(text, sorted(set(cuts))) if any(map(str.isalnum, span.text))]


def sentence_around(text: str, start: int, end: int, language: str | None = None) -> Span:
    """The sentence or sentences that hold text[start:end], as one span: what to show around a quote."""
    touched = [span for span in sentences(text, language) if span.end > start and span.start < end]
    if not touched:
        return Span(text[start:end], start, end)
    return Span(text[touched[0].start : touched[-1].end], touched[0].start, touched[-1].end)


def _really_ends(text: str, found: re.Match[str], language: str | None) -> bool:
    """Whether a stop is the end of a sentence and not part of a word or number."""
    stop = found["stop"]
    if stop is None:
        return True
    if stop.startswith(("...", "…")) and set(stop) <= {".", "…"}:
        return not text[found.end() :].lstrip(" ")[:1].islower()
    if stop != ".":
        return True
    tail = _DOTTED_TAIL.search(text, max(0, found.start() - 20), found.start())
    return tail is None or not _is_abbreviated(tail[0], text[found.end() :], language)


def _is_abbreviated(word: str, rest: str, language: str | None) -> bool:
    """Whether `word` before a full stop is a short form; `rest` is what follows."""
    following = rest.lstrip(" ")
    if not following or following[0] == "\n":
        return False
    known = fold(word).text in _SHORT.get(language or "", _SHORT[""])
    initial = len(word) == 1 and word.isalpha() and word not in ("I", "é")
    ordinal = language == "de" and word.isdigit() and len(word) <= 2
    return known or initial or ordinal


def _spans(text: str, cuts: list[int]) -> list[Span]:
    """The non-empty stretches between `cuts`, trimmed of space."""
    found = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip())
        piece = piece.strip()
        if piece:
            found.append(Span(piece, start + lead, start + lead + len(piece)))
    return found


_SHORT = {
    language: frozenset(fold(f"{_ABBREVIATIONS['']} {own}").text.split()) for language, own in _ABBREVIATIONS.items()
}
_CONTRAST = {
    language: re.compile(rf"(?<!\w)(?:{words})(?!\w)" if language != "ar" else rf"(?<!\w)(?:{words})")
    for language, words in _CONTRASTS.items()
}
