"""Two blocks → how much they read as one sentence that a column cut in two.

The weights are logistic regressions, rounded: those of `border_score` over random cuts of the articles in `corpus/`
against ends that broke off above other articles, those of `fragment_score` (and of `beginnings.BESIDE`, `between.MIDDLE`) over
pages that `tests.rough` and `tests.damage` make of them, an error that joins counted twice.
`python -m tests.benchmarks.borders` learns them again and says how well they tell. The sets of characters are set by
hand, from what Chinese can begin and end with; so are the weights of what is long, of 他说, and of what never begins:
our own articles have few of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.lexicon import Lexicon
from bot.reading.pages.faces import has_open_tail, is_opener
from bot.reading.pages.trigrams import trigrams
from bot.reading.pages.vocabulary import share

FRAGMENT = 0.0
"""Of `fragment_score`, from which a short line is the beginning of a paragraph."""

SURE_FRAGMENT = 1.2
"""The same over a caption, and where a short middle piece follows."""

SURELY_OVER = 4.5
"""The same over a caption and a short line, or over what may be a piece of the sentence itself."""

NEXT = -2.5
"""Of `border_score`: so much a block asks for the one right below it; 近日, and 他说, begin paragraphs of their own."""

LIKELIER = 0.05
"""Nats; below it the two are as likely apart."""

FLOWS = 1.0
"""The same of `Trigrams.flow`."""

SOFT = -1.7
"""The same for a join over words of the page's own text: all but what speaks against it."""

SOME = 0.5
"""The same where those words stand below or nowhere, and nothing else is shared: the line may be a headline."""

AKIN = 1.0
"""The same over a short line where what stands below speaks of the same as the text above."""

STEP = 1.5
"""The same over a line that may be a headline."""

FAR = 4.5
"""The same over an article of its own."""

BELOW = 3.0
"""The same below a whole text that might itself go on with the sentence: that text then stands by itself,"""

MUCH = 4.0
"""where it asks for less by so much."""

HEADED = {
    "crosses": 1.1,
    "counted": 1.2,
    "never begins": 0.3,
    "likelier": 0.5,
    "flow": 0.5,
    "cannot end": -0.5,
    "hangs": 1.2,
    "opener below": -1.0,
    "scrap": 0.8,
    "figure": 0.4,
    "shared": -2.1,
    "short": 0.1,
    "document": -6.0,
    "stop": 2.2,
    "pauses": 2.0,
    "list": 1.0,
    "long": 1.5,
    "particles": 0.1,
    "": -0.3,
}
"""Weights of `fragment_score`; the last is added to each."""

CUT = {
    "crosses": 0.8,
    "counted": 1.4,
    "never begins": 2.3,
    "likelier": 0.6,
    "flow": 0.5,
    "open": 0.7,
    "opener below": -2.4,
    "scrap": 1.9,
    "short below": 2.0,
    "shorter below": 1.0,
    "spoken": -2.0,
    "": 0.4,
}
"""Weights of `border_score`."""

_COUNTED = re.compile(r"[0-9.,%‰年月日元万亿人户名个次岁天号时点分米吨亩度]")
"""What goes on with a figure: more of it, or what it counts."""

_FOLLOWS = re.compile(
    r"[-—~～至到比余餘多几幾小项項倍枚英美呎尺厘毫平立公千萬两斤吨栋层期届路师班线場场起负胜是、，。；：%％‰]"
)
"""What else a figure is followed by."""

_TELEPHONE = re.compile("(?<![0-9])(?:[0-9]{3,4}-)?[0-9]{7,8}$")
"""A whole one, with which nothing is counted."""

_PART_OF_TELEPHONE = re.compile("(?<![0-9])[0-9]{3,4}-[0-9]{0,6}$")

_YEAR = re.compile("(?:1[89]|20)[0-9]{2}年")

_ONE_LATIN_WORD = re.compile("[A-Z][A-Za-z]|[a-z]{2}")
_ALIKE = re.compile("[0-9]{2}|[A-Za-z]{2}")
_NUMERAL = re.compile("[0-9一二三四五六七八九十百]")
_POINT = re.compile("[0-9][.,·:]$")
_SCRAP = re.compile(
    r"(?!然而|但是|不过|因此|所以|另外|随后|后来|此后|其后|最后|再者|而且|于是|例如|其中|当时|如今|现在|此时|为此|总之|原来)"
    r"[^,，。！？“‘「『]{1,3}[,，。]"
)
"""Few paragraphs begin with so short a clause; the end of a cut sentence often does."""

_SPOKEN = re.compile(r"[^,，。]{1,8}(?:说|指出|表示|强调|介绍|认为)[,，:：]")
_NEVER_BEGINS = frozenset(
    [*"的了着们者性化等得吗呢吧业员体度局院司府式势家个些期间件区县市和或及", "或者", "以及", "以上", "以下", "以内"]
)
"""What no sentence begins with where it is a word by itself: particles, conjunctions, the ends of words."""

_NEVER_ENDS = re.compile("[的在是不为以这对到们由与将也能其之而从可最着有于我该各使并,，、0-9]$")
"""What hardly any headline ends with."""

_LAW = re.compile(
    r"[^,，。;；]*(?:条例|规定|办法|解释|意见|通知|规则|细则|(?<![方看做想说手用写合])法|法典)(?:[(（][^()（）,，。]{1,12}[)）])*"
)
"""The name of a law or notice."""

SHORT = 9
"""Characters of a line that is likelier the beginning of a paragraph than a headline; its few words stand anywhere."""

_LONG = 26
"""Characters; few of our own headlines are longer, many of a newspaper's are: its weight is held down by hand."""

_CLAUSE = 2
"""Characters; two clauses so short are as like a time and a place: 当晚，他家."""

_NUMBERED = re.compile("^[一二三四五六七八九十]{1,3}、")
_EDGE = 6


def is_one_word(left: str, right: str, lexicon: Lexicon) -> bool:
    """True where the border goes through a word, a figure, or between a figure and what it counts."""
    return _crosses(left, right, lexicon) or is_counted(left, right)


def leads_to_list(left: str) -> bool:
    """True for the ends of paragraphs that lead to a list or are an item of one; few cuts fall right behind them."""
    return left.endswith((":", "：", ";", "；"))


def cannot_end(text: str) -> bool:
    """True where hardly any headline ends so."""
    return _NEVER_ENDS.search(text) is not None


def is_law(text: str) -> bool:
    """True for the name of a law, or what ends like one."""
    return _LAW.fullmatch(text) is not None


def counts_nothing(left: str, right: str, lexicon: Lexicon) -> bool:
    """True where the left side ends with a figure and the right side hardly begins with what is counted."""
    if not left[-1].isdigit() or not "\u4e00" <= right[0] <= "\u9fff" or _TELEPHONE.search(left):
        return False
    return not (_COUNTED.match(right) or _FOLLOWS.match(right) or lexicon.is_function_word(lexicon.first_word(right)))


def breaks_telephone(left: str, right: str) -> bool:
    """True where a telephone number breaks off and no figure goes on."""
    return _PART_OF_TELEPHONE.search(left) is not None and not right[0].isdigit()


def adds_year(left: str, right: str) -> bool:
    """True for a figure above a whole year: no figure goes on with one."""
    return left[-1].isdigit() and _YEAR.match(right) is not None


def never_begins(text: str, lexicon: Lexicon) -> bool:
    """True for the first word of no sentence: 的, 和, 或者, or a small Latin letter."""
    return "a" <= text[0] <= "z" or lexicon.first_word(text) in _NEVER_BEGINS


def is_silent(left: str, right: str, lexicon: Lexicon) -> bool:
    """True where nothing beside the border asks for it to be closed."""
    told = edges(left, right, lexicon)
    return told.pop("flow") <= FLOWS and told.pop("likelier") <= LIKELIER and not any(told.values())


def fragment_score(left: str, right: str, lexicon: Lexicon) -> float:
    """How much the short left side is the beginning of the right side's paragraph rather than a headline above it."""
    return weighed(headed(left, right, lexicon), HEADED)


def border_score(left: str, right: str, lexicon: Lexicon) -> float:
    """How much the right side goes on where the left one stops rather than begins a paragraph elsewhere."""
    return weighed(cut(left, right, lexicon), CUT)


def weighed(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return sum(weight * features.get(name, 1.0) for name, weight in weights.items())


def edges(left: str, right: str, lexicon: Lexicon) -> dict[str, float]:
    """What the characters right beside the border tell."""
    one, other = left[-_EDGE:], right[:_EDGE]
    return {
        "crosses": float(_crosses(left, right, lexicon)),
        "counted": float(is_counted(left, right)),
        "never begins": float(never_begins(right, lexicon)),
        # by how much the words are likelier in one text than in two, in nats
        "likelier": lexicon.likelihood(one + other) - lexicon.likelihood(one) - lexicon.likelihood(other),
        # all digits are one to the model, and all letters
        "flow": 0.0 if _ALIKE.fullmatch(left[-1] + right[0]) else trigrams().flow(left, right),
    }


def headed(left: str, right: str, lexicon: Lexicon) -> dict[str, float]:
    return edges(left, right, lexicon) | {
        "cannot end": float(cannot_end(left)),
        "hangs": float(lexicon.is_function_word(lexicon.last_word(left))),
        "opener below": float(is_opener(right)),
        "scrap": float(_SCRAP.match(right) is not None),
        "figure": float(re.search("[0-9]", left) is not None),
        "shared": share(left, right[:400]),
        "short": float(len(left) < SHORT),
        "stop": float(re.search("[。；;]", left) is not None),
        "pauses": 0.0 if _is_couplet(left) else float(min(len(re.findall("[,，]", left)), 3)),
        "list": float(min(_NUMBERED.sub("", left).count("、"), 2)),
        "long": float(len(left) > _LONG),
        "particles": float(min(len(re.findall("[的了在是把被还也就都]", left)), 2)),
        "document": float(is_law(left)),
    }


def cut(left: str, right: str, lexicon: Lexicon) -> dict[str, float]:
    return edges(left, right, lexicon) | {
        "open": float(has_open_tail(left)),
        "opener below": float(is_opener(right)),
        "scrap": float(_SCRAP.match(right) is not None),
        "short below": float(len(right) < 30),
        "shorter below": float(len(right) < 16),
        "spoken": float(_SPOKEN.match(right) is not None),
    }


def _is_couplet(text: str) -> bool:
    """True for two clauses of as many characters: 多方联动，形成合力. Headings are built so; beginnings of sentences by chance."""
    one, _, other = text.replace("，", ",").partition(",")
    return _CLAUSE < len(one) == len(other) <= SHORT and "," not in other


def _crosses(left: str, right: str, lexicon: Lexicon) -> bool:
    return lexicon.crosses(left, right) or _ONE_LATIN_WORD.fullmatch(left[-1] + right[0]) is not None


def is_counted(left: str, right: str) -> bool:
    """True where a figure goes on, or what it counts follows it."""
    if _TELEPHONE.search(left):
        return False
    if adds_year(left, right):
        return False
    if left[-1] == "第" and _NUMERAL.match(right):
        return True
    return bool((left[-1].isdigit() and _COUNTED.match(right)) or (_POINT.search(left) and right[0].isdigit()))
