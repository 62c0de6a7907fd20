//! Error codes: the table of the API, and the enums of single operations.

use graph_schema::{
    list::List as _,
    model::{Operation, Retry, Schema},
};

use crate::{
    code::{Code, Name, code, name},
    names,
};

/// The facts of the API at run time.
pub(super) fn api(schema: &Schema) -> Code {
    let host = &schema.host;
    let version = option(schema.version.as_deref());
    let dialog = option(schema.dialog.as_deref());
    let hosts = schema.hosts.iter();
    let common = match schema.errors.iter().any(|error| error.is_common) {
        true => code!(__rt::BUILTIN.errors),
        false => code!(&[]),
    };
    let rows = schema.errors.iter().filter(|error| !error.is_common).map(|error| {
        let (first, last) = (error.code.first, error.code.last);
        let subcode = match error.subcode {
            Some(subcode) => code!(__rt::Some(#subcode)),
            None => code!(__rt::None),
        };
        let (name, meaning, remedy) = (&error.name, &error.meaning, &error.remedy);
        let kind = kind(&error.kind);
        let (retry, last_word) = (error.retry != Retry::Never, error.says_retry);
        code!(__rt::ErrorRow {
            first: #first, last: #last, subcode: #subcode, name: #name, meaning: #meaning, remedy: #remedy,
            kind: __rt::ErrorKind::#kind, retry: #retry, last_word: #last_word,
        })
    });
    code! {
        #[doc(hidden)]
        pub static __API: __rt::Api = __rt::Api { host: #host, version: #version, dialog: #dialog, hosts: &[#(#hosts),*], errors: &[#(#rows),*], common: #common };

        #[doc(hidden)]
        pub enum __Api {}
        impl __rt::OfApi for __Api {
            const API: &'static __rt::Api = &__API;
        }

        /// The API at run time: host, version, error codes. A raw call takes it with `of`.
        #[inline]
        pub fn api() -> &'static __rt::Api {
            &__API
        }
    }
}

fn kind(word: &str) -> Name {
    let known = [
        "server",
        "throttled",
        "authentication",
        "permission",
        "parameter",
        "not_found",
        "duplicate",
        "blocked",
    ];
    match known.contains(&word) {
        true => names::camel(word),
        false => name!("Api"),
    }
}

pub(super) fn option(text: Option<&str>) -> Code {
    match text {
        Some(text) => code!(__rt::Some(#text)),
        None => code!(__rt::None),
    }
}

/// The codes of one operation as an enum.
pub(super) fn own(operation: &Operation, full_name: &str) -> Option<Code> {
    if operation.errors.is_empty() {
        return None;
    }
    let name = name!("{}Error", names::camel(&operation.name));
    let doc = format!(" Errors specific to `{full_name}`: the type of `error.known()`.");
    let words = names::variants(operation.errors.iter().map(|error| error.name.as_str()));
    let docs = operation.errors.iter().map(|error| {
        let says =
            [error.meaning.as_str(), error.remedy.as_str()].into_iter().filter(|text| !text.is_empty());
        format!(" {} (code {})", says.list().join(" "), error.code)
    });
    let aliases = operation.errors.iter().map(|error| error.code.to_string());
    let codes = operation.errors.iter().map(|error| error.code);
    Some(code! {
        #[doc = #doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#[doc = #docs] #[doc(alias = #aliases)] #words,)*
        }

        impl __rt::KnownError for #name {
            const OPERATION: &'static __rt::str = #full_name;

            #[inline]
            fn from_code(code: __rt::i64) -> __rt::Option<Self> {
                match code {
                    #(#codes => __rt::Some(Self::#words),)*
                    _ => __rt::None,
                }
            }
        }
    })
}
