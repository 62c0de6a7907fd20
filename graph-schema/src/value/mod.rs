//! Where the members of a described value stand in its JSON.
//!
//! Objects whose members have paths, constants and flat members, and unions in all their forms, are walked here, and
//! only here: when a call is checked, when the sandbox invents or checks a value, and when an answer is compared with
//! the schema.
//!
//! A [`Layout`] lists the places of a value; [`Layout::fill`] assigns the members of a JSON object to them.

mod build;
mod choose;
mod fill;
pub mod fit;
mod nest;

pub use self::{
    choose::{Chosen, Without, choose, variant},
    fill::{Filled, Found},
    nest::nest,
};
use crate::model::{Field, Node, Param, Type, Union, Variant};

/// JSON of any library.
pub trait Tree<'v>: Copy {
    /// The members, if it is an object.
    fn members(self) -> Option<Vec<(&'v str, Self)>>;

    /// The text, if it is a string.
    fn text(self) -> Option<&'v str>;

    /// Whether it is a string, a number or a boolean. A tag that is anything else counts as absent.
    fn is_scalar(self) -> bool;
}

/// The places of a value in its JSON object.
#[derive(Debug)]
pub struct Layout<'a> {
    /// The places, in schema order.
    pub slots: Vec<Slot<'a>>,
    /// The objects whose members stand in this JSON object: the value itself, and what stands among its members.
    pub objects: Vec<Standing<'a>>,
    /// The unions whose members stand in this JSON object.
    pub choices: Vec<Choice<'a>>,
    /// Flat values.
    pub groups: Vec<Group<'a>>,
    /// Whether the members are the parameters of a call.
    pub is_call: bool,
}

/// A place.
#[derive(Debug)]
pub struct Slot<'a> {
    /// The names of the members that lead to it: `["body", "text"]`.
    pub path: Vec<&'a str>,
    /// Other names of it in answers.
    pub aliases: &'a [String],
    /// What stands there.
    pub role: Role<'a>,
    /// The flat value that it belongs to, by its position in [`Layout::groups`].
    pub group: Option<usize>,
}

/// What stands at a place.
#[derive(Clone, Copy, Debug)]
pub enum Role<'a> {
    /// A parameter of an operation.
    Param(&'a Param),
    /// A value that is always the same, as JSON text.
    Constant(&'a str),
    /// A member of an object.
    Member(&'a Field),
    /// The tag of a union, by its position in [`Layout::choices`].
    Tag(usize),
    /// The content of a union, by its position in [`Layout::choices`].
    Content(usize),
}

/// An object whose members stand in the JSON object.
#[derive(Debug)]
pub struct Standing<'a> {
    /// The object.
    pub node: &'a Node,
    /// The place of each of its fields, by position; `None` for flat values.
    pub places: Vec<Place>,
    /// The flat value that it belongs to.
    pub group: Option<usize>,
}

/// Where a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At a place of its own, by its position in [`Layout::slots`].
    Slot(usize),
    /// Among the members of the object, by its position in [`Layout::groups`].
    Group(usize),
}

/// A union whose members stand in the JSON object.
#[derive(Debug)]
pub struct Choice<'a> {
    /// The union.
    pub union: &'a Union,
    /// The variant.
    pub chosen: Chosen,
    /// The flat value that it belongs to.
    pub group: Option<usize>,
}

impl<'a> Choice<'a> {
    /// The variant, if it is known.
    pub fn variant(&self) -> Option<&'a Variant> {
        match self.chosen {
            Chosen::Variant(at) => self.union.variants.get(at),
            Chosen::Unknown | Chosen::Missing => None,
        }
    }
}

/// A flat value.
#[derive(Debug)]
pub struct Group<'a> {
    /// The name of the parameter or field, which does not stand in the JSON.
    pub name: &'a str,
    /// Whether it is a parameter.
    pub is_param: bool,
    /// Whether it must be there.
    pub required: bool,
    /// Whether it is missing as a whole, so that none of its members is missing if nothing of it is given.
    pub is_whole: bool,
    /// The flat value around it.
    pub parent: Option<usize>,
}

/// Whether the schema demands something of the members of an object, or says where they stand.
#[must_use]
pub fn is_described(node: &Node) -> bool {
    node.has_demands() || node.is_object && node.fields.iter().any(|field| matches!(field.ty, Type::Union(_)))
}
