"""The terminal shell: the command `niangjia`, which is `python -m bot`."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click

from bot import words
from bot.console import (
    plain_console,
    print_anything,
    progress_after,
    show_answer,
    show_check,
    show_evaluation,
    show_explanation,
)
from bot.evaluation import QuestionsError, evaluate, read_questions
from bot.explanation import Explanation
from bot.library import Library
from bot.loading import CorpusError, load_library
from bot.model import Answer, AnswerKind
from bot.records import answer_record, evaluation_record, explanation_record, library_record
from bot.regions import unknown_places
from bot.settings import Settings, SettingsError, read_settings

ANSWERED, NOTHING_FOUND, WRONG_USE = 0, 1, 2
NOTHING = {AnswerKind.NOT_FOUND, AnswerKind.ELSEWHERE, AnswerKind.EXPIRED, AnswerKind.EMPTY, AnswerKind.TOO_LONG}
LEAVE = {"", "q", "quit", "exit", "再见", "退出"}

_corpus = click.option("--corpus", type=click.Path(path_type=Path), help="资料文件夹（默认取 NIANGJIA_CORPUS）")
_limit = click.option("--limit", type=click.IntRange(1, 50), default=3, show_default=True, help="最多引用几段")
_region = click.option("--region", help="所在地区，例如 银川市")
_json = click.option("--json", "as_json", is_flag=True, help="输出 JSON")
_no_floor = click.option("--no-floor", is_flag=True, help="也显示相关程度不够的段落，并注明")


def main() -> None:
    """The entry point. Exit codes: 0 answered, 1 nothing found, 2 wrong use or no corpus."""
    print_anything()
    try:
        niangjia.main(prog_name="niangjia")
    except (SettingsError, CorpusError, QuestionsError) as error:
        click.echo(f"niangjia: {error}", err=True)
        sys.exit(WRONG_USE)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="niangjia")
def niangjia() -> None:
    """娘家：用工会文章的原文回答职工的问题，并注明出处。"""


@niangjia.command()
@click.argument("question", required=False)
@click.option("--from", "source", type=click.File("rb"), help="一行一个问题的文件，- 为标准输入")
@_corpus
@_limit
@_region
@_no_floor
@_json
@click.option("--explain", is_flag=True, help="说明每一段为什么这样排：词、词表、门槛、地区、时间")
def ask(
    question: str | None,
    source: Any,
    corpus: Path | None,
    limit: int,
    region: str | None,
    no_floor: bool,
    as_json: bool,
    explain: bool,
) -> None:
    """在终端里回答一个问题（或 --from 文件里的许多问题）。"""
    if (question is None) == (source is None):
        raise click.UsageError("请给出一个问题，或用 --from 给出问题文件，二者取一")
    settings = _settings()
    library = _library(corpus, settings)
    place, today, found = _place(region, settings, library), dt.date.today(), False
    for each in [question] if question is not None else _lines(source):
        answer = library.answer(_clean(each or ""), limit=limit, region=place, today=today, floor=not no_floor)
        why = library.explain(answer.question, region=place, today=today) if explain else None
        _print_answer(answer, settings, why=why, as_json=as_json, many=source is not None)
        found = found or answer.kind not in NOTHING
    sys.exit(ANSWERED if found else NOTHING_FOUND)


@niangjia.command()
@_corpus
@_limit
@_region
@_no_floor
def chat(corpus: Path | None, limit: int, region: str | None, no_floor: bool) -> None:
    """一问一答，像职工在手机上那样；空行或 q 结束。"""
    settings = _settings()
    library = _library(corpus, settings)
    place, console = _place(region, settings, library), plain_console()
    console.print(_text(Answer("", AnswerKind.GREETING), settings=settings))
    for question in iter(_prompt, None):
        today = dt.date.today()  # a chat may go on past midnight
        answer = library.answer(_clean(question), limit=limit, region=place, today=today, floor=not no_floor)
        console.print()
        show_answer(console, answer, say=partial(_text, settings=settings))
        console.print()


@niangjia.group()
def corpus() -> None:
    """检查资料文件夹，建好资料库。"""


@corpus.command()
@click.argument("directory", type=click.Path(path_type=Path), required=False)
@_corpus
@_json
def check(directory: Path | None, corpus: Path | None, as_json: bool) -> None:
    """列出会收录的文件、文章、段落、重复和问题；有文件读不了时退出码为 1。"""
    root = directory or corpus or _settings().corpus
    with progress_after() as move:
        library = load_library(root, progress=move, cutting=move, allow_empty=True)
    if as_json:
        click.echo(json.dumps(library_record(library), ensure_ascii=False, indent=2))
    else:
        show_check(plain_console(), library)
    sys.exit(1 if any(problem.fatal for problem in library.problems) else 0)


@corpus.command()
@click.argument("directory", type=click.Path(path_type=Path), required=False)
@_corpus
def build(directory: Path | None, corpus: Path | None) -> None:
    """建好资料库并保存快照（NIANGJIA_STATE），机器人启动时直接使用。"""
    from bot.store.shelf import shelf_of  # the database behind it is of no use to who only asks

    settings = _settings()
    shelf = shelf_of(directory or corpus or settings.corpus, settings.state)
    with progress_after() as move:
        library = shelf.build(shelf.corpus, progress=move)
    unsaved = shelf.keep(library)
    for problem in unsaved:
        click.echo(f"niangjia: {problem.problem}", err=True)
    # a database's address is not told: it holds a password
    saved = f"快照保存在 {shelf.state}" if shelf.state else "NIANGJIA_STATE 是数据库，没有保存快照"
    where = "快照没有保存" if unsaved else saved
    click.echo(f"{library.files} 个文件，{len(library.passages)} 个段落，{where}")
    sys.exit(1 if unsaved else 0)


@niangjia.group()
def engine() -> None:
    """多台机器共用的检索服务（Milvus）。"""


@engine.command()
@click.argument("directory", type=click.Path(path_type=Path), required=False)
@_corpus
def load(directory: Path | None, corpus: Path | None) -> None:
    """建好资料库，放进 NIANGJIA_ENGINE 指向的检索服务并启用；各台机器人随即改用它。"""
    from bot.engines.shelf import SharedShelf, shelf_at

    settings = _settings()
    shelf = shelf_at(directory or corpus or settings.corpus, settings.state, settings.engine)
    if not isinstance(shelf, SharedShelf):
        raise click.UsageError("NIANGJIA_ENGINE 是 embedded，不需要装载；请设为检索服务的地址")
    with progress_after() as move:
        library = shelf.build(shelf.corpus, progress=move)
    shelf.keep(library)
    click.echo(f"{library.files} 个文件，{len(library.passages)} 个段落，已在检索服务里启用")


@engine.command()
@click.argument("uri")
@_corpus
@click.option("--from", "source", type=click.File("rb"), help="一行一个问题的文件；没有就用文章里的句子")
@click.option("--swaps", type=click.IntRange(1), default=60, show_default=True, help="换版几次")
@click.option("--outage", type=click.FloatRange(0), default=0.0, help="停掉一个查询节点时观察几秒")
def accept(uri: str, corpus: Path | None, source: Any, swaps: int, outage: float) -> None:
    """验收一个检索服务：与内置引擎是否一致，换版时、停节点时提问会不会出错。用完即清。"""
    from bot.engines.acceptance import accept as tried

    settings = _settings()
    library = _library(corpus or settings.corpus, settings)  # not what an engine holds: it is held against that
    questions = [line for line in _lines(source) if line.strip()] if source else ()
    is_good = True
    announce = partial(click.echo, err=True)
    for one in tried(uri, library, questions=questions, swaps=swaps, outage=outage, announce=announce):
        click.echo(f"{'可以' if one.is_good else '不行'}  {one.name}  {one.found}")
        is_good = is_good and one.is_good
    sys.exit(ANSWERED if is_good else NOTHING_FOUND)


@niangjia.command("eval")
@click.argument("questions", type=click.File("rb"))
@_corpus
@_json
def evaluation(questions: Any, corpus: Path | None, as_json: bool) -> None:
    """用一组问题衡量回答得好不好；每行 {"question": …, "answer_contains": […] 或 null}。"""
    expected = read_questions(_lines(questions))
    measured = evaluate(_library(corpus, _settings()), expected)
    if as_json:
        click.echo(json.dumps(evaluation_record(measured), ensure_ascii=False, indent=2))
    else:
        show_evaluation(plain_console(), measured)


@niangjia.command()
@click.option("--check", "only_check", is_flag=True, help="只试令牌、文章、记录和端口，不启动")
def serve(only_check: bool) -> None:
    """启动 Telegram 机器人（需要 NIANGJIA_TOKEN）。"""
    from bot.tg.serve import serve as run  # the Telegram library takes half a second that `ask` need not wait for

    settings = read_settings()
    sys.exit(_try_all(settings) if only_check else run(settings))


@niangjia.command()
def health() -> None:
    """正在运行的机器人是否正常：正常时退出码为 0，否则为 1 并说明原因。"""
    from bot.health.beat import ailment, heartbeat_path, read_beat

    said = ailment(read_beat(heartbeat_path(_settings().state)), now=time.time())
    click.echo(said or "正常", err=said is not None)
    sys.exit(1 if said else 0)


def _try_all(settings: Settings) -> int:
    from bot.tg.rehearsal import rehearse

    code = ANSWERED
    for name, found, is_good in rehearse(settings):
        click.echo(f"{'可以' if is_good else '不行'}  {name}  {found}")
        code = code if is_good else WRONG_USE
    return code


def _settings() -> Settings:
    """The settings without the token: what is asked in a terminal needs none, and a wrong one must not be in the way."""
    return read_settings(token=None)


def _library(corpus: Path | None, settings: Settings) -> Library:
    """What the bot would answer from: the shared engine's library, a snapshot that fits, or the corpus, read now.

    A corpus that is named is meant itself, whatever an engine holds.
    """
    from bot.engines.shelf import EMBEDDED, shelf_at

    shelf = shelf_at(corpus or settings.corpus, settings.state, EMBEDDED if corpus else settings.engine)
    with progress_after() as move:
        return shelf.look(progress=move)


def _place(region: str | None, settings: Settings, library: Library) -> str | None:
    """Where the asker is; a name that means no place is told beside the answer."""
    place = region or settings.region
    for name in unknown_places([place] if place else [], library.gazetteer):
        click.echo(f"niangjia: {words.UNKNOWN_PLACE.format(names=name)}", err=True)
    return place


def _lines(source: Any) -> Iterator[str]:
    """The lines of an open binary file, decoded; raises `QuestionsError` where it is not UTF-8."""
    for number, line in enumerate(source, start=1):
        try:
            yield line.decode("utf-8-sig").rstrip("\r\n")
        except UnicodeDecodeError:
            raise QuestionsError(f"{source.name} 第 {number} 行不是 UTF-8 文字，请另存为 UTF-8") from None


def _clean(question: str) -> str:
    """Bytes of the command line that are no UTF-8 arrive as lone surrogates, which nothing can print."""
    return question.encode("utf-8", "replace").decode("utf-8")


def _prompt() -> str | None:
    try:
        question = click.prompt("请问", default="", show_default=False, prompt_suffix="> ")
    except click.Abort:
        return None
    return None if question.strip() in LEAVE else str(question)


def _text(answer: Answer, *, settings: Settings) -> str | None:
    return words.first_words(
        answer, hotline=settings.hotline, crisis_line=settings.crisis_line, contacts=settings.contacts
    )


def _print_answer(answer: Answer, settings: Settings, *, why: Explanation | None, as_json: bool, many: bool) -> None:
    if as_json:
        more = {"explanation": explanation_record(why)} if why else {}
        click.echo(
            json.dumps({**answer_record(answer, say=partial(_text, settings=settings)), **more}, ensure_ascii=False)
        )
        return
    console = plain_console()
    if many:
        console.print(f"问：{answer.question}")
    show_answer(console, answer, say=partial(_text, settings=settings))
    if why:
        show_explanation(console, why)
    if many:
        console.print()
