//! Front matter: YAML between two lines of dashes at the very top of a text.

use serde_yaml::Value;

use super::Metadata;

/// Lines that it may have.
const FRONT: usize = 200;

/// The block between `---` and `---` or `...` at the very top, and the text below it.
pub(super) fn split(text: &str) -> (&str, &str) {
    let mut end = 0;
    let mut has_key = false;
    for (at, line) in text.split_inclusive('\n').take(FRONT).enumerate() {
        end += line.len();
        match (at, line.trim_end()) {
            (0, "---") => {}
            (0, _) => break,
            (_, "---" | "...") if has_key => return text.split_at(end),
            (_, "---" | "...") => break,
            (_, line) => has_key |= line.split_once(':').is_some_and(|(key, _)| !key.contains(' ')),
        }
    }
    ("", text)
}

/// What front matter says; broken YAML says nothing.
pub(super) fn metadata(front: &str) -> Metadata {
    let yaml = front.lines().skip(1).take_while(|line| !matches!(line.trim_end(), "---" | "..."));
    let yaml: String = yaml.flat_map(|line| [line, "\n"]).collect();
    let Ok(Value::Mapping(said)) = serde_yaml::from_str(&yaml) else { return Metadata::default() };
    let find = |keys: &[&str]| keys.iter().find_map(|key| words(said.get(*key)?));
    Metadata {
        title: find(&["title", "标题", "標題"]),
        author: find(&["speaker", "讲话人", "author", "authors", "作者"]),
        date: find(&["date", "日期", "时间", "時間"]),
    }
}

/// A value in words; of a list the first.
fn words(value: &Value) -> Option<String> {
    let words = match value {
        Value::String(x) => x.trim().to_owned(),
        Value::Number(x) => x.to_string(),
        Value::Sequence(x) => words(x.first().filter(|x| !x.is_sequence())?)?,
        _ => return None,
    };
    Some(words).filter(|x| !x.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_at_the_top_is_told() {
        for (text, title) in [
            ("---\ntitle: 春耕\n---\n同志们：", Some("春耕")),
            ("---\ntitle: 春耕\n...\n", Some("春耕")),
            ("---\ntitle:\n- 2021\n- 春耕\n---\n", Some("2021")),
            ("---\n标题: 春耕\ndate: 2021-03-05\n---\n", Some("春耕")),
            ("---\ntitle: 春耕\n", None),
            ("---\ntitle: [\n---\n", None),
            ("---\n春耕\n---\n", None),
            ("\n---\ntitle: 春耕\n---\n", None),
        ] {
            let (front, body) = split(text);
            assert_eq!([front, body].concat(), text);
            assert_eq!(metadata(front).title.as_deref(), title, "{text}");
        }
    }
}
