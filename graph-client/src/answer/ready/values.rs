//! The types of fields: what is particular when they are written and checked.

use std::{collections::BTreeMap, fmt};

use serde_json::Value;

use crate::{
    answer::{
        Connection, Fields, Ready, SelectionOf,
        shape::{self, Check, InBox, WithoutShape},
    },
    decode::{KnownEnum, ReadsAs},
    request::Within,
    value::{
        Birthday, Date, DateTime, EventTime, Id, Map, MapKey, Money, Open, Picture, Ref, Secret, TimeZone,
    },
    wire,
};

macro_rules! values {
    ($($ty:ty: $wire:ident),*) => {$(impl Ready for $ty { type Wire = wire::$wire; type Held = WithoutShape; })*};
}
values! {
    Date: Date, DateTime: DateTime, Birthday: Birthday, EventTime: EventTime, Money: Money,
    TimeZone: TimeZone, Picture: Picture, Value: Json
}
impl Ready for String {
    type Wire = wire::Text;
    type Held = WithoutShape;

    fn write(&self, out: &mut String) {
        shape::text(self, out);
    }

    fn check(&self, within: Within<'_>, check: &mut Check) {
        check.text(self, within);
    }
}
impl Ready for bool {
    type Wire = wire::Boolean;
    type Held = WithoutShape;

    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}
impl Ready for i64 {
    type Wire = wire::Integer;
    type Held = WithoutShape;

    fn write(&self, out: &mut String) {
        shape::write_shown(self, out);
    }

    fn check(&self, within: Within<'_>, check: &mut Check) {
        check.number(*self as f64, within);
    }
}
impl Ready for f64 {
    type Wire = wire::Number;
    type Held = WithoutShape;

    fn check(&self, within: Within<'_>, check: &mut Check) {
        check.number(*self, within);
    }
}
/// Serialized secrets are hidden; a secret that is sent is not.
impl Ready for Secret {
    type Wire = wire::Secret;
    type Held = WithoutShape;

    fn write(&self, out: &mut String) {
        shape::text(self.expose(), out);
    }
}
impl<N: 'static> Ready for Id<N> {
    type Wire = wire::Id<N>;
    type Held = WithoutShape;

    fn write(&self, out: &mut String) {
        shape::text(self.as_str(), out);
    }
}
impl<N: 'static> Ready for Ref<N> {
    type Wire = wire::Ref<N>;
    type Held = WithoutShape;
}
impl<E: KnownEnum> Ready for Open<E> {
    type Wire = wire::Enum<E>;
    type Held = WithoutShape;

    fn write(&self, out: &mut String) {
        shape::text(self.as_str(), out);
    }
}
impl<F: Fields + SelectionOf<<F as Fields>::Node> + Ready> Ready for Connection<F> {
    type Wire = wire::Connection<<F as Fields>::Node>;
    type Held = WithoutShape;
}
impl<T: Ready> Ready for Box<T>
where
    Self: ReadsAs<T::Wire>,
{
    type Wire = T::Wire;
    type Held = InBox<T::Held>;

    fn write(&self, out: &mut String) {
        T::write(self, out);
    }

    fn check(&self, within: Within<'_>, check: &mut Check) {
        T::check(self, within, check);
    }
}
impl<T: Ready> Ready for Vec<T> {
    type Wire = wire::List<T::Wire>;
    type Held = WithoutShape;

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn write(&self, out: &mut String) {
        for (at, item) in self.iter().enumerate() {
            out.push(if at == 0 { '[' } else { ',' });
            item.write(out);
        }
        out.push_str(if self.is_empty() { "[]" } else { "]" });
    }

    fn check(&self, within: Within<'_>, check: &mut Check) {
        check.count(self.len(), within);
        let within = within.of_elements();
        for (at, item) in self.iter().enumerate() {
            check.element(at, |check| item.check(within, check));
        }
    }
}
impl<T: Ready> Ready for BTreeMap<String, T> {
    type Wire = wire::Map<T::Wire>;
    type Held = WithoutShape;

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn write(&self, out: &mut String) {
        shape::Members::object(out, |out| {
            for (name, value) in self {
                value.write(out.name(name));
            }
        });
    }

    fn check(&self, within: Within<'_>, check: &mut Check) {
        check.count(self.len(), within);
        let within = within.of_elements();
        for (name, value) in self {
            check.member(name, |check| value.check(within, check));
        }
    }
}

impl<K: MapKey + Clone + fmt::Debug + PartialEq, T: Ready> Ready for Map<K, T> {
    type Wire = wire::Keyed<K, T::Wire>;
    type Held = WithoutShape;

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn write(&self, out: &mut String) {
        shape::Members::object(out, |out| {
            for (name, value) in self {
                value.write(out.name(&name.to_key()));
            }
        });
    }

    fn check(&self, within: Within<'_>, check: &mut Check) {
        check.count(self.len(), within);
        let within = within.of_elements();
        for (name, value) in self {
            check.member(&name.to_key(), |check| value.check(within, check));
        }
    }
}
