# syntax=docker/dockerfile:1

FROM rust:1-slim-bookworm AS build
RUN rustup target add wasm32-unknown-unknown
WORKDIR /src
COPY . .
# The caches outlive the build, so the binary is copied out of them.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo xtask build --release && install -D target/release/server /out/server

FROM debian:bookworm-slim
# Mail servers and identity providers are known by their certificates.
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --user-group --create-home --home-dir /var/lib/contacts contacts
COPY --from=build /out/server /usr/local/bin/server
# Secrets from files: /run/secrets/SMTP becomes the environment variable SMTP.
COPY --chmod=755 <<'EOF' /usr/local/bin/server-with-secrets
#!/bin/sh
set -eu
for name in DATABASE PGPASSWORD MASTER_KEYS SMTP METRICS_TOKEN; do
    file="/run/secrets/$name"
    if [ -s "$file" ]; then
        value="$(cat "$file")"
        export "$name=$value"
    fi
done
exec server "$@"
EOF
USER 10001:10001
WORKDIR /var/lib/contacts
VOLUME /var/lib/contacts
ENV DATA=/var/lib/contacts LISTEN=0.0.0.0:8080
EXPOSE 8080
STOPSIGNAL SIGTERM
# Asks /readyz at the port of LISTEN.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["server", "healthcheck"]
ENTRYPOINT ["server-with-secrets"]
CMD ["all"]
