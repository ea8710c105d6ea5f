//! SARIF 2.1.0, as far as findings in text files need it.

use gangmu::{Language, Severity};
use serde::Serialize;

use super::render::Found;

/// The one value of a SARIF file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Finding>,
}

#[derive(Debug, Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<ReportingDescriptor>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ReportingDescriptor {
    id: &'static str,
    full_description: Message,
    default_configuration: Configuration,
    properties: Properties,
}

#[derive(Debug, Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Debug, Serialize)]
struct Properties {
    tags: [&'static str; 1],
}

#[derive(Debug, Serialize)]
struct Message {
    text: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: String,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<SarifFix>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Debug, Clone, Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifFix {
    artifact_changes: [ArtifactChange; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: ArtifactLocation,
    replacements: [Replacement; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Message,
}

/// All findings of a run, with the rules that they name.
pub(crate) fn log(found: &[Found], language: Language) -> Log {
    let rules = gangmu::rules().map(|rule| ReportingDescriptor {
        id: rule.code,
        full_description: Message { text: rule.why.get(language).into() },
        default_configuration: Configuration { level: level(rule.severity) },
        properties: Properties { tags: [rule.group] },
    });
    Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "gangmu",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: rules.collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results: found.iter().map(finding).collect(),
        }],
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn finding(x: &Found) -> Finding {
    let region = || Region {
        start_line: x.line,
        start_column: x.column,
        end_line: x.end_line,
        end_column: x.end_column,
    };
    let file = ArtifactLocation { uri: uri(&x.file) };
    let fix = x.fix.as_ref().map(|fix| SarifFix {
        artifact_changes: [ArtifactChange {
            artifact_location: file.clone(),
            replacements: [Replacement {
                deleted_region: region(),
                inserted_content: Message { text: fix.text.clone() },
            }],
        }],
    });
    Finding {
        rule_id: x.code.clone(),
        rule_index: gangmu::rules().position(|rule| rule.code == x.code).unwrap_or(0),
        level: level(x.severity),
        message: Message { text: x.message.clone() },
        locations: [Location {
            physical_location: PhysicalLocation { artifact_location: file, region: region() },
        }],
        fixes: fix.into_iter().collect(),
    }
}

/// A file name as a relative or file URI: what a URI may not hold is escaped.
fn uri(file: &str) -> String {
    let mut out = String::from(if file.starts_with('/') { "file://" } else { "" });
    for byte in file.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(byte as char);
            }
            b'\\' => out.push('/'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_uris() {
        for (name, expected) in [
            ("drafts/a b.txt", "drafts/a%20b.txt"),
            ("/tmp/a.txt", "file:///tmp/a.txt"),
            ("稿.txt", "%E7%A8%BF.txt"),
            ("<stdin>", "%3Cstdin%3E"),
        ] {
            assert_eq!(uri(name), expected);
        }
    }
}
