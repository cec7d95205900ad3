import datetime as dt
import zlib

from bot.store.records import Day
from bot.tg import sentences
from bot.tg.admins.picture import WIDTH, picture_of, rendered

UNTIL = dt.date(2026, 11, 24)
BLANK, MISSING = " ", "\ue000"


def drawn(text):
    return rendered(f'<text y="80" font-size="60">{text}</text>', 100)


def test_every_label_is_drawn_with_its_own_sign_and_none_as_a_box_or_a_blank():
    said = [value for name, value in vars(sentences).items() if name.startswith("PICTURE_")]
    words = "".join(
        [*("".join(one) for one in said), *sentences.KIND_NAMES.values(), "住房医疗互助技能培训农民工权益。"]
    )
    signs = sorted({character for character in words if "\u4e00" <= character <= "\u9fff"})

    pictures = {drawn(sign) for sign in signs}

    assert len(signs) > 60
    assert len(pictures) == len(signs)
    assert not pictures & {drawn(BLANK), drawn(MISSING)}


def picture(*days):
    return picture_of(days, until=UNTIL, count=7, version="0a1b2c3d")


def test_the_days_are_one_png_as_wide_as_told_whatever_stands_in_the_names():
    names = (('<b>&"住房', 3), ("医" * 90, 2), ("\x00\ud800", 1))
    day = Day(UNTIL, (("answer", 12), ("not_found", 3)), (("useful", 4),), names, ((0.025, 15),))

    png = picture(day)

    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(png[16:20], "big") == WIDTH
    assert zlib.crc32(png[12:29]) == int.from_bytes(png[29:33], "big")
    assert png != picture()


def test_greetings_alone_are_drawn_too():
    assert picture(Day(UNTIL, (("greeting", 2),))) != picture()
