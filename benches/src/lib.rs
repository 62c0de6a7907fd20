//! Benchmarks; run them with `cargo bench -p graph-benches`. Read ratios within one run.
