# One image for every role: `docker run IMAGE` serves; `worker`, `db upgrade` and the others are its arguments.
# Only a serving container answers the health check: start a worker with --no-healthcheck.
FROM python:3.13-slim AS build
WORKDIR /baton

# First what seldom changes: packages of Python and of the browser side.
COPY scripts/prepare scripts/prepare
COPY scripts/setup scripts/setup
COPY requirements.lock requirements-dev.lock ./
RUN scripts/prepare python

COPY frontend frontend
COPY forms forms
RUN scripts/prepare assets && rm -rf frontend/node_modules

COPY backend backend
COPY process_models process_models
COPY pyproject.toml README.md ./
RUN .venv/bin/python -m compileall -q backend .venv && rm -rf .tools

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /data baton && install -d -o baton /data
COPY --from=build /baton /baton
WORKDIR /baton
ENV BATON_DATA_DIR=/data PATH=/baton/.venv/bin:$PATH PYTHONUNBUFFERED=1
USER baton
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["baton", "health"]
ENTRYPOINT ["baton"]
CMD ["serve", "--host", "0.0.0.0", "--no-demo"]
