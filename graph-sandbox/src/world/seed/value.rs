//! Plausible values for a type, by the field's name if it is a known one.

use graph_schema::{
    model::{NodeId, Scalar, Type},
    value::Layout,
};
use serde_json::{Map, Value, json};

use super::{Generator, Random, START, Subject, special, words};
use crate::world::moment;

/// The maximum nesting of generated objects; a schema may be recursive.
const DEEPEST: usize = 4;

impl Generator {
    /// A value for `name`, which is of type `ty`.
    pub(crate) fn value(&self, ty: &Type, name: &str, subject: &Subject<'_>, depth: usize) -> Option<Value> {
        let mut random = Random::of(self.seed, &[subject.id, name]);
        match ty {
            Type::Scalar(scalar) => Some(match self.scalar(*scalar, name, subject, &mut random) {
                Value::Number(figure) if special::has_figures_as_text(&self.schema[subject.node].name) => {
                    figure.to_string().into()
                }
                value => value,
            }),
            Type::Id(node) | Type::Ref(node) | Type::Node(node) if !self.schema[*node].is_object => {
                let target = match (subject.is_author(name), subject.owner) {
                    (true, Some(owner)) if self.writes(*node, owner) => owner.to_owned(),
                    _ => random.pick(self.pool(*node))?.clone(),
                };
                Some(if matches!(ty, Type::Id(_)) {
                    Value::String(target)
                } else {
                    self.reference(*node, &target)
                })
            }
            Type::Id(_) | Type::Ref(_) => None,
            // An author is a reference with id and name.
            Type::Node(object)
                if subject.is_author(name)
                    && self
                        .referenced_node(*object)
                        .is_some_and(|node| self.writes(node, subject.owner.unwrap_or_default())) =>
            {
                let person = self.referenced_node(*object)?;
                let known = subject.owner.map(str::to_owned);
                let who = known.or_else(|| random.pick(self.pool(person)).cloned())?;
                Some(self.reference(person, &who))
            }
            Type::Node(_) if depth < DEEPEST && Layout::describes(&self.schema, ty) => {
                let id = format!("{}/{name}", subject.id);
                self.described(ty, &Subject { id: &id, ..*subject }, depth + 1)
            }
            Type::Node(object) if depth < DEEPEST => {
                let id = format!("{}/{name}", subject.id);
                Some(Value::Object(self.object(*object, &Subject { id: &id, ..*subject }, None, depth + 1)))
            }
            Type::Node(_) => None,
            Type::Connection(node) => {
                // An empty connection is absent.
                let count = random.below(3);
                let items: Vec<Value> = (0..count)
                    .filter_map(|at| {
                        let id = format!("{}/{name}/{at}", subject.id);
                        self.value(&Type::Node(*node), name, &Subject { id: &id, ..*subject }, depth + 1)
                    })
                    .collect();
                (!items.is_empty()).then(|| json!({ "data": items, "count": items.len() }))
            }
            Type::Enum(id) => {
                let words = &self.schema[*id].words;
                if name == "gender"
                    && let Some(word) = words.iter().find(|(word, _)| word == self.gender(subject.id))
                {
                    return Some(Value::String(word.0.clone()));
                }
                random.pick(words).map(|(word, _)| Value::String(word.clone()))
            }
            Type::List(item) => {
                let length = 1 + random.below(3);
                let ids = (0..length).map(|at| format!("{}/{name}/{at}", subject.id));
                Some(
                    ids.filter_map(|id| self.value(item, name, &Subject { id: &id, ..*subject }, depth + 1))
                        .collect(),
                )
            }
            Type::Union(_) => {
                let id = format!("{}/{name}", subject.id);
                self.described(ty, &Subject { id: &id, ..*subject }, depth + 1)
            }
            Type::Encoded(item) => {
                let id = format!("{}/{name}/text", subject.id);
                let value = self.value(item, name, &Subject { id: &id, ..*subject }, depth + 1)?;
                Some(Value::String(value.to_string()))
            }
            Type::Keyed(..) | Type::Map(_) => {
                let (keys, item) = self.keyed(ty)?;
                let mut map = Map::new();
                for key in &keys {
                    let id = format!("{}/{name}/{key}", subject.id);
                    map.insert(
                        key.clone(),
                        self.value(item, name, &Subject { id: &id, ..*subject }, depth + 1)?,
                    );
                }
                Some(Value::Object(map))
            }
        }
    }

    /// The keys of a map, and the type of its values.
    fn keyed<'t>(&self, ty: &'t Type) -> Option<(Vec<String>, &'t Type)> {
        let texts = |texts: [&str; 2]| texts.map(str::to_owned).to_vec();
        match ty {
            Type::Map(item) => Some((texts(["first", "second"]), item)),
            Type::Keyed(key, item) => {
                let keys = match **key {
                    Type::Enum(id) => {
                        self.schema[id].words.iter().take(2).map(|(word, _)| word.clone()).collect()
                    }
                    Type::Id(node) => self.pool(node).iter().take(2).cloned().collect(),
                    Type::Scalar(Scalar::Integer) => texts(["0", "1"]),
                    Type::Scalar(Scalar::Date) => texts(["2013-06-30", "2013-07-01"]),
                    _ => texts(["first", "second"]),
                };
                Some((keys, item))
            }
            _ => None,
        }
    }

    /// Generates the fields of an object. `picked` is the node that its `id` refers to.
    pub(crate) fn object(
        &self,
        object: NodeId,
        subject: &Subject<'_>,
        picked: Option<&str>,
        depth: usize,
    ) -> Map<String, Value> {
        let fields = &self.schema[object].fields;
        let target = fields.iter().find_map(|field| match (&field.ty, field.name.as_str()) {
            (Type::Id(node), "id") => {
                let mut random = Random::of(self.seed, &[subject.id, "id"]);
                Some((*node, picked.map(str::to_owned).or_else(|| random.pick(self.pool(*node)).cloned())?))
            }
            _ => None,
        });
        let mut map = Map::new();
        for field in fields.iter().filter(|field| self.present(field, subject)) {
            // Fields that the referenced node also has get the node's values.
            let copied = target.as_ref().and_then(|(node, id)| {
                let same = self.schema[*node].field(&field.name).filter(|same| same.ty == field.ty)?;
                if same.name == "id" {
                    Some(Value::String(id.clone()))
                } else {
                    self.field(&Subject::of(*node, id, subject.moment), same)
                }
            });
            if let Some(value) = copied.or_else(|| self.value(&field.ty, &field.name, subject, depth)) {
                map.insert(field.name.clone(), value);
            }
        }
        map
    }

    /// `{"id": .., "name": ..}`
    pub(crate) fn reference(&self, node: NodeId, id: &str) -> Value {
        json!({ "id": id, "name": self.name(node, id) })
    }

    fn scalar(&self, scalar: Scalar, name: &str, subject: &Subject<'_>, random: &mut Random) -> Value {
        match scalar {
            Scalar::String | Scalar::Secret => Value::String(self.text(name, subject, random)),
            Scalar::Url => match name {
                "link" if self.is_person(subject.node) => {
                    format!("https://people.example/{}", self.username(subject.id)).into()
                }
                "picture" | "source" | "profile_pic" | "icon" => {
                    format!("https://pictures.example/{:x}.jpg", random.next()).into()
                }
                _ => format!("https://{name}.example/{:x}", random.next() >> 32).replace('_', "-").into(),
            },
            Scalar::Integer => match name {
                "min" => 18.into(),
                "max" => 20.into(),
                "width" | "height" => (random.below(10) * 60 + 120).into(),
                _ => (random.below(90) + 1).into(),
            },
            Scalar::TimeZone => (i64::try_from(random.below(11)).unwrap_or(0) - 8).into(),
            Scalar::Number => match name {
                "latitude" | "longitude" => (random.below(80_000) as f64 / 1000.0 + 0.5).into(),
                _ => (random.below(400) as f64 / 4.0 + 0.25).into(),
            },
            Scalar::Boolean => matches!(name, "installed" | "verified" | "is_valid")
                .then_some(true)
                .unwrap_or_else(|| random.once_in(2))
                .into(),
            Scalar::Date => moment::date(subject.moment).into(),
            Scalar::DateTime => {
                let later = if name.contains("updated") {
                    i64::try_from(random.below(48)).unwrap_or(0) * 1800
                } else {
                    0
                };
                moment::date_time((subject.moment + later).min(START.max(subject.moment))).into()
            }
            Scalar::Birthday => {
                format!("{:02}/{:02}/{}", random.below(12) + 1, random.below(28) + 1, random.below(40) + 1955)
                    .into()
            }
            Scalar::EventTime => {
                let start = subject.moment + if name.starts_with("end") { 7200 } else { 0 };
                let day_only = Random::of(self.seed, &[subject.id, "day only"]).once_in(3);
                if day_only { moment::date(start) } else { moment::date_time(start) }.into()
            }
            Scalar::Money => format!("{}.{:02}", random.below(40) + 1, random.below(100)).into(),
            Scalar::Picture => {
                let url = format!("https://pictures.example/{}.jpg", subject.id);
                json!({ "data": { "url": url, "is_silhouette": false } })
            }
            Scalar::File => serde_json::Value::Null,
            Scalar::Json => json!({ "value": random.below(100) }),
            Scalar::Permission => {
                random.pick(&self.schema.permissions).map_or("none", |permission| &permission.name).into()
            }
        }
    }

    fn text(&self, name: &str, subject: &Subject<'_>, random: &mut Random) -> String {
        let (first, last, _) = self.identity(subject.id);
        match name {
            "id" => self.number(&[subject.id, "id"]).to_string(),
            "name" => self.name(subject.node, subject.id),
            "title" | "subject" => words::title(random),
            "first_name" => first.to_owned(),
            "last_name" => last.to_owned(),
            "username" => self.username(subject.id),
            "namespace" => words::title(random).to_lowercase().replace(' ', "_"),
            "email" => format!("{}@mail.example", self.username(subject.id)),
            "locale" => random.word(words::LOCALES).to_owned(),
            "timezone" => random.word(words::ZONES).to_owned(),
            "category" => random.word(words::CATEGORIES).to_owned(),
            "location" | "city" => random.word(words::PLACES).to_owned(),
            "website" => format!("http://{}.example", self.username(subject.id)),
            "privacy" => ["everyone", "friends", "custom"][usize::from(random.once_in(2))].to_owned(),
            "gender" => self.gender(subject.id).to_owned(),
            "type" => words::title(random).to_lowercase().replace(' ', "."),
            "country" => "US".to_owned(),
            "currency" => "USD".to_owned(),
            "birthday" => "07/04/1985".to_owned(),
            "permalink_url" | "url" | "source" | "picture" | "icon" | "link" => {
                format!("https://{}.example/{:x}", name.replace('_', "-"), random.next() >> 32)
            }
            "timestamp" => subject.moment.to_string(),
            _ if name.ends_with("_timestamp") => subject.moment.to_string(),
            "count" | "size" | "duration" | "total" => (random.below(90) + 1).to_string(),
            _ if name.ends_with("_count") || name.ends_with("_total") => (random.below(90) + 1).to_string(),
            _ if name.ends_with("_time") || name.ends_with("_at") => moment::date_time(subject.moment),
            _ if name.ends_with("_date") => moment::date(subject.moment),
            _ if name.ends_with("_id") => self.number(&[subject.id, name]).to_string(),
            _ => words::sentence(random),
        }
    }

    fn gender(&self, id: &str) -> &'static str {
        if self.identity(id).2 { "female" } else { "male" }
    }

    fn identity(&self, id: &str) -> (&'static str, &'static str, bool) {
        words::person(&mut Random::of(self.seed, &[id, "person"]))
    }

    pub(crate) fn username(&self, id: &str) -> String {
        let (first, last, _) = self.identity(id);
        let tail = id.get(id.len().saturating_sub(3)..).unwrap_or(id);
        format!("{first}.{last}.{tail}").to_lowercase()
    }

    /// The name of a node.
    pub(crate) fn name(&self, node: NodeId, id: &str) -> String {
        let has_parts = self.schema[node].field("first_name").is_some();
        if self.is_person(node) || has_parts {
            let (first, last, _) = self.identity(id);
            return format!("{first} {last}");
        }
        words::title(&mut Random::of(self.seed, &[id, "name"]))
    }
}
