"""An article, a passage, a question → its one place, or none.

Precision first: a district that several cities have counts only beside its city or in an article that names the city.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.model import Article

from .divisions import NATION, Gazetteer, Region
from .mentions import Chain, chains_in, is_within, largest, meant_by, one_of

_ENUMERATED = re.compile(r"[、,，和与及]|以及|等(?:地|省|市|\d|[一二三四五六七八九十])")
_ELSEWHERE_BEFORE = re.compile(
    r"(?:来自|户籍|籍贯|老家|家住|[赴访往去援抵]|前往|奔赴|考察|对口支援|借鉴|学习|参照|比如|远在|出生于|生于|嫁到)(?:了|在|是|为|于)?$"
)
_PERSON_AFTER = re.compile(r"籍|人[,，。、)）]|人氏|户籍")
_ORIGIN_BEFORE = re.compile(r"(?:老家|户口|户籍|籍贯|来自|我是|本人)(?:在|是)?$")
_ORIGIN_AFTER = re.compile(r"人|户口|户籍|籍")
# the same beyond doubt, whatever else is said: where a worker comes from, or goes to for the holidays
_HOME_BEFORE = re.compile(r"(?:老家|娘家|家里)(?:在|是)?$|来自$|回(?:到)?$")
_HOME_AFTER = re.compile(
    r"(?:省|市|区|县|那边|这边)?(?:老家|过年|过节|探亲)|的?[,，\s]?来(?:的|这|此|本地|打工|务工|干活)"
)
_COMES_FROM, _COMES = re.compile(r"从$"), re.compile(r"(?:省|市|区|县|那边|农村|老家)?(?:过|出)?来")
_AT_WORK_AFTER = re.compile(r"(?:上班|打工|务工|工作|干活|复工)")
_SENTENCE_END = re.compile(r"[。!！?？]")
_LONGEST_OPENING = 160
_NATIONAL = re.compile(
    r"^[《“]?(?:中华人民共和国|国务院|全国人大|全国人民代表大会|最高人民(?:法院|检察院)|中华全国总工会|全国总工会|全总|人力资源(?:和)?社会保障部|人社部|财政部|国家[^市省]{2,8}[局委部]"
    r"|住房(?:和)?城乡建设部|民政部|应急管理部|国家卫生健康委|国家医保局)"
)
_ADDRESS_AFTER = re.compile(r"[\u4e00-\u9fff]{1,8}(?:路|街|道|巷|弄)[^,，。;；]{0,6}?\d+号")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text: its span and the region that is meant."""

    start: int
    end: int
    region: Region


def places_in(text: str, gazetteer: Gazetteer, *, context: Iterable[Region] = ()) -> tuple[Mention, ...]:
    """The places that the text surely names, in order; `context` tells districts of the same name apart."""
    known = list(context)
    chains = chains_in(text, gazetteer)
    sure = [(chain, one_of(chain.meanings, ())) for chain in chains]
    known += [region for _, region in sure if region]
    found = ((chain, region or one_of(chain.meanings, known)) for chain, region in sure)
    return tuple(Mention(chain.start, chain.end, region) for chain, region in found if region)


def place_in(question: str, gazetteer: Gazetteer, *, contexts: Sequence[Sequence[Region]] = ()) -> Region | None:
    """The place that a worker names, by a short name too (银川的); None where there is none or more than one.

    A name of several places means the one in or around another that is named, else one of the first context that knows
    one only. Where somebody surely comes from (从安徽来的, 回四川过年) is not where they ask.
    """
    chains = [chain for chain in chains_in(question, gazetteer, asked=True) if not _is_home(question, chain)]
    if not chains:
        return None
    regions = {region for chain in chains if (region := one_of(chain.meanings, ()))}
    known = tuple(regions)
    origins = {region for chain in chains if _is_origin(question, chain) for region in chain.meanings}
    regions |= {region for chain in chains if (region := _first_meant(chain, (known, *contexts)))}
    deepest = [
        region for region in regions if not any(other != region and is_within(other, region) for other in regions)
    ]
    if len(deepest) > 1:
        deepest = [region for region in deepest if region not in origins]
    return deepest[0] if len(deepest) == 1 else None


def places_of_one_name(question: str, gazetteer: Gazetteer) -> tuple[Region, ...]:
    """Where a worker names a place and there are several of that name (鼓楼区): all of them."""
    chains = (chain for chain in chains_in(question, gazetteer, asked=True) if not _is_home(question, chain))
    return next((chain.meanings for chain in chains if len(chain.meanings) > 1), ())


def _first_meant(chain: Chain, contexts: Iterable[Sequence[Region]]) -> Region | None:
    return next((region for near in contexts if (region := one_of(chain.meanings, near))), None)


def apart_from_places(question: str, gazetteer: Gazetteer) -> tuple[str, str]:
    """The question with a blank for each place in it, and the places; all in the first where nothing else is left.

    Where something is done is a lesser part of what is asked: 兰州的租房补贴 must not find all that Lanzhou did. Where
    somebody comes from is none.
    """
    left, places, at = list[str](), list[str](), 0
    for chain in chains_in(question, gazetteer, asked=True):
        left.append(question[at : chain.start])
        at = chain.end
        if not (_is_home(question, chain) or _is_origin(question, chain)):
            places.append(question[chain.start : at])
    rest = " ".join((*left, question[at:]))
    return (rest, " ".join(places)) if re.search(r"\w{2}", rest) else (question, "")


def region_named(name: str, gazetteer: Gazetteer) -> Region | None:
    """The region of a setting: 银川, 银川市, 宁夏/银川, 宁夏银川市兴庆区; None where unknown or of several meanings."""
    parts = tuple(part for part in re.split(r"[\s/／,，、·-]+", name) if part)
    chains = [Chain(0, 0, meant_by(parts, gazetteer))] if len(parts) > 1 else []
    chains.append(Chain(0, 0, gazetteer.full.get(name.strip(), ()) or largest(gazetteer.meanings(name.strip()))))
    chains += [
        chain
        for chain in chains_in(name.strip(), gazetteer, asked=True)
        if chain.end - chain.start == len(name.strip())
    ]
    return next((region for chain in chains if (region := one_of(chain.meanings, ()))), None)


def article_region(article: Article, gazetteer: Gazetteer) -> Region | None:
    """The place of the whole article: front matter, headline, author's note, then the openings of its paragraphs."""
    if article.region:
        return _spelled_out(article.region, gazetteer)
    if any(_NATIONAL.match(part) for part in (article.title, article.kicker) if part):
        return NATION
    for text in _head(article):
        if region := _subject(text, places_in(text, gazetteer)):
            return region
    texts = (_opening(paragraph.text) for paragraph in article.paragraphs)
    openings = [region for text in texts if (region := _subject(text, places_in(text, gazetteer)))]
    return openings[0] if openings and all(_on_one_path(openings[0], other) for other in openings) else None


def passage_region(text: str, gazetteer: Gazetteer, *, article: Region | None = None) -> Region | None:
    """The place of one passage: what it opens with, else its article's.

    Several places within that of the article (榆浦区有7个,枫泽区有6个), or an address there, are no place of their own.
    """
    known = (article,) if article and article != NATION else ()
    opening = _opening(text)
    mentions = places_in(opening, gazetteer, context=known)
    if article and all(is_within(mention.region, article) for mention in mentions):
        own = [mention for mention in mentions if not _ADDRESS_AFTER.match(opening, mention.end)]
        if len({mention.region for mention in own if mention.region != article}) != 1:
            return article
        mentions = tuple(own)
    return _subject(text, mentions) or article


def _is_origin(question: str, chain: Chain) -> bool:
    """河南人在上海打工: where somebody is from, not where they work."""
    before = question[max(0, chain.start - 5) : chain.start]
    return bool(_ORIGIN_BEFORE.search(before) or _ORIGIN_AFTER.match(question, chain.end))


def _is_home(question: str, chain: Chain) -> bool:
    before = question[max(0, chain.start - 5) : chain.start]
    if _AT_WORK_AFTER.match(question, chain.end):
        return False
    if _HOME_BEFORE.search(before) or _HOME_AFTER.match(question, chain.end):
        return True
    return bool(_COMES_FROM.search(before) and _COMES.match(question, chain.end))


def _subject(text: str, mentions: Sequence[Mention]) -> Region | None:
    """The place that a text opens with and speaks of, where it is not one of several or somebody's origin."""
    end = len(_opening(text))
    for index, mention in enumerate(mentions):
        if mention.start > end:
            return None
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        if following and _ENUMERATED.fullmatch(text[mention.end : following.start]):
            return None
        if _ELSEWHERE_BEFORE.search(text[max(0, mention.start - 5) : mention.start]) or _PERSON_AFTER.match(
            text, mention.end
        ):
            continue
        return mention.region
    return None


def _head(article: Article) -> tuple[str, ...]:
    return tuple(part for part in (article.title, article.kicker, article.note, article.byline) if part)


def _opening(text: str) -> str:
    """The first sentence; of a dateline's sentence only so much as a reader takes in."""
    return _SENTENCE_END.split(text[:_LONGEST_OPENING], maxsplit=1)[0]


def _on_one_path(one: Region, other: Region) -> bool:
    return is_within(one, other) or is_within(other, one)


def _spelled_out(region: Region, gazetteer: Gazetteer) -> Region:
    """The full path of a region as an admin wrote it; as written where no division or several fit."""
    named = one_of(largest(meant_by(region, gazetteer)) or (), ())
    return named or (region_named(region[0], gazetteer) if len(region) == 1 else None) or region
