# syntax=docker/dockerfile:1
# The portal for real use: one image for web, worker, beat and migrate. See docker-compose.yml.

FROM python:3.13-slim-bookworm AS build
ENV PYTHONDONTWRITEBYTECODE=1
WORKDIR /build
COPY requirements-tools.lock requirements-prod.lock ./
# Every package is checked against its hash; nothing is compiled, so no compiler is installed.
RUN python -m venv /tools \
    && /tools/bin/pip install --no-cache-dir --require-hashes -r requirements-tools.lock \
    && python -m venv --without-pip /opt/portaal \
    && /tools/bin/uv pip sync --no-cache --only-binary :all: --python /opt/portaal/bin/python \
        --require-hashes requirements-prod.lock \
    && /opt/portaal/bin/python -m compileall -q /opt/portaal/lib

FROM python:3.13-slim-bookworm
# Pango and HarfBuzz draw the letters, Open Sans is their face. Versions follow the base image, which gets its own updates.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-open-sans \
        libharfbuzz-subset0 \
        libpango-1.0-0 \
        libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin portaal \
    && install -d -o portaal -g portaal -m 0700 /srv/media
COPY --from=build /opt/portaal /opt/portaal
WORKDIR /srv/portaal
COPY . .
ENV PATH=/opt/portaal/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=swv.settings.production \
    XDG_CACHE_HOME=/tmp \
    STATE_DIR=/srv \
    STATIC_ROOT=/srv/static \
    MEDIA_ROOT=/srv/media
# Collecting static files asks nothing of servers or secrets; these values are gone after the step.
RUN SECRET_KEY=only-for-collecting-static-files-0123456789-abcdefghijk \
    ALLOWED_HOSTS=build.invalid \
    BASE_URL=https://build.invalid \
    python manage.py collectstatic --noinput --verbosity 0
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/gezond/', timeout=4)"]
# No access log here: the proxy keeps one, without search words.
CMD ["gunicorn", "swv.wsgi:application", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "3", \
     "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--max-requests", "2000", \
     "--max-requests-jitter", "200"]
