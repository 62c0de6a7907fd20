//! Generated code in modules in which names of the standard library mean something else, and of a schema whose
//! connections and operations have the names of primitive types.

#![deny(warnings)]
#![allow(non_camel_case_types, dead_code, missing_docs, reason = "names that are in the way")]

macro_rules! in_the_way {
    ($($name:ident)*) => {$(pub struct $name;)*};
}

macro_rules! names_of_the_standard_library {
    () => {
        in_the_way! {
            bool str char usize u8 u16 u32 u64 i8 i16 i32 i64 f32 f64
            String Option Result Vec Box Some None Ok Err Default Clone Copy Send Sync From Into TryFrom Iterator
            IntoIterator PartialEq Eq Hash Debug AsRef ToString ToOwned Drop Fn FnOnce FnMut
        }
        pub mod core {}
        pub mod std {}
        pub mod alloc {}
        pub mod serde {}
        pub mod graph_client {}
    };
}

/// The API is beside them.
mod beside {
    names_of_the_standard_library!();
    ::graph_client::graph_api!("../hostile/graph.json");
}

/// The selections are beside them.
mod selections {
    names_of_the_standard_library!();

    use super::beside as api;
    use api::moon;

    #[derive(::graph_client::Fields)]
    #[graph(node = moon)]
    pub struct Moon {
        pub id: moon::Id,
        pub name: ::std::option::Option<::std::string::String>,
        pub craters: ::std::option::Option<::std::vec::Vec<::core::primitive::u32>>,
        #[graph(required)]
        pub phase: ::graph_client::Open<api::Phase>,
        #[graph(limit = 3)]
        pub usize: ::std::option::Option<::graph_client::Connection<Small>>,
    }

    #[derive(::graph_client::Fields)]
    #[graph(node = moon)]
    pub struct Small {
        pub name: ::std::option::Option<::std::string::String>,
        #[graph(rest)]
        pub rest: ::std::collections::BTreeMap<::std::string::String, ::serde_json::Value>,
    }
}

/// The type of a field is that of a macro.
mod by_macro {
    use graph_client::{Fields, api};

    macro_rules! card {
        ($name:ident, $field:ident: $ty:ty) => {
            #[derive(Fields)]
            #[graph(node = api::user)]
            pub struct $name {
                pub $field: $ty,
            }
        };
    }
    card!(Named, name: String);
    card!(Born, birthday: Option<graph_client::Birthday>);
    card!(Owner, albums: Option<graph_client::Connection<Owned>>);

    #[derive(Fields)]
    #[graph(node = api::album)]
    pub struct Owned {
        pub id: api::album::Id,
    }
}

#[test]
fn calls_are_written_as_ever() {
    use beside::moon;
    use graph_client::Describe as _;

    let list = moon::id("1").str().words(["a", "b"]).limit(3);
    assert!(format!("{list:?}").contains("str"), "{list:?}");
    drop(moon::named("5", "Io").bool().create("Europa", moon::bool::link("https://x.test")).count(2));
    drop(moon::id("1").u64("text"));
    assert_eq!(list.request(), list.clone().request());
}
