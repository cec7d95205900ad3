import re
import subprocess
import sys
from pathlib import Path

from bot.children import child_environment
from tests.fake_telegram import TOKEN


def test_our_settings_stay_with_us(monkeypatch):
    monkeypatch.setenv("NIANGJIA_TOKEN", TOKEN)
    monkeypatch.setenv("niangjia_webhook_secret", "Webhook-Secret")
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")

    handed = child_environment()

    assert not {TOKEN, "Webhook-Secret"} & set(handed.values())
    assert handed["LANG"] == "zh_CN.UTF-8"


def test_no_process_of_ours_is_handed_another_environment():
    bot = Path(__file__).parent.parent / "bot"

    texts = [path.read_text(encoding="utf-8") for path in bot.rglob("*.py")]
    starting = [text for text in texts if re.search(r"subprocess\.(Popen|run|check_\w+|call)\(", text)]

    assert len(starting) >= 5
    assert [text for text in starting if "child_environment()" not in text] == []


def test_a_child_takes_our_modules_whatever_lies_where_the_bot_runs(tmp_path):
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "__init__.py").write_text("raise SystemExit('another bot')")

    ended = subprocess.run(
        [sys.executable, "-m", "bot.children"],
        cwd=tmp_path, env=child_environment(), capture_output=True, check=False, text=True,
    )  # fmt: skip

    assert (ended.returncode, ended.stderr) == (0, "")
