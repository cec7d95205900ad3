import pytest

from bot.loading import CorpusError
from bot.store.disk import Disk
from bot.store.shelf import Shelf
from bot.tg import sentences
from tests.fake_telegram import ADMIN, WORKER
from tests.test_tg_desk import GROUP, NOWHERE, TEXTS, after, library_of

NEW = library_of(*TEXTS, "新添的一段，讲困难职工帮扶。")


def buttons(network):
    """Label and data of the buttons below the last message that has some."""
    *_, markup = (p["reply_markup"] for _, p in network.sent if p.get("reply_markup"))
    return [(b["text"], b["callback_data"]) for row in markup["inline_keyboard"] for b in row]


def message_to(chat):
    return {"message_id": 5, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "…"}


async def renewed_once(stage):
    await stage.says("/reload", user=ADMIN)
    await stage.built()


def test_rollback_offers_the_libraries_that_were_served_and_a_press_takes_one_up():
    async def script(stage):
        old = stage.desk.library
        await renewed_once(stage)
        await stage.says("/rollback", user=ADMIN)
        [(label, data)] = buttons(stage.network)
        assert label.startswith("退回到 1")
        await stage.says.press(data, user=ADMIN, message=message_to(ADMIN))
        await stage.built()
        assert stage.desk.library.passages is old.passages  # the extra `semantic` makes a library with vectors of it

    offer, back = after(script, load=lambda root, progress: NEW).texts()[-2:]

    assert "文章 6，段落 6" in offer
    assert "已退回" in back
    assert "少了 1" in back


def test_rollback_with_a_number_goes_back_at_once_and_forward_again():
    async def script(stage):
        await renewed_once(stage)
        for _ in range(2):
            await stage.says("/rollback 1", user=ADMIN)
            await stage.built()
        assert stage.desk.library.passages is NEW.passages

    assert "多出文章 1" in after(script, load=lambda root, progress: NEW).texts()[-1]


def test_without_an_earlier_library_it_says_so_and_a_number_too_high_lists_what_there_is():
    async def script(stage):
        await stage.says("/rollback", user=ADMIN)
        await renewed_once(stage)
        await stage.says("/rollback 4", user=ADMIN)

    first, *_, listed = after(script, load=lambda root, progress: NEW).texts()

    assert first == sentences.NO_FORMER
    assert listed.startswith(sentences.FORMERS)


@pytest.mark.parametrize(
    ("user", "chat", "sentence"),
    [
        (WORKER, WORKER, sentences.ADMINS_ONLY),
        (WORKER, ADMIN, sentences.ADMINS_ONLY),
        (ADMIN, GROUP, sentences.COMMAND_NOT_PRIVATE),
    ],
)
def test_a_press_by_another_or_elsewhere_goes_nowhere(user, chat, sentence):
    async def script(stage):
        await renewed_once(stage)
        await stage.says("/rollback", user=ADMIN)
        [(_, data)] = buttons(stage.network)
        await stage.says.press(data, user=user, message=message_to(chat))
        await stage.built()
        assert stage.desk.library.passages is NEW.passages

    network = after(script, load=lambda root, progress: NEW)

    assert [p["text"] for name, p in network.sent if name == "answerCallbackQuery"] == [sentence]


def test_a_library_that_is_gone_or_damaged_is_said_and_the_old_one_stays(corpus, tmp_path):
    shelf = Shelf(corpus, tmp_path / "state")
    library = shelf.open()
    (corpus / "new.md").write_text("# 夜校\n\n职工夜校每周二开课。\n", encoding="utf-8")

    async def script(stage):
        await renewed_once(stage)
        await stage.says("/rollback", user=ADMIN)
        [(_, data)] = buttons(stage.network)
        for path in (tmp_path / "state").rglob("text.json"):
            path.write_bytes(b"")
        await stage.says.press(data, user=ADMIN, message=message_to(ADMIN))
        await stage.built()
        await stage.says.press("niangjia:B:0123", user=ADMIN, message=message_to(ADMIN))
        assert len(stage.desk.library.passages) == len(library.passages) + 1

    network = after(script, load=shelf.renew, shelf=shelf, library=library, corpus=corpus)

    assert network.texts()[-1].startswith("没有退回")
    assert [p.get("text") for name, p in network.sent if name == "answerCallbackQuery"][-1] == sentences.FORMER_GONE


def test_a_library_that_cannot_be_saved_is_taken_up_and_the_report_says_so(corpus, tmp_path):
    def full(step):
        raise OSError(28, "no space left")

    shelf = Shelf(corpus, tmp_path / "state", disk=Disk(full))

    async def script(stage):
        await renewed_once(stage)

    report = after(script, load=shelf.renew, shelf=shelf, corpus=corpus).texts()[-1]

    assert "重建完成" in report
    assert "磁盘已满" in report


def test_the_button_below_a_refused_library_takes_it_up():
    small = library_of(*TEXTS[:2])

    async def script(stage):
        await renewed_once(stage)
        assert stage.desk.library is not small
        [(label, data)] = buttons(stage.network)
        assert label == sentences.RELOAD_ANYWAY
        await stage.says.press(data, user=WORKER, message=message_to(ADMIN))
        await stage.built()
        assert stage.desk.library is not small
        await stage.says.press(data, user=ADMIN, message=message_to(ADMIN))
        await stage.built()
        assert stage.desk.library is small

    assert "重建完成" in after(script, load=lambda root, progress: small).texts()[-1]


def test_a_shelf_that_cannot_be_asked_is_told_in_its_own_words():
    class Away(Shelf):
        def former(self):
            raise CorpusError("检索服务暂时连不上，请稍后再试。")

    async def script(stage):
        await stage.says("/rollback", user=ADMIN)
        await stage.says.press("niangjia:B:abc", user=ADMIN, message=message_to(ADMIN))

    network = after(script, shelf=Away(NOWHERE, None))

    alert = next(parameters["text"] for name, parameters in network.sent if name == "answerCallbackQuery")
    assert network.texts() == [alert]
    assert "连不上" in alert
