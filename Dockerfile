# The application in one image: web, worker, beat, migrations and the mail catcher differ only in their command.

FROM node:22.18.0-bookworm-slim AS screens
WORKDIR /build
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY frontend ./
RUN npm run build

FROM python:3.11.13-slim-bookworm AS packages
COPY requirements.txt .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.11.13-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 APP_ENV=production HOST=0.0.0.0 DATA_DIR=/data
RUN useradd --system --uid 10001 dastak && install -d -o dastak -g dastak -m 700 /data
WORKDIR /app
COPY --from=packages /venv /venv
COPY celerybeat_schedule.py ./
COPY backend backend
COPY --from=screens /build/dist frontend/dist
RUN python -m compileall -q backend celerybeat_schedule.py
USER dastak
VOLUME /data
EXPOSE 8000
CMD ["python", "-m", "backend.run.web_server"]
