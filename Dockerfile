# syntax=docker/dockerfile:1
# Build arguments: BASE, a Python 3.11 or newer on Debian; EXTRAS=full takes requirements-full.lock instead (HTML, PDF,
# the picture of /stats), EXTRAS=semantic, EXTRAS=postgres or EXTRAS=milvus those with one thing more.
ARG BASE=python:3.12-slim

FROM ${BASE} AS build
ARG EXTRAS=
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src
# strip takes a quarter off the compiled modules (not off the libraries that wheels bring: it breaks those). Of what is
# deleted below, rapidfuzz/fuzz_cpp is imported and never called (its own Python stands in), metrics_cpp_avx2 is no faster
# on our texts than metrics_cpp, which stands in for it, numpy's _simd is for its tests, STPhrases leads to traditional
# characters only, pygments is for the command line that httpx has, and RECORD for uninstalling.
# hadolint ignore=DL3008
RUN apt-get update && apt-get install --yes --no-install-recommends binutils && rm -rf /var/lib/apt/lists/*
COPY requirements-build.lock ./
RUN python -m venv /tools && /tools/bin/pip install --require-hashes --requirement requirements-build.lock
COPY requirements*.lock ./
RUN /tools/bin/pip wheel --no-build-isolation --require-hashes --wheel-dir /wheels \
    --requirement "requirements${EXTRAS:+-$EXTRAS}.lock"
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY corpus/thesaurus.txt ./corpus/
RUN /tools/bin/pip wheel --no-build-isolation --no-deps --wheel-dir /wheels . \
    && python -m venv --without-pip /venv \
    && /tools/bin/pip --python /venv/bin/python install --no-index --no-deps --no-compile /wheels/*.whl \
    && packages="$(echo /venv/lib/python3*/site-packages)" \
    && find "$packages" -depth -type d \( -name tests -o -name test -o -name __pycache__ \) -exec rm -rf {} + \
    && find "$packages" -type f \( -name '*.pyi' -o -name '*.pyx' -o -name '*.pxd' -o -name '*.[ch]' -o -name '*.[ch]pp' -o -name '*.a' \) -delete \
    && find "$packages" -type f -name '*.so*' ! -path '*.libs/*' -exec strip --strip-unneeded {} + \
    && for unused in jieba/lac_small jieba/posseg jieba/analyse numpy/f2py numpy/random numpy/polynomial numpy/distutils numpy/testing numpy/fft pydantic/v1 \
        opencc/clib/bin opencc/clib/include opencc/clib/share/opencc/STPhrases.ocd2 pygments lxml/isoschematron lxml/includes sqlalchemy/orm sqlalchemy/ext sqlalchemy/testing \
        sqlalchemy/dialects/mysql sqlalchemy/dialects/oracle sqlalchemy/dialects/mssql; do rm -rf "${packages:?}/$unused"; done \
    && rm -rf "${packages:?}"/jieba/finalseg/*.p "${packages:?}"/lxml/objectify* "${packages:?}"/*.dist-info/sboms "${packages:?}"/*.dist-info/RECORD \
        "${packages:?}"/rapidfuzz/fuzz_cpp*.so "${packages:?}"/rapidfuzz/distance/metrics_cpp_avx2*.so "${packages:?}"/numpy/_core/_simd.*.so "${packages:?}"/numpy/_core/*_tests.*.so \
    && find "$packages/stdnum" -mindepth 1 -maxdepth 1 ! -name __init__.py ! -name cn ! -name iso7064 ! -name luhn.py \
        ! -name numdb.py ! -name util.py ! -name exceptions.py -exec rm -rf {} + \
    && if [ -d "$packages/babel" ]; then \
        find "$packages/babel/locale-data" -type f ! -name root.dat ! -name 'en.dat' ! -name 'zh*.dat' -delete; fi
# The package has the thesaurus already, for a corpus without one.
COPY corpus /corpus
RUN rm /corpus/thesaurus.txt
# Only what is really imported is compiled ahead, where it was installed (-P) and not in the sources beside it: a root that
# is read-only could not do it later.
RUN /venv/bin/python -P -W ignore -c "import bot.cli, bot.tg.serve, bot.tg.traffic.webhook, bot.store.building, bot.reading.child, mammoth" \
    && /venv/bin/python -P -W ignore -c "from importlib.util import find_spec; [__import__(name) for name in ('trafilatura', 'pypdfium2', 'resvg_py') if find_spec(name)]" \
    && NIANGJIA_STATE=/state /venv/bin/niangjia corpus build /corpus

# hadolint ignore=DL3006
FROM ${BASE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="niangjia" \
      org.opencontainers.image.description="Answers workers' questions with verbatim, cited quotes from their union's articles" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
RUN groupadd --gid 10001 niangjia \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --no-log-init --shell /usr/sbin/nologin niangjia \
    && install --directory --owner 10001 --group 10001 --mode 0700 /state
COPY --from=build /venv /venv
COPY --from=build --chown=10001:10001 /state /state
COPY --from=build /corpus /corpus
WORKDIR /
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    NIANGJIA_CORPUS=/corpus NIANGJIA_STATE=/state
USER 10001:10001
VOLUME ["/state"]
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["niangjia", "health"]
ENTRYPOINT ["niangjia"]
CMD ["serve"]
