//! Arguments: their types, the values that they convert into, and the calls that write them.

use graph_schema::model::{Limits, Param, ParamPlace, Scalar, Type};

use super::{
    scope::Scope,
    types::{owned_type, ready_type},
};
use crate::{
    code::{Code, Name, code, name},
    plan::{Given, Put, PutForm},
};

/// The type parameters of a function: one for the elements of each list that it takes.
#[derive(Default)]
pub(super) struct Generics {
    bounds: Vec<Code>,
}

impl Generics {
    /// The type parameters in angle brackets, if there are any.
    pub(super) fn code(&self) -> Option<Code> {
        let bounds = &self.bounds;
        (!bounds.is_empty()).then(|| code!(<#(#bounds),*>))
    }

    /// The type of an argument.
    pub(super) fn given_type(&mut self, given: &Given, scope: Scope<'_>) -> Code {
        match self.bound(given, scope) {
            Ok(bound) => code!(impl #bound),
            Err(ty) => ty,
        }
    }

    /// The type of the argument for a parameter.
    pub(super) fn argument_type(&mut self, param: &Param, scope: Scope<'_>) -> Code {
        self.given_type(&Given::new(&param.ty), scope)
    }

    /// What an argument has to implement, or its type.
    fn bound(&mut self, given: &Given, scope: Scope<'_>) -> Result<Code, Code> {
        Ok(match given {
            Given::Text => code!(__rt::AsText),
            Given::Word(id) => {
                let name = scope.enumeration(*id);
                code!(__rt::IntoWord<#name>)
            }
            Given::Permission => {
                let root = scope.to_root();
                code!(__rt::IntoWord<#root permission::Name>)
            }
            Given::Id(node) => {
                let marker = scope.marker(*node);
                code!(__rt::IntoId<#marker>)
            }
            Given::Time(scalar) => {
                let name = name!("Into{}", scalar.name());
                code!(__rt::#name)
            }
            Given::Struct(node) => {
                let ready = scope.ready(*node);
                if !scope.values.is_shaped(*node) {
                    return Err(ready);
                }
                code!(__rt::IntoValue<#ready>)
            }
            Given::Union(id) => {
                let union = scope.union(*id);
                code!(__rt::IntoValue<#union>)
            }
            Given::Plain(ty @ Type::Encoded(_)) => {
                let ty = ready_type(ty, scope);
                code!(::core::convert::Into<#ty>)
            }
            Given::Plain(ty) => return Err(ready_type(ty, scope)),
            Given::List(item) => {
                let item = match self.bound(item, scope) {
                    Ok(bound) => self.parameter(&bound),
                    Err(ty) => ty,
                };
                code!(__rt::IntoList<#item>)
            }
        })
    }

    /// A new type parameter. No item of a schema begins with `_` and a letter.
    fn parameter(&mut self, bound: &Code) -> Code {
        let name = match self.bounds.len() {
            0 => name!("_Item"),
            others => name!("_Item{}", others + 1),
        };
        self.bounds.push(code!(#name: #bound));
        code!(#name)
    }
}

/// The value that the argument `name` converts into.
fn given_value(given: &Given, name: &Name, scope: Scope<'_>) -> Code {
    match given {
        Given::Text => code!(__rt::AsText::as_text(&#name)),
        Given::List(item) => {
            let convert = match (&**item, conversion(item, scope)) {
                // What borrows from an element is gone with it.
                (Given::Text, _) => code!(__rt::owned),
                (_, Some(convert)) => convert,
                (Given::List(_), None) => {
                    let element = given_value(item, &name!("item"), scope);
                    code!(|item| #element)
                }
                (_, None) => code!(::core::convert::identity),
            };
            code!(__rt::each(#name, #convert))
        }
        given => match conversion(given, scope) {
            Some(convert) => code!(#convert(#name)),
            None => code!(#name),
        },
    }
}

/// The function that converts an argument, by its path: rustc takes longer for a closure. `None` if there is nothing to
/// convert, or if it takes more than a function.
fn conversion(given: &Given, scope: Scope<'_>) -> Option<Code> {
    Some(match given {
        Given::Word(id) => {
            let ty = scope.enumeration(*id);
            code!(__rt::IntoWord::<#ty>::into_word)
        }
        Given::Permission => {
            let root = scope.to_root();
            code!(__rt::IntoWord::<#root permission::Name>::into_word)
        }
        Given::Id(node) => {
            let marker = scope.marker(*node);
            code!(__rt::IntoId::<#marker>::into_id)
        }
        Given::Time(scalar) => {
            let convert = name!(
                "{}",
                match scalar {
                    Scalar::Date => "IntoDate::into_date",
                    Scalar::DateTime => "IntoDateTime::into_date_time",
                    _ => "IntoEventTime::into_event_time",
                }
            );
            code!(__rt::#convert)
        }
        Given::Struct(node) if scope.values.is_shaped(*node) => {
            let ready = scope.ready(*node);
            code!(__rt::IntoValue::<#ready>::into_value)
        }
        Given::Union(id) => {
            let union = scope.union(*id);
            code!(__rt::IntoValue::<#union>::into_value)
        }
        Given::Plain(ty @ Type::Encoded(_)) => {
            let ty = ready_type(ty, scope);
            code!(::core::convert::Into::<#ty>::into)
        }
        Given::Struct(_) | Given::Plain(_) | Given::Text | Given::List(_) => return None,
    })
}

/// The value that the argument `name` converts into, for a member of a struct.
pub(super) fn owned_value(given: &Given, name: &Name, scope: Scope<'_>) -> Code {
    if *given == Given::Text { code!(__rt::owned(#name)) } else { given_value(given, name, scope) }
}

/// The statements that write the argument `name` of a parameter into `params`, an expression whose methods are those of
/// `Params`.
pub(super) fn put(param: &Param, params: &Code, name: &Name, scope: Scope<'_>) -> Code {
    let put = put_alone(param, params, name, scope);
    let is_secret = param.ty == Type::Scalar(Scalar::Secret);
    if param.brings.is_empty() && !is_secret {
        return put;
    }
    let brings = param.brings.iter().map(|(name, json)| code!(#params.constant(#name, #json);));
    let wire_name = &param.name;
    let hide = is_secret.then(|| code!(#params.hide(#wire_name);));
    code!({ #put; #(#brings)* #hide })
}

/// The same, without the parameters that are sent with it.
fn put_alone(param: &Param, params: &Code, name: &Name, scope: Scope<'_>) -> Code {
    if let Some(json) = &param.constant {
        let wire_name = &param.name;
        return code!(#params.constant(#wire_name, #json));
    }
    let Put { method, form, limits, .. } = Put::new(param);
    if matches!(method, "member" | "value") {
        return put_value(param, limits.as_ref(), params, name, scope);
    }
    let (method, wire_name) = (Name::new(method), &param.name);
    let value = given_value(&Given::new(&param.ty), name, scope);
    let value = match form {
        PutForm::Argument => code!(#name),
        PutForm::Value => value,
        PutForm::Text => code!(#value.as_str()),
        PutForm::Secret => code!(#value.expose()),
    };
    let limits = limits.map(|limits| {
        let limits = super::value::limits(&limits);
        code!(, &[#(#limits),*])
    });
    code!(#params.#method(#wire_name, #value #limits))
}

/// The call that checks and writes a value: as a member of a JSON body, or as a parameter.
fn put_value(param: &Param, limits: Option<&Limits>, params: &Code, name: &Name, scope: Scope<'_>) -> Code {
    let wire_name = &param.name;
    let value = owned_value(&Given::new(&param.ty), name, scope);
    let limits = limits.into_iter().flat_map(super::value::limits);
    let is_text = matches!(param.ty, Type::Encoded(_)) && param.place != ParamPlace::Json;
    let put = Name::new(if param.flat {
        "flat"
    } else if is_text {
        "json_text"
    } else {
        "value"
    });
    code!(#params.#put(#wire_name, &#value, &[#(#limits),*]))
}

/// The Rust types that convert into the argument type of a parameter.
pub(super) fn stand_ins(ty: &Type, scope: Scope<'_>) -> Vec<Code> {
    match ty {
        Type::Scalar(Scalar::String | Scalar::Url) => {
            vec![code!(&__rt::str), code!(__rt::String), code!(&__rt::String)]
        }
        Type::Id(node) | Type::Ref(node) => {
            let marker = scope.marker(*node);
            vec![
                code!(__rt::Id<#marker>),
                code!(&__rt::Id<#marker>),
                code!(&__rt::str),
                code!(__rt::String),
                code!(__rt::u64),
            ]
        }
        Type::Enum(id) => {
            let name = scope.enumeration(*id);
            vec![name.clone(), code!(__rt::Open<#name>)]
        }
        _ => vec![owned_type(ty, scope)],
    }
}

/// The argument `name` as part of the path.
pub(super) fn path_value(ty: &Type, name: &Name, scope: Scope<'_>) -> Code {
    given_value(&Given::new(ty), name, scope)
}
