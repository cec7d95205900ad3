from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import Settings, SettingsError, read_settings, stray_names

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


def test_a_name_that_is_no_setting_is_found_in_the_environment_and_in_the_file(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert "NIANGJIA_HOTLINES" not in stray_names()

    (tmp_path / ".env").write_text("NIANGJIA_HOTLINES=1\nNIANGJIA_HOTLINE=2\nOTHER=3\n", encoding="utf-8")
    monkeypatch.setenv("niangjia_admin_id", "4")
    monkeypatch.setenv("NIANGJIA_PORT", "5")

    found = stray_names()

    assert (found["NIANGJIA_HOTLINES"], found["NIANGJIA_ADMIN_ID"]) == ("NIANGJIA_HOTLINE", "NIANGJIA_ADMIN_IDS")
    assert not {"NIANGJIA_PORT", "NIANGJIA_HOTLINE", "OTHER"} & found.keys()


def test_a_file_of_settings_may_begin_with_a_byte_order_mark_and_is_refused_by_name_in_another_encoding(
    monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("NIANGJIA_REGION=银川市\n", encoding="utf-8-sig")
    assert read_settings().region == "银川市"

    (tmp_path / ".env").write_text("NIANGJIA_REGION=银川市\n", encoding="gbk")
    with pytest.raises(SettingsError, match="UTF-8"):
        read_settings()


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


def test_a_token_in_the_line_of_the_admins_is_not_shown():
    with pytest.raises(SettingsError) as caught:
        read_settings(_env_file=None, admin_ids=f"1,{TOKEN}")

    assert "第 2 个" in str(caught.value)
    assert TOKEN not in str(caught.value)


SOMETHING, MARK = st.text(max_size=60), "-secret"


@given(
    st.dictionaries(st.sampled_from(sorted(Settings.model_fields)), SOMETHING.map(lambda text: text + MARK) | SOMETHING)
)
def test_whatever_stands_in_the_settings_is_taken_or_named_and_no_secret_is_shown(values):
    settings, said = taken_or_refused(values)

    if settings is None:
        assert "NIANGJIA_" in said
        assert MARK not in said
    else:
        assert settings.log_format in {"text", "json"}
        assert all(admin >= 0 for admin in settings.admin_ids)
        assert 0 <= settings.metrics_port <= 65535


def taken_or_refused(values):
    try:
        return read_settings(_env_file=None, **values), ""
    except SettingsError as error:
        return None, str(error)


@given(st.sets(st.integers(min_value=0, max_value=2**52)), st.sampled_from([",", "，", " , ", ",,"]))
def test_numbers_of_admins_are_read_whatever_stands_between_them(numbers, between):
    assert read_settings(_env_file=None, admin_ids=between.join(map(str, numbers))).admin_ids == numbers


def test_contacts_are_places_with_their_cards():
    settings = Settings(
        _env_file=None, contacts="兰州市=兰州市职工服务中心，甲路 1 号；\n北京/朝阳区 ＝ 朝阳区总工会；"
    )

    assert settings.contacts == (("兰州市", "兰州市职工服务中心，甲路 1 号"), ("北京/朝阳区", "朝阳区总工会"))


def test_a_contact_without_its_place_is_named_by_its_number():
    with pytest.raises(SettingsError, match="NIANGJIA_CONTACTS 应写成 地区=联系方式，各条用分号隔开，第 2、3 条不是"):
        read_settings(contacts="兰州市=甲；乙；=丙")
