//! The modules of a crate, and the paths that they use.

use std::{
    collections::{BTreeMap, BTreeSet},
    iter::Peekable,
    path::{Path, PathBuf},
};

use proc_macro2::{Delimiter, TokenStream, TokenTree, token_stream::IntoIter};
use quote::ToTokens;
use syn::{
    Attribute, File, ImplItem, Item, ItemMod, Stmt, TraitItem, UseTree, Visibility, visit_mut::VisitMut,
};

/// A path such as `crate::value::Id`, as absolute segments (`value`, `Id`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The file, relative to `src/`.
    pub file: PathBuf,
    pub line: usize,
    pub path: Vec<String>,
}

/// All modules of a crate, without tests.
#[derive(Debug, Default)]
pub struct Crate {
    /// The layer of each top-level module: its folder, or the stem of its file.
    pub modules: BTreeMap<String, String>,
    /// Names in the crate root and where they come from: `pub use facts::Node;` is `Node` to `facts`.
    pub reexports: BTreeMap<String, String>,
    /// Macros with `#[macro_export]`, which are addressed as `crate::name!`, and the files that define them.
    pub macros: BTreeMap<String, PathBuf>,
    pub uses: BTreeSet<Use>,
}

/// The layer of a file: its first folder, or its stem.
pub fn layer(file: &Path) -> String {
    let first = file.iter().next().map(|first| first.to_string_lossy().into_owned()).unwrap_or_default();
    first.strip_suffix(".rs").map(str::to_owned).unwrap_or(first)
}

/// Reads a crate from its root file on, following `mod` items. `read` gives the text of a file.
pub fn read_crate(root: &str, read: &dyn Fn(&Path) -> Option<String>) -> Result<Crate, String> {
    let mut reader = Reader { read, found: Crate::default() };
    reader.file(Path::new(root), &[], Path::new(""))?;
    Ok(reader.found)
}

struct Reader<'a> {
    read: &'a dyn Fn(&Path) -> Option<String>,
    found: Crate,
}

impl Reader<'_> {
    /// Reads a file. `folder` is where the files of its child modules are.
    fn file(&mut self, file: &Path, module: &[String], folder: &Path) -> Result<(), String> {
        let text = (self.read)(file).ok_or_else(|| format!("cannot read {}", file.display()))?;
        let mut parsed: File =
            syn::parse_file(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        WithoutTests.visit_file_mut(&mut parsed);
        self.items(&parsed.items, file, module, folder)
    }

    fn items(&mut self, items: &[Item], file: &Path, module: &[String], folder: &Path) -> Result<(), String> {
        for item in items {
            match item {
                Item::Mod(item) => self.module(item, file, module, folder)?,
                item => {
                    if let Item::Use(item) = item
                        && module.is_empty()
                    {
                        self.reexport(&item.tree, &mut Vec::new());
                    }
                    if let Item::Macro(item) = item
                        && let Some(name) = &item.ident
                        && item.attrs.iter().any(|attribute| attribute.path().is_ident("macro_export"))
                    {
                        self.found.macros.insert(name.to_string(), file.to_owned());
                    }
                    self.tokens(item.to_token_stream(), file, module);
                }
            }
        }
        Ok(())
    }

    fn module(
        &mut self,
        item: &ItemMod,
        file: &Path,
        parent: &[String],
        folder: &Path,
    ) -> Result<(), String> {
        let name = item.ident.to_string();
        let module = [parent, std::slice::from_ref(&name)].concat();
        if let Visibility::Restricted(visibility) = &item.vis {
            self.tokens(visibility.to_token_stream(), file, parent);
        }
        if let Some((_, items)) = &item.content {
            if parent.is_empty() {
                self.found.modules.insert(name.clone(), layer(file));
            }
            return self.items(items, file, &module, &folder.join(&name));
        }
        let own = path_attribute(&item.attrs);
        let candidates = match &own {
            Some(path) => vec![folder.join(path)],
            None => vec![folder.join(format!("{name}.rs")), folder.join(&name).join("mod.rs")],
        };
        let found = candidates.into_iter().find(|path| (self.read)(path).is_some());
        let Some(path) = found else {
            return Err(format!("{}: no file for the module `{name}`", file.display()));
        };
        if parent.is_empty() {
            self.found.modules.insert(name.clone(), layer(&path));
        }
        self.file(&path, &module, &folder.join(&name))
    }

    /// Notes where a name in the crate root comes from.
    fn reexport(&mut self, tree: &UseTree, path: &mut Vec<String>) {
        let mut insert = |path: &[String], name: String| {
            let mut path = path.iter().filter(|segment| !matches!(segment.as_str(), "crate" | "self"));
            if let Some(first) = path.next() {
                self.found.reexports.entry(name).or_insert_with(|| first.clone());
            }
        };
        match tree {
            UseTree::Path(tree) => {
                path.push(tree.ident.to_string());
                self.reexport(&tree.tree, path);
                path.pop();
            }
            UseTree::Group(tree) => tree.items.iter().for_each(|tree| self.reexport(tree, path)),
            // `pub use facts;` alone names nothing new, `pub use facts::{self}` neither.
            UseTree::Name(tree) => insert(path, tree.ident.to_string()),
            UseTree::Rename(tree) => {
                path.push(tree.ident.to_string());
                insert(path, tree.rename.to_string());
                path.pop();
            }
            // What a glob brings in is not known. A use of it through the root is refused.
            UseTree::Glob(_) => {}
        }
    }

    /// Finds the paths in code, also in macro calls and groups of imports.
    fn tokens(&mut self, tokens: TokenStream, file: &Path, module: &[String]) {
        let mut tokens = tokens.into_iter().peekable();
        let mut after_path_separator = false;
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Group(group) => self.tokens(group.stream(), file, module),
                TokenTree::Ident(ident) if !after_path_separator => {
                    let line = ident.span().start().line;
                    let start = match ident.to_string().as_str() {
                        "crate" => Some(Vec::new()),
                        "self" => Some(module.to_vec()),
                        "super" => Some(parent(module)),
                        _ => None,
                    };
                    if let Some(start) = start
                        && take_separator(&mut tokens)
                    {
                        self.path(start, line, &mut tokens, file);
                    }
                }
                _ => {}
            }
            after_path_separator = false;
            if is_separator(&tokens) {
                after_path_separator = take_separator(&mut tokens);
            }
        }
    }

    /// Reads the rest of a path, behind `crate::` or another `::`.
    fn path(&mut self, mut path: Vec<String>, line: usize, tokens: &mut Peekable<IntoIter>, file: &Path) {
        loop {
            match tokens.peek() {
                Some(TokenTree::Ident(ident)) => {
                    match ident.to_string().as_str() {
                        "super" => path = parent(&path),
                        "self" => {}
                        name => path.push(name.to_owned()),
                    }
                    tokens.next();
                    if !take_separator(tokens) {
                        break;
                    }
                }
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                    let mut inner = group.stream().into_iter().peekable();
                    tokens.next();
                    while let Some(token) = inner.peek() {
                        let line = token.span().start().line;
                        self.path(path.clone(), line, &mut inner, file);
                        // To the next member: over `as name`, the comma, and what else is there.
                        for token in inner.by_ref() {
                            if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ',') {
                                break;
                            }
                        }
                    }
                    return;
                }
                // `crate::#name` in a template of code: not a path of this crate.
                Some(TokenTree::Punct(punct)) if path.is_empty() && punct.as_char() != '*' => return,
                None if path.is_empty() => return,
                // A glob, or the generic arguments of the last segment.
                _ => break,
            }
        }
        self.found.uses.insert(Use { file: file.to_owned(), line, path });
    }
}

fn parent(module: &[String]) -> Vec<String> {
    module.split_last().map(|(_, parent)| parent.to_vec()).unwrap_or_default()
}

/// Whether `::` comes next. Only its first `:` can be seen; a single one is not joint with another.
fn is_separator(tokens: &Peekable<IntoIter>) -> bool {
    let mut ahead = tokens.clone();
    let mut colon = || matches!(ahead.next(), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
    colon() && colon()
}

fn take_separator(tokens: &mut Peekable<IntoIter>) -> bool {
    let is_next = is_separator(tokens);
    if is_next {
        tokens.next();
        tokens.next();
    }
    is_next
}

fn path_attribute(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find(|attribute| attribute.path().is_ident("path")).and_then(|attribute| {
        let syn::Meta::NameValue(pair) = &attribute.meta else { return None };
        match &pair.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        }
    })
}

/// Removes what is only compiled for tests.
struct WithoutTests;

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let Ok(condition) = attribute.meta.require_list() else { return false };
        let condition = condition.tokens.to_string();
        attribute.path().is_ident("cfg")
            && (condition == "test"
                || condition.starts_with("all (test ,")
                || condition.starts_with("all(test,"))
    })
}

fn item_attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

impl VisitMut for WithoutTests {
    fn visit_file_mut(&mut self, file: &mut File) {
        file.items.retain(|item| !is_test(item_attributes(item)));
        syn::visit_mut::visit_file_mut(self, file);
    }

    fn visit_item_mod_mut(&mut self, item: &mut ItemMod) {
        if let Some((_, items)) = &mut item.content {
            items.retain(|item| !is_test(item_attributes(item)));
        }
        syn::visit_mut::visit_item_mod_mut(self, item);
    }

    fn visit_item_impl_mut(&mut self, item: &mut syn::ItemImpl) {
        item.items.retain(|item| match item {
            ImplItem::Const(item) => !is_test(&item.attrs),
            ImplItem::Fn(item) => !is_test(&item.attrs),
            _ => true,
        });
        syn::visit_mut::visit_item_impl_mut(self, item);
    }

    fn visit_item_trait_mut(&mut self, item: &mut syn::ItemTrait) {
        item.items.retain(|item| match item {
            TraitItem::Fn(item) => !is_test(&item.attrs),
            _ => true,
        });
        syn::visit_mut::visit_item_trait_mut(self, item);
    }

    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        block.stmts.retain(|statement| match statement {
            Stmt::Item(item) => !is_test(item_attributes(item)),
            Stmt::Local(local) => !is_test(&local.attrs),
            _ => true,
        });
        syn::visit_mut::visit_block_mut(self, block);
    }
}
