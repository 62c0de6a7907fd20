//! The decoder does not panic on any response.
#![no_main]

use graph_client::{
    api::{self as fb, payment_transaction, post, user},
    decode::{Reader, ReadsAs, wire},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    let _ = Reader::whole(body, <fb::User as ReadsAs<wire::Node<user::Node>>>::read);
    let _ = Reader::whole(body, <fb::Post as ReadsAs<wire::Node<post::Node>>>::read);
    let _ = Reader::whole(body, |reader| {
        <fb::PaymentTransaction as ReadsAs<wire::Node<payment_transaction::Node>>>::read(reader)
    });
    let _ = Reader::whole(body, |reader| reader.skip());
});
