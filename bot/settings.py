"""What the operator may set: environment variables with the prefix NIANGJIA_, or a file `.env`."""

from __future__ import annotations

import os
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, NoDecode, SettingsConfigDict

PREFIX = "NIANGJIA_"
TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{5,100}")  # the stand-in's tokens are shorter than Telegram's 35


_SAID = {
    "int_parsing": "应为整数",
    "greater_than_equal": "应在 0 到 65535 之间",
    "less_than_equal": "应在 0 到 65535 之间",
}
"""The sentences for what pydantic finds by itself; our own validators speak Chinese already."""


class SettingsError(Exception):
    """The operator's settings cannot be used; the message names every wrong one and never holds a secret."""


class Settings(BaseSettings):
    """All settings, each with a type and an honest default. Made inside `main`, never at import."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8-sig", extra="ignore", frozen=True
    )

    token: SecretStr | None = None
    admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    corpus: Path = Path("corpus")
    state: str = "state"
    api_base_url: str = "https://api.telegram.org/bot"
    api_base_file_url: str = "https://api.telegram.org/file/bot"
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    listen: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    hotline: str = "12351"
    crisis_line: str = "12356"
    contacts: Annotated[tuple[tuple[str, str], ...], NoDecode] = ()
    region: str | None = None
    metrics_port: int = Field(default=0, ge=0, le=65535)
    log_level: str = "INFO"
    log_format: str = "text"
    engine: str = "embedded"

    @field_validator("*", mode="before")
    @classmethod
    def _empty_means_default(cls, value: object, info: object) -> object:
        if isinstance(value, str) and not value.strip():
            return cls.model_fields[info.field_name].get_default()  # type: ignore[attr-defined]
        return value

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _numbers_with_commas(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = [part.strip() for part in value.replace("，", ",").split(",") if part.strip()]
        if wrong := [n for n, part in enumerate(parts, start=1) if not (part.isascii() and part.isdigit())]:
            # not what stands there: it may be the token, pasted into the wrong line
            raise ValueError(f"应为用逗号隔开的数字编号，第 {'、'.join(map(str, wrong))} 个不是")
        return frozenset(int(part) for part in parts)

    @field_validator("contacts", mode="before")
    @classmethod
    def _places_with_their_cards(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        lines = [line.strip() for line in re.split(r"[;；\n]", value) if line.strip()]
        pairs = [tuple(part.strip() for part in line.replace("＝", "=").split("=", 1)) for line in lines]
        if wrong := [str(n) for n, pair in enumerate(pairs, start=1) if len(pair) < 2 or not all(pair)]:
            raise ValueError(f"应写成 地区=联系方式，各条用分号隔开，第 {'、'.join(wrong)} 条不是")
        return tuple(pairs)

    @field_validator("log_level", mode="after")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("应为 DEBUG、INFO、WARNING、ERROR 之一")
        return value.upper()

    @field_validator("log_format", mode="after")
    @classmethod
    def _known_format(cls, value: str) -> str:
        if value.lower() not in {"text", "json"}:
            raise ValueError("应为 text、json 之一")
        return value.lower()

    @field_validator("token", mode="after")
    @classmethod
    def _shaped_like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("不像机器人令牌（数字、冒号、字母，由 @BotFather 发给）")
        return value

    @property
    def places(self) -> tuple[str, ...]:
        """All names of places in them; whether there are such is known with the corpus, which has its own."""
        return (*([self.region] if self.region else []), *(place for place, _ in self.contacts))


def read_settings(**overrides: object) -> Settings:
    """Settings from the environment and `.env`; raises `SettingsError` that names every wrong variable at once."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        lines = [
            f"{PREFIX}{'_'.join(map(str, e['loc'])).upper()} {_said(e['type'], e['msg'])}"
            for e in error.errors(include_input=False, include_url=False, include_context=False)
        ]
        raise SettingsError("；".join(lines)) from None
    except UnicodeDecodeError:
        raise SettingsError(".env 不是 UTF-8 文字，请另存为 UTF-8") from None


def stray_names() -> dict[str, str]:
    """Names in the environment and `.env` that look like settings and are none, each with the one that it is like or ""."""
    known = {name.upper() for name in Settings.model_fields}
    names = {name.upper() for name in (*os.environ, *DotEnvSettingsSource(Settings).env_vars)}
    strays = sorted(name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX))
    like = {stray: get_close_matches(stray, known, n=1) for stray in strays if stray not in known}
    return {f"{PREFIX}{stray}": f"{PREFIX}{meant[0]}" if meant else "" for stray, meant in like.items()}


def _said(kind: str, message: str) -> str:
    return _SAID.get(kind, message.removeprefix("Value error, "))
