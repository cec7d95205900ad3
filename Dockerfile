# syntax=docker/dockerfile:1
FROM python:3.12-slim AS build
WORKDIR /src
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /venv
COPY requirements.lock ./
RUN /venv/bin/pip install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
RUN /venv/bin/pip install --no-deps . && /venv/bin/pip uninstall --yes pip \
    && find /venv -name '__pycache__' -prune -exec rm -rf {} + && /venv/bin/python -m compileall -q /venv/lib

FROM python:3.12-slim
LABEL org.opencontainers.image.title="niangjia" \
      org.opencontainers.image.description="Answers workers' questions with verbatim, cited quotes from their union's articles" \
      org.opencontainers.image.licenses="MIT"
RUN groupadd --gid 10001 niangjia && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin niangjia \
    && install --directory --owner 10001 --group 10001 /app /app/state
COPY --from=build /venv /venv
COPY --chown=10001:10001 corpus /app/corpus
WORKDIR /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    NIANGJIA_CORPUS=/app/corpus NIANGJIA_STATE=/app/state
USER 10001:10001
VOLUME ["/app/state"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["niangjia"]
CMD ["serve"]
