import json
import os
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import niangjia
from bot.console import progress_after
from bot.health.beat import Beat, Phase, heartbeat_path, write_beat
from tests.fake_telegram import ME

ROOT = Path(__file__).parent.parent
ALONE = {name: value for name, value in os.environ.items() if not name.startswith("NIANGJIA_")}


def run(*words, stdin=b"", **environment):
    """`python -m bot` as a process of its own."""
    command = [sys.executable, "-m", "bot", *map(str, words)]
    return subprocess.run(
        command, input=stdin, capture_output=True, check=False, env={**ALONE, **environment}, cwd=ROOT
    )


def call(*words, **given):
    return CliRunner(env={"NIANGJIA_TOKEN": None}).invoke(niangjia, list(map(str, words)), **given)


def test_the_module_answers_in_the_terminal_and_exits_0(corpus):
    done = run("ask", "驿站几点关门", "--corpus", corpus)

    assert done.returncode == 0
    assert "驿站每天早上七点开门，晚上九点关门。" in done.stdout.decode()
    assert "stations/rest.md 第2段" in done.stdout.decode()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_terminal_that_knows_no_chinese_is_sent_utf_8(corpus, encoding):
    done = run("ask", "驿站几点关门", "--corpus", corpus, PYTHONIOENCODING=encoding)

    assert done.returncode == 0
    assert "驿站每天早上七点开门" in done.stdout.decode()


def test_a_terminal_of_gbk_is_sent_gbk_and_a_mark_for_what_that_lacks(corpus):
    done = run("ask", "驿站几点关门😀", "--corpus", corpus, "--explain", PYTHONIOENCODING="gbk")

    assert done.returncode == 0
    assert "驿站每天早上七点开门" in done.stdout.decode("gbk")


def test_a_place_that_is_none_is_told_beside_the_answer(corpus):
    done = run("ask", "驿站几点关门", "--corpus", corpus, "--region", "火星")

    assert done.returncode == 0
    assert "火星" in done.stderr.decode()
    assert not run("ask", "驿站几点关门", "--corpus", corpus, "--region", "银川市").stderr


def test_nothing_found_exits_1_and_names_the_hotline(corpus):
    done = call("ask", "护照丢了怎么补办", "--corpus", corpus)

    assert done.exit_code == 1
    assert "12351" in done.output


def test_a_missing_corpus_exits_2_with_one_sentence():
    done = run("ask", "驿站几点关门", "--corpus", "nowhere")

    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert "nowhere" in done.stderr.decode()


def test_a_shared_engine_is_asked_unless_a_corpus_is_named(corpus):
    shared = {"NIANGJIA_ENGINE": "ftp://nowhere"}

    away = run("ask", "驿站几点关门", **shared)
    own = run("ask", "驿站几点关门", "--corpus", corpus, **shared)

    assert (away.returncode, away.stderr.decode().count("\n")) == (2, 1)
    assert own.returncode == 0


@pytest.mark.parametrize("words", [["ask"], ["ask", "a", "--limit", "0"], ["nonsense"], ["eval"]])
def test_wrong_use_exits_2(words):
    assert call(*words).exit_code == 2


def test_a_no_names_whom_to_turn_to_in_the_place_that_was_asked_for(corpus, monkeypatch):
    monkeypatch.setenv("NIANGJIA_CONTACTS", "兰州=兰州市职工服务中心")

    there = call("ask", "兰州火星移民怎么办", "--corpus", corpus).output
    own = call("ask", "火星移民怎么办", "--corpus", corpus, "--region", "兰州").output
    elsewhere = call("ask", "银川火星移民怎么办", "--corpus", corpus).output

    assert "您那里可以联系：兰州市职工服务中心" in there
    assert "您那里可以联系：兰州市职工服务中心" in own
    assert "您那里" not in elsewhere


def test_each_of_several_questions_is_answered_under_its_words(corpus):
    shown = call("ask", "租房补贴每个月多少钱？火星移民怎么办？", "--corpus", corpus)

    assert shown.exit_code == 0
    first, second = shown.output.split("问：")[1:]
    assert first.startswith("租房补贴每个月多少钱？\n1. ")
    assert second.startswith("火星移民怎么办？\n很抱歉")


def test_json_has_the_fields_that_other_programs_rely_on(corpus):
    answer = json.loads(call("ask", "租房补贴每个月多少钱", "--corpus", corpus, "--json", "--limit", "1").output)

    (citation,) = answer.pop("citations")
    assert answer == {
        "question": "租房补贴每个月多少钱",
        "kind": "answer",
        "text": None,
        "corrected": [],
        "suggestions": [],
        "asked": None,
        "hinted": False,
        "parts": [],
        "left": [],
    }
    wanted = {
        "title": "租房补贴怎么领",
        "kicker": None,
        "source": "示例材料",
        "date": "2026-03-01",
        "region": ["云栎市"],
    }
    assert {name: citation[name] for name in wanted} == wanted
    assert (citation["file"], citation["paragraph"], citation["also_in"]) == ("housing/rent.md", 1, [])
    assert (citation["below_floor"], type(citation["score"]), len(citation["passage_id"])) == (False, float, 12)
    [article] = [
        found
        for found in json.loads(call("corpus", "check", corpus, "--json").output)["articles"]
        if found["file"] == citation["file"]
    ]
    assert citation["quote"] in citation["passage"] == article["passages"][0]
    assert citation["passage"][citation["start"] :].startswith(citation["quote"])
    own = {citation["quote"][m["start"] : m["end"]] for m in citation["marks"] if not m["thesaurus"]}
    assert own
    assert all(word in "租房补贴每个月多少钱" for word in own)


def test_a_mistyped_word_is_searched_as_the_known_one_and_it_is_said(corpus):
    done = call("ask", "公祖房和租房补帖怎么申请", "--corpus", corpus)

    assert "“公祖房”按“公租房”" in done.output


def test_questions_from_a_file_are_answered_in_order_a_line_each(corpus):
    questions = "驿站几点关门\n\n护照丢了怎么补办\n你好\n"

    done = run("ask", "--from", "-", "--json", "--corpus", corpus, stdin=questions.encode())

    kinds = [json.loads(line)["kind"] for line in done.stdout.decode().splitlines()]
    assert (kinds, done.returncode) == (["answer", "empty", "not_found", "greeting"], 0)


def test_questions_that_are_no_utf8_are_refused_by_line(corpus):
    done = run("ask", "--from", "-", "--corpus", corpus, stdin="驿站\n".encode() + "驿站".encode("gbk"))

    assert done.returncode == 2
    assert "第 2 行" in done.stderr.decode()


def test_a_question_of_broken_bytes_is_only_not_found(corpus):
    done = run("ask", b"\xff\xfe".decode("utf-8", "surrogateescape"), "--json", "--corpus", corpus)

    assert done.returncode == 1


def test_chat_answers_until_it_is_told_to_stop(corpus):
    done = call("chat", "--corpus", corpus, input="驿站几点关门\n护照丢了怎么补办\nq\n")

    assert done.exit_code == 0
    assert "晚上九点关门" in done.output
    assert "12351" in done.output


def test_check_counts_and_names_what_is_wrong(corpus):
    (corpus / "empty.md").write_text("", encoding="utf-8")

    text = call("corpus", "check", corpus).output
    record = json.loads(call("corpus", "check", "--corpus", corpus, "--json").output)

    assert "empty.md  提醒：文件是空的\n    改法：删掉它，或者写上内容\n" in text
    assert "0 处重复，0 处相近；0 个错误，1 个提醒" in text
    assert {a["title"]: len(a["passages"]) for a in record["articles"]} == {
        "租房补贴怎么领": 2,
        "医疗互助怎么参加": 2,
        "工会驿站向户外劳动者开放": 2,
        "免费电工班开课": 2,
    }
    assert [(p["file"], bool(p["mend"])) for p in record["problems"]] == [("empty.md", True)]


def test_check_of_an_empty_folder_says_so(tmp_path):
    done = call("corpus", "check", tmp_path, "--json")

    assert json.loads(done.output)["articles"] == []


def test_eval_prints_figures_and_misses(corpus, tmp_path):
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        '{"question": "驿站几点关门", "answer_contains": ["晚上九点"]}\n{"question": "护照丢了", "answer_contains": null}\n',
        encoding="utf-8",
    )

    text = call("eval", questions, "--corpus", corpus).output
    record = json.loads(call("eval", questions, "--corpus", corpus, "--json").output)

    assert "hit@1: 1/1" in text
    assert (record["hit@1"], record["wrongly_answered"], record["wrongly_refused"], record["misses"]) == (1, 0, 0, [])


def test_a_bad_setting_is_named_and_exits_2(corpus):
    done = run("ask", "驿站", "--corpus", corpus, NIANGJIA_PORT="99999", NIANGJIA_ADMIN_IDS="me")

    assert done.returncode == 2
    assert "NIANGJIA_PORT" in done.stderr.decode()
    assert "NIANGJIA_ADMIN_IDS" in done.stderr.decode()


def test_a_malformed_token_is_not_in_the_way_of_asking(corpus):
    assert run("ask", "驿站几点关门", "--corpus", corpus, NIANGJIA_TOKEN="nonsense").returncode == 0


def test_health_of_a_bot_that_does_not_run_exits_1_with_a_sentence(tmp_path):
    done = call("health", env={"NIANGJIA_STATE": str(tmp_path)})

    assert done.exit_code == 1
    assert "没有在运行" in done.output


def test_health_of_a_bot_that_beats_exits_0(tmp_path):
    write_beat(heartbeat_path(str(tmp_path)), Beat(time.time(), Phase.READY, time.time()))

    assert call("health", env={"NIANGJIA_STATE": str(tmp_path)}).exit_code == 0


def test_serve_check_tries_everything_and_names_what_fails(corpus, tmp_path):
    taken = socket.create_server(("127.0.0.1", 0))
    settings = {
        "NIANGJIA_TOKEN": "123456:TEST-TOKEN",
        "NIANGJIA_API_BASE_URL": "http://127.0.0.1:9/bot",
        "NIANGJIA_CORPUS": str(corpus),
        "NIANGJIA_STATE": str(tmp_path / "state"),
        "NIANGJIA_METRICS_PORT": str(taken.getsockname()[1]),
    }
    with taken:
        done = call("serve", "--check", env=settings)
        lost = call("serve", "--check", env={**settings, "NIANGJIA_CONTACTS": "银川=工会;火星=站"})
        stray = call("serve", "--check", env={**settings, "NIANGJIA_ADMIN_ID": "5", "NIANGJIA_CHEESE": "brie"})

    assert [line.split()[0] for line in done.output.splitlines()] == ["可以", "不行", "可以", "可以", "不行"]
    assert "TEST-TOKEN" not in done.output
    assert done.exit_code == 2
    assert "：火星，" in lost.output.splitlines()[2]
    assert "NIANGJIA_ADMIN_ID（是不是 NIANGJIA_ADMIN_IDS？）、NIANGJIA_CHEESE。" in stray.output.splitlines()[0]
    assert "brie" not in stray.output


class _Telegram(BaseHTTPRequestHandler):
    """Knows one bot by its token."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        known = self.path == "/bot123456:TEST-TOKEN/getMe"
        told = {"ok": True, "result": ME} if known else {"ok": False, "error_code": 401, "description": "Unauthorized"}
        self.send_response(200 if known else 401)
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, *_):
        """Nothing."""


@pytest.mark.parametrize(
    ("token", "found", "code"), [("TEST-TOKEN", "可以  令牌  @niangjia_bot", 0), ("OTHER", "不行", 2)]
)
def test_serve_check_asks_telegram_who_the_token_is(corpus, tmp_path, token, found, code):
    with HTTPServer(("127.0.0.1", 0), _Telegram) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings = {
            "NIANGJIA_TOKEN": f"123456:{token}",
            "NIANGJIA_API_BASE_URL": f"http://127.0.0.1:{server.server_port}/bot",
            "NIANGJIA_CORPUS": str(corpus),
            "NIANGJIA_STATE": str(tmp_path / "state"),
        }
        done = call("serve", "--check", env=settings)
        server.shutdown()

    assert found in done.output.splitlines()[1]
    assert token not in done.output
    assert done.exit_code == code


def test_the_error_stream_gets_no_bar_where_it_is_no_terminal(capfd):
    with progress_after(0.0) as move:
        time.sleep(0.05)
        move(1, 2)

    assert capfd.readouterr().err == ""


def test_a_build_that_could_not_be_saved_does_not_say_that_it_was(corpus, tmp_path):
    (tmp_path / "state").write_text("a file where the folder should be")

    done = call("corpus", "build", corpus, env={"NIANGJIA_STATE": str(tmp_path / "state")})

    assert done.exit_code == 1
    assert "快照没有保存" in done.output
    assert "快照保存在" not in done.output
