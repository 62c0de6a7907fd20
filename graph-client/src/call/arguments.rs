//! The arguments of fields, as values.

use super::ListOperation;
use crate::{
    facts::{Gives, Holding, OfEdge, OfList},
    request::Request,
};

/// The arguments `Of` of a field.
#[diagnostic::on_unimplemented(
    message = "these are not the arguments of this field",
    label = "not arguments of this field",
    note = "create the arguments of a field with the function of its name in the node's module `args`; those of a connection are its list: `page::id(..).insights(..)`"
)]
pub trait ArgumentsOf<Of> {
    /// The name of the field or connection.
    fn field(&self) -> &str;

    /// The arguments are the parameters of this request.
    #[doc(hidden)]
    fn arguments(&self) -> &Request;
}

/// Arguments that can be passed to a call.
#[diagnostic::on_unimplemented(
    message = "`{Self}` are not arguments of a field",
    label = "not made for a field with arguments",
    note = "pass the result of a function in the node's module `args`, or the list of a connection: `page::id(..).insights(..)`"
)]
pub trait Arguments: ArgumentsOf<Self::Of> + Sized {
    /// The field or connection that takes the arguments.
    type Of: 'static;

    /// The keys of the field or connection.
    #[doc(hidden)]
    fn keys() -> Vec<&'static str> {
        vec![std::any::type_name::<Self::Of>()]
    }
}

/// The keys of the arguments that are a list.
pub fn keys_of_list<E: ListOperation>() -> Vec<&'static str> {
    vec![std::any::type_name::<OfList<E>>(), std::any::type_name::<OfEdge<E::Edge>>()]
}

/// The connection of a list: `insights` of `page.insights.list`.
pub fn connection_of(list: &Request) -> &str {
    let name = list.description.map_or("", |description| description.name);
    name.rsplit('.').nth(1).unwrap_or("")
}

// A list stands for any connection that has the same facts; the name is compared when it is written.
#[diagnostic::do_not_recommend]
impl<K, E: ListOperation> Gives<OfEdge<E::Edge>> for Holding<K, (OfList<E>,)> {}
