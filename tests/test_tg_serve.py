import pytest

from bot.settings import Settings
from bot.tg import sentences
from bot.tg.serve import serve

TOKEN = "123456:TEST-TOKEN"


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"token": None}, sentences.NO_IDENTITY),
        ({"webhook_url": "https://example.org/"}, sentences.NO_WEBHOOK_PROOF),
        ({"webhook_url": "https://example.org/", "webhook_secret": "不行"}, sentences.NO_WEBHOOK_PROOF),
        ({"webhook_url": "http://example.org/", "webhook_secret": "good"}, sentences.WEBHOOK_NOT_HTTPS),
    ],
)
def test_a_setting_that_cannot_work_ends_the_start_with_one_sentence(settings, sentence, capsys):
    code = serve(Settings(_env_file=None, **{"token": TOKEN, **settings}))

    assert code == 2
    assert capsys.readouterr().err == f"{sentence}\n"


def test_all_settings_that_cannot_work_are_named_at_once(capsys):
    code = serve(Settings(_env_file=None, token=None, webhook_url="http://example.org/"))

    assert code == 2
    assert capsys.readouterr().err == (
        f"{sentences.NO_IDENTITY}{sentences.NO_WEBHOOK_PROOF}{sentences.WEBHOOK_NOT_HTTPS}\n"
    )
