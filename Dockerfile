# The sandbox as a container: `graph` as a static binary, and nothing else.
#
#   docker build -t graph-sandbox .
#   docker run --rm -p 8080:8080 graph-sandbox --api whatsapp
FROM docker.io/library/rust:1.95-alpine AS build
RUN apk add --no-cache ca-certificates musl-dev
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/src/target \
    cargo build --release --locked -p graph-cli && cp target/release/graph /graph

FROM scratch
COPY --from=build /graph /graph
# For calls of the platform: `docker run --rm graph-sandbox` needs none.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
# Options of `graph sandbox`; `graph sandbox --help` lists all variables.
ENV GRAPH_SANDBOX_ADDRESS=0.0.0.0 \
    GRAPH_SANDBOX_PORT=8080 \
    GRAPH_SANDBOX_ALLOW_HOST=sandbox
EXPOSE 8080
USER 65534
HEALTHCHECK --interval=5s --timeout=2s CMD ["/graph", "sandbox", "health", "--no-retry"]
ENTRYPOINT ["/graph", "sandbox"]
