# One image for web, worker and beat; docker-compose.yml says which command each runs.
FROM python:3.11-slim-bookworm AS packages

COPY requirements/base.txt /requirements.txt
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r /requirements.txt


FROM python:3.11-slim-bookworm

ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=cms.settings.production \
    PALVELUPAKETTI_VAR=/srv/var \
    PORT=8000
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends \
        fonts-dejavu-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --home-dir /srv --shell /usr/sbin/nologin palvelupaketti \
    && mkdir -p /srv/var \
    && chown palvelupaketti: /srv/var
COPY --from=packages /opt/venv /opt/venv
COPY . /srv/palvelupaketti
WORKDIR /srv/palvelupaketti
RUN pip install --no-cache-dir --no-deps --no-build-isolation --editable . \
    && python -m cms.stack.catalogues

USER palvelupaketti
VOLUME /srv/var
EXPOSE 8000
HEALTHCHECK NONE
CMD ["gunicorn", "--config", "python:cms.webserver", "--bind", "0.0.0.0:8000", "--workers", "2", "--worker-tmp-dir", "/dev/shm"]
