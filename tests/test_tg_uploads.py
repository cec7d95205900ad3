import asyncio
import datetime as dt
import json

import pytest

from bot.store.shelf import Shelf
from bot.tg import sentences
from bot.tg.admins import file_sentences
from bot.tg.memory import memory_of
from tests.fake_telegram import ADMIN, ME, WORKER
from tests.test_tg_desk import GROUP, after

NEW = "# 夜校\n\n职工夜校每周二、周四晚上七点开课，凭会员卡免费听。\n".encode()
RENT = "---\ntitle: 租房补贴怎么领\n---\n\n困难职工的住房租赁补贴，标准改为每户每月400元。\n".encode()


def document(name="夜校.md", data=NEW, **fields):
    return {"document": {"file_id": "F1", "file_unique_id": "U1", "file_name": name, "file_size": len(data), **fields}}


class Handed:
    """A file that was sent, the message on its check, and the presses below it."""

    def __init__(self, stage, data=NEW, **fields):
        self.stage, self.fields = stage, document(data=data, **fields)
        stage.network.files["F1"] = data

    async def sent(self, user=ADMIN, **fields):
        self.original = self.stage.says.message(user=user, **self.fields, **fields)
        await self.stage.says(user=user, **self.fields, **fields)
        return self.stage.network.sent[-1][1]

    def buttons(self):
        markups = [p["reply_markup"] for _, p in self.stage.network.sent if p.get("reply_markup")]
        return {b["text"]: b["callback_data"] for row in markups[-1]["inline_keyboard"] for b in row} if markups else {}

    async def press(self, label, *, user=ADMIN, chat=ADMIN, age=0, original=True):
        """A press on a button below the last message, which replies to the file."""
        date = int((dt.datetime.now(dt.UTC) - dt.timedelta(seconds=age)).timestamp())
        place = {"id": chat, "type": "private" if chat > 0 else "supergroup", "title": "x"}
        message = {"message_id": 5, "date": date, "chat": place, "from": ME, "text": "…"}
        if original:
            message["reply_to_message"] = self.original
        await self.stage.says.press(self.buttons()[label], user=user, message=message)
        await self.stage.built()


def played(script, corpus, **options):
    """What the network saw while files were handed in to the bot of a corpus."""
    shelf = Shelf(corpus, None)
    return after(script, load=shelf.renew, shelf=shelf, library=shelf.open(), corpus=corpus, **options)


def alerts(network):
    return [p.get("text") for name, p in network.sent if name == "answerCallbackQuery"]


def test_a_file_is_shown_first_and_stored_and_taken_up_at_a_press(corpus):
    async def script(stage):
        handed = Handed(stage)
        shown = await handed.sent()
        assert "会收录文章 1 篇，段落 1 段；与别处重复的 0 段" in shown["text"]
        assert "《夜校》" in shown["text"]
        assert not (corpus / "uploads").exists()
        await handed.press(file_sentences.STORE)
        assert (corpus / "uploads" / "夜校.md").read_bytes() == NEW
        assert stage.desk.library.answer("职工夜校几点开课").citations

    texts = played(script, corpus).texts("sendMessage", "editMessageText")

    assert "已存为 uploads/夜校.md。" in texts
    assert "新增文章 1" in texts[-1]


def test_a_file_of_a_name_that_is_there_replaces_it_or_becomes_another(corpus):
    before = (corpus / "housing" / "rent.md").read_bytes()

    async def script(stage):
        handed = Handed(stage, RENT, name="rent.md")
        shown = await handed.sent()
        assert "同名的文件已经有了：housing/rent.md" in shown["text"]
        assert "修改 1" in shown["text"]
        assert set(handed.buttons()) == {"替换 housing/rent.md", "存为新文件 uploads/rent.md", file_sentences.DISCARD}
        await handed.press("替换 housing/rent.md")
        assert (corpus / "housing" / "rent.md").read_bytes() == RENT
        [version] = stage.office.filing.originals.former()
        assert stage.office.filing.originals.read_version(version) == before

    assert "修改 1" in played(script, corpus).texts()[-1]


def test_a_gbk_file_is_stored_as_it_came(corpus):
    data = NEW.decode().encode("gb18030")

    async def script(stage):
        handed = Handed(stage, data, name="夜校.txt")
        assert "段落 1 段" in (await handed.sent())["text"]
        await handed.press(file_sentences.STORE)
        assert (corpus / "uploads" / "夜校.txt").read_bytes() == data
        assert stage.desk.library.answer("职工夜校几点开课").citations

    played(script, corpus)


def test_the_same_file_again_is_not_stored(corpus):
    data = (corpus / "housing" / "rent.md").read_bytes()

    async def script(stage):
        assert (await Handed(stage, data, name="别名.md").sent())["reply_markup"]
        shown = await Handed(stage, data, name="rent.md").sent()
        assert shown["text"] == file_sentences.SAME_AS.format(name="housing/rent.md")

    played(script, corpus)


REFUSED = [
    ({"user": WORKER}, sentences.OTHER_KIND),
    ({"user": WORKER, "chat": ADMIN}, sentences.OTHER_KIND),
    ({"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "王"}}, sentences.COMMAND_FORWARDED),
    ({"date": 1_600_000_000}, sentences.COMMAND_STALE),
    ({"kind": "edited_message"}, sentences.COMMAND_EDITED),
]


@pytest.mark.parametrize(("fields", "sentence"), REFUSED)
def test_a_file_that_no_admin_hands_in_is_refused_and_recorded(corpus, tmp_path, fields, sentence):
    memory = memory_of(str(tmp_path / "state"))

    async def script(stage):
        stage.network.fail = lambda name, _: (500, {"description": "not asked for"}) if name == "getFile" else None
        await stage.says(**{"user": ADMIN, **document(), **fields})

    assert played(script, corpus, memory=memory).texts() == [sentence]
    [action] = asyncio.run(memory.ask(lambda store: store.audit.latest(), ()))
    assert (action.action, action.detail, action.allowed) == ("upload", "夜校.md", False)
    memory.close()


def test_an_album_of_files_is_answered_file_by_file_to_an_admin_and_once_to_others(corpus):
    async def script(stage):
        for user in (ADMIN, WORKER):
            for number in range(2):
                await Handed(stage, NEW, name=f"夜校{number}.md").sent(user=user, media_group_id=f"album{user}")

    assert len(played(script, corpus).texts()) == 2 + 1


def test_in_a_group_a_file_is_left_alone_unless_it_is_sent_to_the_bot(corpus):
    ours = {"message_id": 90, "date": 1, "chat": {"id": GROUP, "type": "supergroup"}, "from": ME, "text": "…"}

    async def script(stage):
        for user in (ADMIN, WORKER):
            await stage.says(user=user, chat=GROUP, **document())
        await stage.says(user=ADMIN, chat=GROUP, reply_to_message=ours, **document())

    assert played(script, corpus).texts() == [sentences.COMMAND_NOT_PRIVATE]


def test_a_workers_file_with_a_caption_is_a_question(corpus):
    async def script(stage):
        await stage.says(caption="租房补贴多少钱", **document())

    assert "360元" in played(script, corpus).texts()[0]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("通知.exe", b"x", "不读这种文件"),
        ("thesaurus.txt", b"x", "留给程序"),
        ("大.md", b"x" * (17 << 20), "文件太大（17 MB），最多读 16 MB"),
        ("大.pdf", b"x" * (21 << 20), "最多读 20 MB"),
    ],
)
def test_what_is_no_article_is_refused_before_it_is_downloaded(corpus, name, data, said):
    async def script(stage):
        shown = await Handed(stage, data, name=name).sent()
        assert said in shown["text"]
        assert "getFile" not in [method for method, _ in stage.network.sent]

    played(script, corpus)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("空.md", b" \n", "文件是空的"),
        ("坏.docx", b"no zip", "文件坏了"),
        ("坏.txt", b"\xff\xff\xff\x00", "认不出文字编码"),
    ],
)
def test_what_cannot_be_read_has_no_button_to_store_it(corpus, name, data, said):
    async def script(stage):
        shown = await Handed(stage, data, name=name).sent()
        assert said in shown["text"]
        assert file_sentences.NOTHING_INSIDE in shown["text"]
        assert not shown.get("reply_markup")

    played(script, corpus)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((400, {"description": "Bad Request: file is too big"}), "太大"),
        ((400, {"description": "Bad Request: invalid file_id"}), "没有下载成功"),
        ((403, {"description": "Forbidden"}), "没有下载成功"),
    ],
)
def test_a_file_that_cannot_be_downloaded_is_said(corpus, answer, said):
    async def script(stage):
        stage.network.fail = lambda name, _: answer if name == "getFile" else None
        assert said in (await Handed(stage).sent())["text"]

    played(script, corpus)


def test_a_download_that_breaks_off_is_said(corpus):
    async def script(stage):
        handed = Handed(stage)
        stage.network.files["F1"] = NEW[:-1]
        assert "没有下载完整" in (await handed.sent())["text"]

    played(script, corpus)


def test_a_press_by_another_too_late_or_for_another_content_stores_nothing(corpus):
    async def script(stage):
        handed = Handed(stage)
        await handed.sent()
        await handed.press(file_sentences.STORE, user=WORKER)
        await handed.press(file_sentences.STORE, chat=GROUP)
        await handed.press(file_sentences.STORE, original=False)
        await handed.press(file_sentences.STORE, age=3700)
        stage.network.files["F1"] = NEW.replace(b"#", b"*")
        await handed.press(file_sentences.STORE)
        await handed.press(file_sentences.DISCARD)
        assert not (corpus / "uploads").exists()

    network = played(script, corpus)

    assert alerts(network)[:3] == [
        sentences.ADMINS_ONLY,
        sentences.COMMAND_NOT_PRIVATE,
        file_sentences.ORIGINAL_GONE,
    ]
    edits = network.texts("editMessageText")
    assert edits[-3:] == [
        file_sentences.EXPIRED.format(name="夜校.md"),
        file_sentences.CHANGED_MEANWHILE,
        file_sentences.DISCARDED.format(name="夜校.md"),
    ]


def test_a_folder_that_cannot_be_written_shows_what_the_file_holds_and_says_so(corpus):
    (corpus / "uploads").write_bytes(b"in the way")

    async def script(stage):
        shown = await Handed(stage).sent()
        assert "会收录文章 1 篇" in shown["text"]
        assert shown["text"].endswith(file_sentences.READ_ONLY)
        assert not shown.get("reply_markup")

    played(script, corpus)


def test_a_disk_that_fills_up_at_the_press_leaves_nothing_and_says_so(corpus):
    async def script(stage):
        handed = Handed(stage)
        await handed.sent()
        (corpus / "uploads").write_bytes(b"in the way")
        await handed.press(file_sentences.STORE)

    assert "没有改动" in played(script, corpus).texts()[-1]
    assert (corpus / "uploads").read_bytes() == b"in the way"


def test_a_library_that_is_refused_leaves_no_file_behind_unless_it_is_wanted_anyway(corpus):
    golden = [{"question": f"火星第{n}号", "answer_contains": ["火星"]} for n in range(4)]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in golden)
    (corpus / "golden.jsonl").write_text(text, encoding="utf-8")
    place = corpus / "uploads" / "夜校.md"

    async def script(stage):
        handed = Handed(stage)
        await handed.sent()
        await handed.press(file_sentences.STORE)
        assert not place.exists()
        assert list(handed.buttons()) == [file_sentences.STORE_ANYWAY]
        await handed.press(file_sentences.STORE_ANYWAY)
        assert place.read_bytes() == NEW

    texts = played(script, corpus).texts()

    assert file_sentences.UNDONE.format(name="uploads/夜校.md") in texts
    assert "新增文章 1" in texts[-1]


def test_a_report_that_cannot_be_sent_takes_nothing_back(corpus):
    lines = [{"title": f"第{n}期夜校", "text": f"职工夜校第{n}期在每周二晚上七点开课。"} for n in range(9)]
    data = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()

    async def script(stage):
        handed = Handed(stage, data, name="夜校.jsonl")
        await handed.sent()
        stage.network.fail = lambda name, _: (400, {"description": "no"}) if name == "sendDocument" else None
        await handed.press(file_sentences.STORE)
        assert (corpus / "uploads" / "夜校.jsonl").read_bytes() == data
        assert stage.desk.library.answer("职工夜校第3期几点开课").citations

    assert "新增文章 9" in "".join(played(script, corpus).texts())


def test_while_one_change_is_under_way_another_has_to_wait(corpus):
    async def script(stage):
        handed = Handed(stage)
        await handed.sent()
        await stage.says("/reload", user=ADMIN)
        await handed.press(file_sentences.STORE)
        assert not (corpus / "uploads").exists()

    assert alerts(played(script, corpus)) == [sentences.RELOAD_UNDER_WAY]
