//! The imports between files have no cycles.
//!
//! An edge of the graph is a path in the source: in a `use`, or one such as `crate::…` or `super::…` in code. Re-exports are
//! followed to the file with the definition. A call of a method is not an edge, but a path to its type is. Unit tests are
//! left out.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Expr, Item, Lit, Meta, UseTree};

type Segments = Vec<String>;

/// A module of a crate, inline or in its own file.
#[derive(Default)]
struct Module {
    file: PathBuf,
    children: BTreeSet<String>,
    /// The names that `use` imports into this module, with their paths.
    names: BTreeMap<String, Segments>,
    /// The other paths in its code.
    paths: Vec<Segments>,
}

/// The modules of a crate, by their paths from its root.
#[derive(Default)]
struct Crate {
    modules: BTreeMap<Segments, Module>,
}

fn is_cfg(attribute: &Attribute, name: &str) -> bool {
    attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident(name))
}

fn path_attribute(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(path) => Some(path.value()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    })
}

/// Collects the names that a `use` imports, with their paths. For a glob, the name is `*` and the path.
fn leaves(tree: &UseTree, before: &mut Segments, found: &mut Vec<(String, Segments)>) {
    let mut leaf = |name: String, last: String| {
        let mut path = before.clone();
        // `use a::{self}` means `use a`.
        if last != "self" || path.is_empty() {
            path.push(last);
        }
        let name = if name == "self" { path.last().cloned().unwrap_or_default() } else { name };
        found.push((name, path));
    };
    match tree {
        UseTree::Name(name) => leaf(name.ident.to_string(), name.ident.to_string()),
        UseTree::Rename(rename) => leaf(rename.rename.to_string(), rename.ident.to_string()),
        UseTree::Glob(_) => found.push((format!("* of {}", before.join("::")), before.clone())),
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            leaves(&path.tree, before, found);
            before.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, before, found)),
    }
}

/// Collects the paths in code: two or more names joined by `::`.
fn paths(tokens: TokenStream, found: &mut Vec<Segments>) {
    let mut path = Segments::new();
    let mut colons = 0;
    for token in tokens {
        match token {
            TokenTree::Ident(name) => {
                if colons != 2 {
                    found.push(std::mem::take(&mut path));
                }
                path.push(name.to_string());
                colons = 0;
            }
            TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
            other => {
                found.push(std::mem::take(&mut path));
                colons = 0;
                if let TokenTree::Group(group) = other {
                    paths(group.stream(), found);
                }
            }
        }
    }
    found.push(path);
    found.retain(|path| path.len() > 1);
}

impl Crate {
    fn read(root: &Path) -> Self {
        let mut read = Crate::default();
        read.file(Location { file: root.to_owned(), owns_directory: true }, Vec::new());
        read
    }

    fn file(&mut self, location: Location, module: Segments) {
        let file = &location.file;
        let source = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let parsed = syn::parse_file(&source).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        self.items(file, &location.directories(), module, parsed.items);
    }

    fn items(&mut self, file: &Path, directories: &Directories, module: Segments, items: Vec<Item>) {
        self.modules.entry(module.clone()).or_default().file = file.to_owned();
        for item in items {
            match item {
                Item::Mod(inner) if inner.attrs.iter().any(|attribute| is_cfg(attribute, "fuzzing")) => {}
                Item::Mod(inner) => {
                    let name = inner.ident.to_string();
                    let path = [module.as_slice(), std::slice::from_ref(&name)].concat();
                    let given = path_attribute(&inner.attrs);
                    match inner.content {
                        Some(_) if inner.attrs.iter().any(|attribute| is_cfg(attribute, "test")) => continue,
                        Some((_, items)) => self.items(file, &directories.of_inline(&name, given), path, items),
                        None => self.file(directories.of_file(&name, given), path),
                    }
                    self.modules.entry(module.clone()).or_default().children.insert(name);
                }
                Item::Use(import) => {
                    let mut found = Vec::new();
                    leaves(&import.tree, &mut Vec::new(), &mut found);
                    self.modules.entry(module.clone()).or_default().names.extend(found);
                }
                Item::Macro(call) if call.mac.path.is_ident("include") => {
                    let tokens = call.mac.tokens.to_string();
                    let name = tokens.rsplit('"').nth(1).unwrap_or_default().trim_start_matches('/');
                    let generated = Path::new(env!("OUT_DIR")).join(name);
                    let source = fs::read_to_string(&generated).unwrap();
                    self.items(file, directories, module.clone(), syn::parse_file(&source).unwrap().items);
                }
                item => {
                    let mut found = Vec::new();
                    paths(item.to_token_stream(), &mut found);
                    self.modules.entry(module.clone()).or_default().paths.extend(found);
                }
            }
        }
    }

    /// The module that contains the item that a path refers to. `None` if it is in a different crate.
    fn resolve(&self, from: &[String], path: &[String], depth: usize) -> Option<&Module> {
        let mut at = from.to_vec();
        for (index, segment) in path.iter().enumerate() {
            let module = self.modules.get(&at)?;
            match segment.as_str() {
                "crate" => at.clear(),
                "self" => {}
                "super" => _ = at.pop(),
                name if module.children.contains(name) => at.push(name.to_owned()),
                name => match module.names.get(name) {
                    Some(target) if depth > 0 && target.as_slice() != [name.to_owned()] => {
                        let rest = [target.as_slice(), &path[index + 1..]].concat();
                        return self.resolve(&at, &rest, depth - 1);
                    }
                    Some(_) => return Some(module),
                    None if index == 0 => return None,
                    None => return Some(module),
                },
            }
        }
        self.modules.get(&at)
    }

    /// Which files each file uses, and an example of a path that does so.
    fn edges(&self) -> BTreeMap<&Path, BTreeMap<&Path, String>> {
        let mut edges: BTreeMap<&Path, BTreeMap<&Path, String>> = BTreeMap::new();
        for (name, module) in &self.modules {
            let own = edges.entry(&module.file).or_default();
            for path in module.names.values().chain(&module.paths) {
                if let Some(used) = self.resolve(name, path, 8).filter(|used| used.file != module.file) {
                    own.entry(&used.file).or_insert_with(|| path.join("::"));
                }
            }
        }
        edges
    }

    /// The shortest cycle through each file that is in one. The shortest come first.
    fn cycles(&self) -> Vec<String> {
        let mut edges = self.edges();
        // A file that uses no other remaining file can't be in a cycle.
        while let Some(leaf) = edges.iter().find(|(_, uses)| uses.is_empty()).map(|(file, _)| *file) {
            edges.remove(leaf);
            edges.values_mut().for_each(|uses| _ = uses.remove(leaf));
        }
        let mut cycles = BTreeMap::new();
        for start in edges.keys() {
            let mut before: BTreeMap<&Path, &Path> = BTreeMap::new();
            let mut queue = VecDeque::from([*start]);
            while let Some(file) = queue.pop_front() {
                for next in edges.get(file).into_iter().flat_map(BTreeMap::keys) {
                    if !before.contains_key(next) {
                        before.insert(next, file);
                        queue.push_back(next);
                    }
                }
            }
            let mut cycle = vec![*start];
            while let Some(file) = before.get(cycle[cycle.len() - 1]) {
                cycle.push(file);
                if file == start {
                    let steps = cycle.windows(2).rev().map(|pair| {
                        let (next, file) = (pair[0], pair[1]);
                        format!("  {} uses {} ({})", shown(file), shown(next), edges[file][next])
                    });
                    let steps = steps.collect::<Vec<_>>().join("\n");
                    cycles.insert((cycle.len(), BTreeSet::from_iter(cycle)), steps);
                    break;
                }
            }
        }
        cycles.into_values().collect()
    }
}

fn shown(file: &Path) -> String {
    file.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(file).display().to_string()
}

/// The file of a module.
struct Location {
    file: PathBuf,
    /// Whether its child modules are in the same directory, as for `lib.rs`, `main.rs`, `mod.rs`, and a file with `#[path]`.
    owns_directory: bool,
}

impl Location {
    fn directories(&self) -> Directories {
        let beside = self.file.parent().unwrap_or(Path::new("")).to_owned();
        let own = match self.file.file_stem() {
            Some(stem) if !self.owns_directory => beside.join(stem),
            _ => beside.clone(),
        };
        Directories { own, beside }
    }
}

/// The directories of the modules that a module declares.
struct Directories {
    /// The directory of modules without `#[path]`.
    own: PathBuf,
    /// The directory to which a `#[path]` is relative.
    beside: PathBuf,
}

impl Directories {
    /// The directories of a module whose content is in braces.
    fn of_inline(&self, name: &str, path: Option<String>) -> Directories {
        let own = path.map_or_else(|| self.own.join(name), |path| self.beside.join(path));
        Directories { beside: own.clone(), own }
    }

    /// The file of a module that is declared as `mod name;`.
    fn of_file(&self, name: &str, path: Option<String>) -> Location {
        if let Some(path) = path {
            return Location { file: self.beside.join(path), owns_directory: true };
        }
        let flat = self.own.join(format!("{name}.rs"));
        if flat.exists() {
            return Location { file: flat, owns_directory: false };
        }
        Location { file: self.own.join(name).join("mod.rs"), owns_directory: true }
    }
}

fn has_no_cycle(root: &str) {
    let read = Crate::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(root));
    let edges = read.edges();
    let count: usize = edges.values().map(BTreeMap::len).sum();
    println!("{root}: {} files, {count} edges", edges.len());
    assert!(count >= edges.len() - 1, "{root}: only {count} imports were found");
    let cycles = read.cycles();
    assert!(cycles.is_empty(), "{root}: {} cycles:\n{}", cycles.len(), cycles.join("\n\n"));
}

#[test]
fn imports_of_the_library_have_no_cycle() {
    has_no_cycle("src/lib.rs");
}

#[test]
fn imports_of_the_build_script_have_no_cycle() {
    has_no_cycle("build.rs");
}

#[test]
fn imports_of_the_program_have_no_cycle() {
    has_no_cycle("src/bin/openai-errors/main.rs");
}

#[test]
fn imports_of_xtask_have_no_cycle() {
    for root in ["xtask/src/lib.rs", "xtask/src/main.rs", "xtask/src/built.rs"] {
        has_no_cycle(root);
    }
}

/// A cycle through a re-export and through the code of a macro is found. A test module is not read.
#[test]
fn cycles_are_found() {
    let directory = tempfile::tempdir().unwrap();
    let directory = directory.path();
    fs::create_dir(directory.join("b")).unwrap();
    for (name, source) in [
        ("lib.rs", "mod a; mod b; pub use b::c::C;"),
        ("a.rs", "use crate::C;"),
        ("b/mod.rs", "pub mod c;"),
        ("b/c.rs", "pub struct C; fn f() { println!(\"{}\", [crate::a::text()][0]); }"),
    ] {
        fs::write(directory.join(name), source).unwrap();
    }
    let cycles = Crate::read(&directory.join("lib.rs")).cycles();
    assert_eq!(cycles.len(), 1);
    assert!(cycles[0].contains("uses") && cycles[0].lines().count() == 2, "{cycles:?}");
    fs::write(directory.join("b/c.rs"), "pub struct C; #[cfg(test)] mod tests { use crate::a; }").unwrap();
    assert!(Crate::read(&directory.join("lib.rs")).cycles().is_empty());
}

/// A module in braces has a directory with its name, unless `#[path]` sets a different one.
#[test]
fn files_of_nested_modules_are_found() {
    let directory = tempfile::tempdir().unwrap();
    let directory = directory.path();
    for (name, source) in [
        ("main/lib.rs", "#[path = \"../other\"] mod a { pub mod b { pub mod c; } #[path = \"d.rs\"] pub mod e; }"),
        ("other/b/c.rs", "use crate::a::e::f::F;"),
        ("other/d.rs", "pub mod f;"),
        ("other/f.rs", "pub struct F; mod g { mod h; }"),
        ("other/f/g/h.rs", ""),
    ] {
        let path = directory.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, source).unwrap();
    }
    let read = Crate::read(&directory.join("main/lib.rs"));
    let edges = read.edges();
    assert_eq!(edges.len(), 5);
    let uses: Vec<_> = edges.iter().flat_map(|(file, used)| used.keys().map(move |used| (*file, *used))).collect();
    assert_eq!(uses, [(&*directory.join("main/../other/b/c.rs"), &*directory.join("main/../other/f.rs"))]);
}
