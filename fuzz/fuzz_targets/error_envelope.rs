#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| graph_fuzz::targets::error_envelope::run(data));
