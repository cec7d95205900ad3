from pathlib import Path

import pytest

from bot.tg import sentences
from bot.tg.admins import file_sentences
from tests.fake_telegram import ADMIN, WORKER
from tests.test_tg_rollback import buttons, message_to
from tests.test_tg_uploads import alerts, played

RENT = "housing/rent.md"


class Walk:
    """An admin's way through the buttons below one message."""

    def __init__(self, stage):
        self.stage = stage

    async def press(self, label, *, user=ADMIN):
        data = next(data for name, data in buttons(self.stage.network) if label in name)
        await self.stage.says.press(data, user=user, message=message_to(ADMIN))
        await self.stage.built()

    def last(self):
        return self.stage.network.texts("sendMessage", "editMessageText")[-1]


def test_files_are_listed_and_found_by_name_and_by_headline(corpus):
    async def script(stage):
        await stage.says("/files", user=ADMIN)
        assert len(buttons(stage.network)) == 4
        for wanted in ("rent", "租房"):
            await stage.says(f"/files {wanted}", user=ADMIN)
            assert [label for label, _ in buttons(stage.network)] == [RENT]
        await stage.says("/files 火星", user=ADMIN)

    assert played(script, corpus).texts()[-1] == file_sentences.NO_FILES


def test_more_files_than_a_page_are_paged(corpus):
    for number in range(10):
        (corpus / f"n{number}.md").write_text(f"# 第{number}号\n\n工会驿站第{number}号开门。\n", encoding="utf-8")

    async def script(stage):
        await stage.says("/files", user=ADMIN)
        walk = Walk(stage)
        await walk.press(sentences.ON)
        assert "第 2 页，共 2 页" in walk.last()
        assert len(buttons(stage.network)) == 6 + 1

    played(script, corpus)


def test_the_pages_of_what_was_looked_for_hold_nothing_else(corpus):
    for number in range(10):
        (corpus / f"n{number}.md").write_text(f"# 第{number}号\n\n工会驿站第{number}号开门。\n", encoding="utf-8")

    async def script(stage):
        await stage.says("/files n", user=ADMIN)
        data = next(data for name, data in buttons(stage.network) if name == sentences.ON)
        listed = message_to(ADMIN) | {"reply_to_message": message_to(ADMIN) | {"text": "/files 号"}}
        await stage.says.press(data, user=ADMIN, message=listed)
        assert [label for label, _ in buttons(stage.network)] == ["n8.md", "n9.md", sentences.BACK]

    played(script, corpus)


def test_a_file_is_withdrawn_after_a_question_and_brought_back(corpus):
    path = corpus / RENT
    before = path.read_bytes()

    async def script(stage):
        walk = Walk(stage)
        await stage.says("/files", user=ADMIN)
        await walk.press(RENT)
        assert "文章 1 篇，段落 2 段" in walk.last()
        await walk.press(file_sentences.WITHDRAW)
        assert path.exists()
        await walk.press(file_sentences.YES_WITHDRAW)
        assert not path.exists()
        assert "撤下 1" in walk.last()
        assert not stage.desk.library.answer("租房补贴多少钱").citations
        await stage.says("/files", user=ADMIN)
        await walk.press("撤下和换下的（1）")
        await walk.press(RENT)
        await walk.press(file_sentences.BRING_BACK)
        assert path.read_bytes() == before
        assert stage.desk.library.answer("租房补贴多少钱").citations

    played(script, corpus)


def test_the_original_is_sent_as_it_is_and_as_it_was(corpus):
    async def script(stage):
        walk = Walk(stage)
        await stage.says("/files rent", user=ADMIN)
        await walk.press(RENT)
        await walk.press(file_sentences.FETCH)
        await stage.says("/files rent", user=ADMIN)
        await walk.press(RENT)
        await walk.press(file_sentences.WITHDRAW)
        await walk.press(file_sentences.YES_WITHDRAW)
        await stage.says("/files", user=ADMIN)
        await walk.press("撤下和换下的（1）")
        await walk.press(RENT)
        await walk.press(file_sentences.FETCH)

    assert [name for name, _ in played(script, corpus).sent].count("sendDocument") == 2


def test_the_last_file_is_not_withdrawn_for_then_there_would_be_nothing_to_answer_from(tmp_path):
    (tmp_path / "a.md").write_text("# 夜校\n\n职工夜校每周二开课。\n", encoding="utf-8")

    async def script(stage):
        walk = Walk(stage)
        await stage.says("/files", user=ADMIN)
        await walk.press("a.md")
        await walk.press(file_sentences.WITHDRAW)
        await walk.press(file_sentences.YES_WITHDRAW)

    texts = played(script, tmp_path).texts()

    assert texts[-1] == file_sentences.UNDONE.format(name="a.md")
    assert (tmp_path / "a.md").exists()


@pytest.mark.parametrize("data", ["L:0:0", "F:{id}", "G:{id}:0", "W:{id}:1", "V:0:0", "O:{id}", "A:{id}:1", "X", "R"])
def test_the_buttons_are_for_admins(corpus, data):
    async def script(stage):
        await stage.says("/files rent", user=ADMIN)
        [(_, found)] = buttons(stage.network)
        stage.network.sent.clear()
        pressed = f"niangjia:{data.format(id=found.split(':')[2])}"
        await stage.says.press(pressed, user=WORKER, message=message_to(ADMIN))
        await stage.built()

    network = played(script, corpus)

    assert alerts(network) == [sentences.ADMINS_ONLY]
    assert len(network.sent) == 1
    assert (corpus / RENT).exists()


@pytest.mark.parametrize("data", ["F:0123", "G:0123:0", "G:0123:1", "W:0123:1", "O:0123", "A:0123:1"])
def test_a_button_for_what_is_gone_says_so(corpus, data):
    async def script(stage):
        await stage.says.press(f"niangjia:{data}", user=ADMIN, message=message_to(ADMIN))
        await stage.built()

    network = played(script, corpus)

    assert file_sentences.FILE_GONE in [*alerts(network), *network.texts("editMessageText")]
    assert {str(path.name) for path in Path(corpus).iterdir()} == {
        "housing",
        "training",
        "medical",
        "stations",
        "thesaurus.txt",
    }


def test_files_are_for_admins(corpus):
    async def script(stage):
        await stage.says("/files")

    assert played(script, corpus).texts() == [sentences.ADMINS_ONLY]
