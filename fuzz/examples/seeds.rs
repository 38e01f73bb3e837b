//! Writes the seeds and the dictionary of the fuzz targets: `fuzz/corpus/TARGET/` and `fuzz/corpus/words.dict`.
//!
//! They come from the texts of `tests/corpus` and the patterns of the catalog. They are not committed, because they
//! would become outdated.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;

use openai_error_catalog::{Code, Exception, Locale};
use serde_json::Value;

/// libFuzzer doesn't accept longer words.
const MAX_WORD: usize = 64;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seeds = Seeds { root: root.join("corpus"), written: 0 };
    for file in ["messages.jsonl", "not-ours.jsonl"] {
        for line in fs::read_to_string(root.join("../tests/corpus").join(file))?.lines() {
            seeds.record(&serde_json::from_str(line)?)?;
        }
    }
    for message in Code::ALL.iter().flat_map(|code| code.entry().messages()) {
        let status = message.statuses().first().copied().unwrap_or(429);
        seeds.message(status, &message.pattern().replace(['{', '}', '|'], "7"))?;
    }
    seeds.names()?;
    seeds.waits()?;
    fs::write(seeds.root.join("words.dict"), dictionary())?;
    println!("{} seeds and a dictionary in {}", seeds.written, seeds.root.display());
    Ok(())
}

struct Seeds {
    root: std::path::PathBuf,
    written: usize,
}

impl Seeds {
    fn write(&mut self, target: &str, seed: impl AsRef<[u8]>) -> Result<(), Box<dyn Error>> {
        let directory = self.root.join(target);
        fs::create_dir_all(&directory)?;
        fs::write(directory.join(format!("seed-{:05}", self.written)), seed)?;
        self.written += 1;
        Ok(())
    }

    fn message(&mut self, status: u16, text: &str) -> Result<(), Box<dyn Error>> {
        let seed = [&status.to_le_bytes(), text.as_bytes()].concat();
        self.write("by_message", &seed)?;
        self.write("words", &seed)?;
        self.write("explain", &seed)
    }

    fn record(&mut self, record: &Value) -> Result<(), Box<dyn Error>> {
        let text = |name: &str| record.get(name).and_then(Value::as_str);
        let status = record.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok());
        if let Some(message) = text("message") {
            self.message(status.unwrap_or(0), message)?;
        }
        if let Some(raw) = text("raw") {
            self.write("explain", [&status.unwrap_or(0).to_le_bytes(), raw.as_bytes()].concat())?;
            self.write("body", raw)?;
        }
        let fields = ["message", "type", "param", "code"];
        let error: Vec<String> = fields.iter().map(|name| format!("{:?}:{}", name, record[*name])).collect();
        self.write("body", format!("{{\"error\":{{{}}}}}", error.join(",")))?;
        let mut parts: Vec<String> = status.iter().map(|status| format!("status:{status}")).collect();
        parts.extend(["retry-after:20", "x-ratelimit-reset-tokens:6m0s", "now:6"].map(Into::into));
        parts.extend(fields.iter().filter_map(|name| Some(format!("{name}:{}", text(name)?))));
        self.write("classify", parts.join("\0"))
    }

    fn names(&mut self) -> Result<(), Box<dyn Error>> {
        for name in Locale::ALL.iter().map(|locale| locale.tag()).chain(names()) {
            self.write("locale", name)?;
            self.write("search", name)?;
        }
        for text in
            ["zh-TW,zh;q=0.9,en;q=0.8", "zh_CN.UTF-8", "*;q=0.1, fr", "openai.error.APIError:", "zh-CN-u-nu-hanidec"]
        {
            self.write("locale", text)?;
        }
        Ok(())
    }

    fn waits(&mut self) -> Result<(), Box<dyn Error>> {
        for text in [
            "20",
            "0.5",
            "1.898s",
            "6m0s",
            "28ms",
            "120µs",
            "1h2m3.5s",
            "3 days 4 hours",
            "86400",
            "2678400",
            "2678401",
            "-1",
            "1e3",
            "NaN",
            "18446744073709551616",
            "true",
            "Thu, 01 Jan 1970 00:00:10 GMT",
        ] {
            self.write("waits", text)?;
            self.message(429, &format!("Rate limit is exceeded. Try again in {text}."))?;
        }
        Ok(())
    }
}

/// All values of `code` and `type`, slugs, and names of exceptions.
fn names() -> impl Iterator<Item = &'static str> {
    let of_code = |code: &Code| {
        let entry = code.entry();
        let values = entry.api_codes().iter().chain(entry.also_api_codes()).chain(entry.api_types()).copied();
        values.chain([code.as_str()])
    };
    let of_exception = |exception: &Exception| exception.aliases().iter().copied().chain([exception.as_str()]);
    Code::ALL.iter().flat_map(of_code).chain(Exception::ALL.iter().flat_map(of_exception))
}

/// The literal pieces of all patterns, split into words, and whole if they are short enough. Random bytes would hardly
/// ever form the beginning of a pattern.
fn dictionary() -> String {
    let mut words: BTreeSet<&str> = names().collect();
    for message in Code::ALL.iter().flat_map(|code| code.entry().messages()) {
        for piece in message.pattern().split(['{', '}', '|', '?']) {
            words.insert(piece);
            words.extend(piece.split_inclusive(' '));
        }
    }
    words.extend([
        "Error code: 429 - ",
        "litellm.",
        "\"message\": \"",
        "'code': '",
        "data: ",
        "\\n",
        "\\\"",
        "status:",
    ]);
    words.extend([
        "retry-after:",
        "x-should-retry:true",
        "x-ratelimit-remaining-tokens:0",
        "now:",
        " seconds",
        "。",
        "：",
    ]);
    let lines = words.iter().filter(|word| (2..=MAX_WORD).contains(&word.len())).map(|word| {
        let escaped: String = word.bytes().map(|byte| format!("\\x{byte:02X}")).collect();
        // Plain ASCII is not escaped, so that people can read the file.
        let readable = word.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\');
        format!("\"{}\"\n", if readable { word } else { escaped.as_str() })
    });
    lines.collect()
}
