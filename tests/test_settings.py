from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, read_settings

ROOT = Path(__file__).parent.parent
TOKEN = "123456:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"


def example() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_every_setting_is_in_the_example_file_and_none_else():
    assert set(example()) == {f"NIANGJIA_{name.upper()}" for name in Settings.model_fields}


def test_the_example_file_holds_the_defaults():
    given = Settings(_env_file=ROOT / ".env.example")

    assert given.model_copy(update={"token": None}) == Settings(_env_file=None)


def test_admin_ids_are_numbers_with_commas(monkeypatch):
    monkeypatch.setenv("NIANGJIA_ADMIN_IDS", "1, 22，333,")

    assert read_settings(_env_file=None).admin_ids == {1, 22, 333}


def test_an_empty_admin_list_means_nobody(monkeypatch):
    monkeypatch.setenv("NIANGJIA_ADMIN_IDS", " ")

    assert read_settings(_env_file=None).admin_ids == frozenset()


def test_every_wrong_setting_is_named_at_once_and_no_secret_is_shown(monkeypatch):
    monkeypatch.setenv("NIANGJIA_TOKEN", "not-a-token-but-secret")
    monkeypatch.setenv("NIANGJIA_PORT", "x")
    monkeypatch.setenv("NIANGJIA_LOG_LEVEL", "LOUD")

    with pytest.raises(SettingsError) as caught:
        read_settings(_env_file=None)

    said = str(caught.value)
    assert all(name in said for name in ("NIANGJIA_TOKEN", "NIANGJIA_PORT", "NIANGJIA_LOG_LEVEL"))
    assert "secret" not in said


def test_a_token_is_not_shown(monkeypatch):
    monkeypatch.setenv("NIANGJIA_TOKEN", TOKEN)

    settings = read_settings(_env_file=None)

    assert TOKEN not in repr(settings) + str(settings)
    assert settings.token is not None
    assert settings.token.get_secret_value() == TOKEN
