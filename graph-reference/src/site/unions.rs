//! The page of a union: its form, and its variants with an example of each.

use graph_codegen::plan::Values;
use graph_schema::model::UnionId;

use super::{
    Page,
    layout::{self, Sheet, crumbs},
    links::{Links, variant_anchor},
    parts::{chip, code, inline, prose},
    used::Used,
};
use crate::{
    Html,
    about::{limits, makers, sample},
    html,
};

pub(super) fn page(links: &Links<'_>, used: &Used, values: &Values, id: UnionId) -> Page {
    let union = &links.schema[id];
    let path = links.union(id);
    let root = layout::root(path);
    let mut body = crumbs(&root, "unions.html", "Unions");
    body += html!("<h1>{} {}</h1>\n", union.name, chip("kind", "union"));
    body += html!("<div class=\"lead\">{}</div>\n", prose(&union.doc));
    body += html!("<p>In JSON, {}.</p>\n", inline(&limits::form(union)));
    if let Some(default) = union.default.and_then(|at| union.variants.get(at)) {
        body += html!("<p>A value without the tag is <code>{}</code>.</p>\n", default.word);
    }
    body +=
        html!("<p>A response may contain other kinds; they are kept as JSON in <code>Other</code>.</p>\n");
    if let Some(note) = &union.note {
        body += html!("<p class=\"note\">{}</p>\n", inline(note));
    }
    let variants: Html = (0..union.variants.len()).map(|at| variant(links, values, id, at, &root)).collect();
    body += html!(
        "<section>\n<h2 id=\"variants\">Variants <span class=\"count\">{}</span></h2>\n<div class=\"rows\">\n{variants}</div>\n</section>\n",
        union.variants.len();
        variants
    );
    body += used.of_union(id, &root);
    layout::page(links, Sheet { path, title: &union.name, places: Vec::new(), body })
}

fn variant(links: &Links<'_>, values: &Values, id: UnionId, at: usize, root: &str) -> Html {
    let union = &links.schema[id];
    let Some(variant) = union.variants.get(at) else { return Html::new() };
    let place = variant_anchor(&variant.word);
    let ty = variant.ty.as_ref().map_or_else(|| Html::text("no content"), |ty| links.ty(ty, root));
    let mut about = Html::new();
    if !variant.doc.is_empty() {
        about += html!("<p>{}</p>\n", inline(&variant.doc));
    }
    if let Some(why) = &variant.deprecated {
        about += html!("<p class=\"warning\">Deprecated: {}</p>\n", inline(why));
    }
    let words = limits::variant(union, variant);
    if !words.is_empty() {
        about += html!("<p><small>{}</small></p>\n", inline(&words.join("; ")));
    }
    if let Some(note) = &variant.note {
        about += html!("<p class=\"note\">{}</p>\n", inline(note));
    }
    about += code("Rust", &format!("{}::{}", union.name, variant.rust));
    about +=
        makers::of_variant(links.schema, values, id, at).map_or_else(Html::new, |line| code("Rust", &line));
    let example = sample::variant(links.schema, id, at);
    let example = example.and_then(|example| serde_json::to_string_pretty(&example).ok());
    about += example.map_or_else(Html::new, |example| code("JSON", &example));
    html!(
        "<article class=\"row\" id=\"{place}\">\n<div class=\"name\"><a class=\"self\" href=\"#{place}\">{}</a><span class=\"type\">{ty}</span></div>\n<div class=\"about\">\n{about}</div>\n</article>\n",
        variant.word;
        place, ty, about
    )
}
