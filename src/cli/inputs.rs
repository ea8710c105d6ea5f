//! The files of a run: those that are named, and those in the directories that are named.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ignore::overrides::OverrideBuilder;
use ignore::{DirEntry, WalkBuilder};

use super::convert::ConvertError;

/// A file of a run.
#[derive(Debug)]
pub(crate) struct Input {
    /// How it is opened and spoken of.
    pub(crate) path: PathBuf,
    /// Its path below the directory that holds all files of the run.
    name: PathBuf,
    /// Another file is named so, but for the extension.
    shares_stem: bool,
}

impl Input {
    /// Its name in the output, the same on every system.
    pub(crate) fn name(&self) -> String {
        let parts: Vec<_> = self.name.iter().map(OsStr::to_string_lossy).collect();
        parts.join("/")
    }

    /// Where its output stands below the directory of outputs.
    pub(crate) fn output(&self, extension: &str) -> PathBuf {
        let stem = if self.shares_stem { self.name.file_name() } else { self.name.file_stem() };
        let mut name = stem.unwrap_or_default().to_os_string();
        name.push(".");
        name.push(extension);
        self.name.with_file_name(name)
    }
}

/// What a directory is searched for: the extensions of what is read, and of documents that are
/// refused with a word on what to do, so that none is passed over in silence.
const EXTENSIONS: [&str; 19] = [
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "shtml", "php", "jsp", "asp", "aspx",
    "docx", "docm", "dotx", "doc", "wps", "rtf", "pdf",
];

/// The files of a run in their order, and in its place what could not be found.
pub(crate) type Inputs = Vec<Result<Input, ConvertError>>;

/// The directory that outputs are written to, and the extension that they have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outputs<'a> {
    pub(crate) directory: &'a Path,
    pub(crate) extension: &'a str,
}

/// Finds the files, each once; those in the directory of outputs are none of them.
pub(crate) fn inputs(
    paths: &[PathBuf],
    globs: &[String],
    outputs: Option<Outputs<'_>>,
) -> Result<Inputs, ConvertError> {
    if paths.iter().any(|x| x == Path::new("-")) {
        return usage("standard input cannot be one of several: name files and directories");
    }
    let base = base(paths);
    let out = outputs.and_then(|x| fs::canonicalize(x.directory).ok());
    let mut found = Vec::new();
    for path in paths {
        match place(path) {
            Ok(place) if place.is_dir() => {
                let into = out.as_ref().map(|out| out.join(below(&place, &base)));
                if into.is_some_and(|into| into == place) {
                    return usage(format!(
                        "{}: its outputs would stand among its files: name another directory with -o",
                        path.display()
                    ));
                }
                walk(path, &place, globs, out.as_deref(), &mut found)?;
            }
            Ok(place) => found.push(Ok((path.clone(), place))),
            Err(why) => found.push(Err(ConvertError::Io { file: path.clone(), why })),
        }
    }
    let mut seen = HashSet::new();
    let mut inputs = Vec::with_capacity(found.len());
    for x in found {
        match x {
            Ok((path, place)) if seen.insert(place.clone()) => {
                let name = below(&place, &base).to_path_buf();
                inputs.push(Ok(Input { path, name, shares_stem: false }));
            }
            Ok(_) => {}
            Err(why) => inputs.push(Err(why)),
        }
    }
    tell_apart(&mut inputs);
    if let Some(outputs) = outputs {
        let is_read = |output: &Path| out.as_ref().is_some_and(|x| seen.contains(&x.join(output)));
        for_each_its_own(&inputs, outputs.extension, is_read)?;
    }
    Ok(inputs)
}

fn usage<T>(why: impl Into<String>) -> Result<T, ConvertError> {
    Err(ConvertError::Usage(why.into()))
}

/// Refuses outputs that would be written over each other, or over what is read.
fn for_each_its_own(
    inputs: &[Result<Input, ConvertError>],
    extension: &str,
    is_read: impl Fn(&Path) -> bool,
) -> Result<(), ConvertError> {
    let mut written = HashMap::new();
    for input in inputs.iter().flatten() {
        let output = input.output(extension);
        if is_read(&output) {
            return usage(format!(
                "{}: the output {} would be written over a file that is read: name another directory with -o",
                input.path.display(),
                output.display()
            ));
        }
        if let Some(other) = written.insert(output, &input.path) {
            return usage(format!(
                "{} and {} would be written to one file: rename one of them",
                other.display(),
                input.path.display()
            ));
        }
    }
    Ok(())
}

/// Adds the files of a directory.
fn walk(
    path: &Path,
    place: &Path,
    globs: &[String],
    out: Option<&Path>,
    found: &mut Vec<Result<(PathBuf, PathBuf), ConvertError>>,
) -> Result<(), ConvertError> {
    let wrong_glob = |why| ConvertError::Usage(format!("--glob: {why}"));
    let mut overrides = OverrideBuilder::new(path);
    for glob in globs {
        overrides.add(glob).map_err(wrong_glob)?;
    }
    let overrides = overrides.build().map_err(wrong_glob)?;
    // A glob that only leaves out leaves the question of what is a speech open.
    let any = overrides.num_whitelists() > 0;
    // The directory of outputs, as the walk meets it.
    let out = out.and_then(|out| Some(path.join(out.strip_prefix(place).ok()?)));
    let before = found.len();
    let entries = WalkBuilder::new(path)
        .overrides(overrides)
        .sort_by_file_name(OsStr::cmp)
        .filter_entry(move |x| out.as_deref() != Some(x.path()))
        .build();
    for entry in entries {
        match entry {
            Ok(x) if is_file(&x) && (any || is_speech(x.path())) => {
                let place = place.join(below(x.path(), path));
                found.push(Ok((x.into_path(), place)));
            }
            Ok(_) => {}
            Err(why) => found.push(Err(ConvertError::Walk(why))),
        }
    }
    if found.len() == before {
        found.push(Err(ConvertError::Empty { directory: path.into() }));
    }
    Ok(())
}

/// A link to a file is read; one to a directory is not followed, so that nothing is read twice
/// and no walk goes round.
fn is_file(x: &DirEntry) -> bool {
    match x.file_type() {
        Some(kind) if kind.is_symlink() => x.path().is_file(),
        Some(kind) => kind.is_file(),
        None => false,
    }
}

fn is_speech(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str);
    extension.is_some_and(|x| EXTENSIONS.iter().any(|known| x.eq_ignore_ascii_case(known)))
}

/// The path of what stands in a directory, from there.
fn below<'p>(path: &'p Path, directory: &Path) -> &'p Path {
    path.strip_prefix(directory).unwrap_or(path)
}

/// Where a path stands, with no `..` in it; a link to a file keeps its own name.
fn place(path: &Path) -> io::Result<PathBuf> {
    if fs::metadata(path)?.is_dir() {
        return fs::canonicalize(path);
    }
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    Ok(fs::canonicalize(folder)?.join(path.file_name().unwrap_or_default()))
}

/// The deepest directory that holds all that is named.
fn base(paths: &[PathBuf]) -> PathBuf {
    let folders = paths.iter().filter_map(|x| {
        let mut place = place(x).ok()?;
        if !place.is_dir() {
            place.pop();
        }
        Some(place)
    });
    let common = |one: PathBuf, other: PathBuf| {
        one.iter().zip(other.iter()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
    };
    folders.reduce(common).unwrap_or_default()
}

/// Marks the files that only their extensions tell apart.
fn tell_apart(inputs: &mut [Result<Input, ConvertError>]) {
    let mut stems = HashMap::new();
    let mut shared = Vec::new();
    for (at, input) in inputs.iter().enumerate() {
        let Ok(input) = input else { continue };
        if let Some(first) = stems.insert(input.name.with_extension(""), at) {
            shared.extend([first, at]);
        }
    }
    for at in shared {
        if let Ok(input) = &mut inputs[at] {
            input.shares_stem = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(name: &str) -> Result<Input, ConvertError> {
        Ok(Input { path: name.into(), name: name.into(), shares_stem: false })
    }

    #[test]
    fn outputs_are_named_after_their_inputs() {
        for (names, outputs) in [
            (&["a.txt", "b/a.txt", "c"][..], &["a.yaml", "b/a.yaml", "c.yaml"][..]),
            (&["a.txt", "a.docx", "a.md"], &["a.txt.yaml", "a.docx.yaml", "a.md.yaml"]),
            (&["3.1.txt", "3.2.txt"], &["3.1.yaml", "3.2.yaml"]),
        ] {
            let mut inputs: Vec<_> = names.iter().map(|x| input(x)).collect();
            tell_apart(&mut inputs);
            let found: Vec<_> = inputs.iter().flatten().map(|x| x.output("yaml")).collect();
            assert_eq!(found, outputs.iter().map(PathBuf::from).collect::<Vec<_>>());
            assert!(for_each_its_own(&inputs, "yaml", |_| false).is_ok());
        }
        let mut inputs: Vec<_> = ["a.txt", "a.md", "a.txt.html"].map(input).into();
        tell_apart(&mut inputs);
        let error = for_each_its_own(&inputs, "yaml", |_| false).unwrap_err().to_string();
        assert!(error.contains("a.txt and a.txt.html would be written to one file"), "{error}");
    }
}
