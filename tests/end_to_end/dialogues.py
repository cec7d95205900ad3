"""`python -m tests.end_to_end.dialogues FILE`: the five most frequent dialogues with the shipped corpus, as Markdown."""

import shutil
import sys
from pathlib import Path

from tests.end_to_end.scene import ROOT, STAND_IN, Scene, Table, awaited, reloaded, scene

NEW = "---\ntitle: 云栎市公租房新房源\nsource: 示例材料，云栎市为虚构城市\ndate: 2026-11-20\nregion: 云栎市\ntopic: 住房\n---\n\n{}\n"
HOMES = "榆浦区新到一批公租房，一共八十六套，月租金每平方米六元，十二月一日起在职工服务中心登记选房。"
CHARGING = "下夜班的职工，可以在厂区门口的工会充电棚给电动车免费充电，刷会员卡开闸，每次两小时。"


class Dialogue:
    """One worker's talk with the bot, written down."""

    def __init__(self, one: Scene, chat: int) -> None:
        self._one, self._chat = one, chat
        self.lines: list[str] = []
        self._last: dict = {}

    def says(self, text: str) -> None:
        self.lines.append(f"**职工**：{text}")
        self._hear(self._one.fake.ask(text, chat=self._chat)[0])

    def presses(self, label: str, *, wait: tuple[str, ...] = ("sendMessage",)) -> None:
        self.lines.append(f"**职工**按“{label}”")
        self._one.fake.mark()
        self._one.fake.press(chat=self._chat, message_id=self._last["message_id"], label=label)
        [said] = self._one.fake.wait(methods=["answerCallbackQuery"])
        if text := said["params"].get("text"):
            self.lines.append(f"（提示）{text}")
        if wait and (found := self._one.fake.wait(chat=self._chat, methods=list(wait))):
            self._hear(found[0]["result"])

    def hears(self, *words: str) -> None:
        self.lines.append("（管理员放入新文章，发了 /reload）")
        self.lines.append(f"**娘家**：\n\n{_quoted(awaited(self._one, self._chat, *words))}")

    def _hear(self, message: dict) -> None:
        self._last = message
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        buttons = "　".join(f"[{button['text']}]" for row in rows for button in row)
        self.lines.append(f"**娘家**：\n\n{_quoted(message['text'])}" + (f"\n\n{buttons}" if buttons else ""))


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() + "  " for line in text.split("\n"))


def main(path: Path) -> None:
    if not STAND_IN.exists():
        print(f"no stand-in at {STAND_IN}; nothing was run")
        return
    with scene(Table()) as one:
        shutil.rmtree(one.corpus)
        shutil.copytree(ROOT / "corpus", one.corpus)
        one.start()
        told = [_answer(one), _several(one), _in_vain(one), _place(one), _following(one)]
        one.stop()
    path.write_text("\n\n".join("\n\n".join((f"## {head}", *lines)) for head, lines in told) + "\n", encoding="utf-8")


def _answer(one: Scene) -> tuple[str, list[str]]:
    talk = Dialogue(one, 7)
    talk.says("公租房怎么申请")
    talk.presses("没用", wait=())
    talk.says("要准备什么材料申请公租房")
    talk.presses("全文")
    return "一、问一件事，看全文", talk.lines


def _several(one: Scene) -> tuple[str, list[str]]:
    talk = Dialogue(one, 8)
    talk.says("孩子考上大学了，工会有没有补助？另外年假有几天？")
    return "二、一次问两件事", talk.lines


def _in_vain(one: Scene) -> tuple[str, list[str]]:
    talk = Dialogue(one, 9)
    talk.says("电动车在厂区哪里可以充电")
    talk.presses("有答案时告诉我", wait=())
    (one.corpus / "充电棚.md").write_text(NEW.format(CHARGING).replace("云栎市公租房新房源", "厂区充电棚"), "utf-8")
    reloaded(one, seconds=120)
    talk.hears("现在文章里有答案了")
    return "三、没有答案，有了再告诉我", talk.lines


def _place(one: Scene) -> tuple[str, list[str]]:
    talk = Dialogue(one, 10)
    talk.says("/region 银川")
    talk.says("租房补贴有多少")
    return "四、选地区", talk.lines


def _following(one: Scene) -> tuple[str, list[str]]:
    talk = Dialogue(one, 11)
    talk.says("/follow 住房")
    (one.corpus / "新房源.md").write_text(NEW.format(HOMES), "utf-8")
    reloaded(one, seconds=120)
    talk.hears("有新内容")
    talk.says("/unfollow")
    return "五、关注一方面的新文章", talk.lines


if __name__ == "__main__":
    main(Path(sys.argv[1]))
