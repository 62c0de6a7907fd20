#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| graph_fuzz::targets::call_text::run(data));
