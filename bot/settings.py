"""What the operator may set: environment variables with the prefix NIANGJIA_, or a file `.env`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{5,100}")  # the stand-in's tokens are shorter than Telegram's 35


class SettingsError(Exception):
    """The operator's settings cannot be used; the message names every wrong one and never holds a secret."""


class Settings(BaseSettings):
    """All settings, each with a type and an honest default. Made inside `main`, never at import."""

    model_config = SettingsConfigDict(
        env_prefix="NIANGJIA_", env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
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
    region: str | None = None
    log_level: str = "INFO"
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
        if wrong := [part for part in parts if not (part.isascii() and part.isdigit())]:
            raise ValueError(f"user ids are whole numbers separated by commas, not {', '.join(wrong)!r}")
        return frozenset(int(part) for part in parts)

    @field_validator("log_level", mode="after")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("is one of DEBUG, INFO, WARNING, ERROR")
        return value.upper()

    @field_validator("token", mode="after")
    @classmethod
    def _shaped_like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("does not look like a bot token (digits, a colon, then letters; BotFather gives it)")
        return value


def read_settings(**overrides: object) -> Settings:
    """Settings from the environment and `.env`; raises `SettingsError` that names every wrong variable at once."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        lines = [
            f"NIANGJIA_{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}"
            for e in error.errors(include_input=False, include_url=False, include_context=False)
        ]
        raise SettingsError("; ".join(lines)) from None
