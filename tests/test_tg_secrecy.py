import json
import logging

from bot.tg.secrecy import Discreet, DiscreetJson
from tests.fake_telegram import TOKEN


def line(message, *arguments, **record):
    made = logging.LogRecord("x", logging.ERROR, __file__, 1, message, arguments, record.get("exc_info"))
    return Discreet([TOKEN, "Webhook-Secret"]).format(made)


def test_a_secret_is_hidden_in_messages_arguments_and_addresses():
    half = TOKEN.partition(":")[2]
    written = line("%s %s %s", f"https://x/bot{TOKEN}/getMe", TOKEN.replace(":", "%3A"), f"{half} Webhook-Secret")

    assert half not in written
    assert "Webhook-Secret" not in written
    assert "/getMe" in written


def test_a_secret_is_hidden_in_tracebacks():
    try:
        raise ValueError(f"The token `{TOKEN}` was rejected")
    except ValueError as error:
        written = line("failed", exc_info=(type(error), error, error.__traceback__))

    assert "ValueError" in written
    assert TOKEN not in written


def test_a_json_line_holds_what_people_read_and_no_secret():
    try:
        raise ValueError(f"“{TOKEN}”\nrejected")
    except ValueError as error:
        trouble = (type(error), error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "第%d次 %s", (1, TOKEN), trouble)

    written = DiscreetJson([TOKEN]).format(record)

    line = json.loads(written)
    assert "\n" not in written
    assert TOKEN not in written
    assert (line["level"], line["logger"], line["message"]) == ("ERROR", "x", "第1次 [secret]")
    assert "ValueError" in line["trace"]
    assert line["time"].endswith("Z")
