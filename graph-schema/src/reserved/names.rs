//! The names of one module of a generated API: which are fixed by the schema, and which are free to be chosen.

use super::{CONNECTION_OPERATIONS, camel};
use crate::list::List as _;
use crate::{
    model::{Operation, Returns, Type},
    table::Set,
};

/// The names that a module has already. Types begin with an uppercase letter and functions do not, so that one table is
/// enough for both.
#[derive(Clone, Debug, Default)]
pub struct Names(Set);

impl Names {
    /// The names that the operations of a module have in any case. The checks refuse a schema in which two of them are
    /// the same.
    #[must_use]
    pub fn of_operations(operations: &[Operation]) -> Self {
        let mut names = Set::default();
        for name in CONNECTION_OPERATIONS {
            names.insert(&camel(name));
        }
        for operation in operations.iter().filter(|operation| operation.variant_of.is_none()) {
            names.extend(&of_operation(operation));
        }
        Self(names)
    }

    /// Whether a name is in use.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// Takes a name that was not in use. `all` are the names that items get if `name` is chosen; if one of them is in
    /// use, the name is `first_name`, and after that numbered.
    pub fn free(&mut self, first: &str, name: &str, all: &dyn Fn(&str) -> Vec<String>) -> String {
        let longer = format!("{first}_{name}");
        let numbered = (2..).map(|number: u32| format!("{longer}{number}"));
        for name in [name.to_owned(), longer.clone()].into_iter().chain(numbered) {
            let items = all(&name);
            if items.iter().all(|item| !self.0.contains(item)) {
                self.0.extend(&items);
                return name;
            }
        }
        longer
    }
}

/// The types that an operation has in any case.
#[must_use]
pub fn of_operation(operation: &Operation) -> Vec<String> {
    fixed(&operation.name, !operation.errors.is_empty(), has_answer(operation))
}

/// The types that an operation of this name has in any case: its marker, and those of its errors and its answer.
#[must_use]
pub fn fixed(operation: &str, has_errors: bool, has_answer: bool) -> Vec<String> {
    let marker = camel(operation);
    let error = has_errors.then(|| format!("{marker}Error"));
    let answer = has_answer.then(|| format!("{marker}Answer"));
    [Some(marker), error, answer].into_iter().flatten().list()
}

/// Whether the answer of an operation is a struct of its own; `{"id": "Id<Node>"}` has one type for all.
fn has_answer(operation: &Operation) -> bool {
    match &operation.returns {
        Returns::Members(members) => !matches!(members.as_slice(), [(name, Type::Id(_))] if name == "id"),
        Returns::Success | Returns::Written | Returns::List | Returns::Membership(_) | Returns::Value(_) => {
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_given_once() {
        let mut names = Names::default();
        let mut free = |name| names.free("create", name, &|name| vec![name.to_owned(), camel(name)]);
        assert_eq!(
            [free("a_1"), free("a1"), free("a1"), free("a1")],
            ["a_1", "create_a1", "create_a12", "create_a13"]
        );
    }
}
