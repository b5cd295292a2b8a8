# Byline without its tests. Articles are read from what is mounted, the archive is kept in a volume.
#
#     docker build --tag byline .
#     docker run --rm --volume byline:/data --volume ./articles:/articles:ro byline add /articles
#     docker run --rm --volume byline:/data --publish 127.0.0.1:7860:7860 byline

FROM python:3.11-slim AS build
WORKDIR /source
RUN python -m venv /opt/byline
ENV PATH=/opt/byline/bin:$PATH PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY constraints.txt ./
# torch by itself: it is most of the image, and stays when only Byline changes. Its build for
# processors alone is enough: --build-arg TORCH_INDEX=... names the package index that has it.
ARG TORCH_INDEX
RUN pip install --constraint constraints.txt ${TORCH_INDEX:+--index-url "$TORCH_INDEX"} torch
COPY LICENSE README.md app.py pyproject.toml ./
COPY assistant assistant
COPY docs/sample docs/sample
COPY index index
COPY prompts prompts
RUN pip install --constraint constraints.txt ".[anthropic,mcp,ollama,openai,postgresql]"

FROM python:3.11-slim
RUN useradd --create-home --uid 10001 byline && install --directory --owner byline /data
COPY --from=build /opt/byline /opt/byline
# The host is the container's own; which names are answered to is told by BYLINE_ALLOW_HOST.
ENV PATH=/opt/byline/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    BYLINE_ARCHIVE=/data/archive \
    BYLINE_HOST=0.0.0.0 \
    XDG_CACHE_HOME=/data/cache
USER 10001
WORKDIR /home/byline
VOLUME /data
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD \
    ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:7860/readyz', timeout=4)"]
ENTRYPOINT ["byline"]
CMD ["serve"]
