# Short names for frequent commands; `cargo xtask` has the others.

default:
    @just --list

# Nine jobs against a sandbox.
run:
    cargo run --example profile

test *ARGS:
    cargo test --workspace {{ARGS}}

# Everything that must pass.
ci:
    .ci/run

# Accepts the present output of compile-fail tests and of other expected texts. Read the diff afterwards.
bless:
    cargo xtask bless

# The guide, with a browser.
guide:
    mdbook serve guide --open

# A sandbox of one or more APIs: `just sandbox whatsapp`.
sandbox *API:
    cargo run -p graph-cli -- sandbox {{ if API == "" { "" } else { "--api " + API } }}
