//! `completions`: prints the script with which a shell completes the command line.

use std::io::{self, Write};

use clap::builder::PossibleValuesParser;
use clap_complete::Shell;
use openai_error_catalog::export::languages;
use openai_error_catalog::{Code, Exception, Metric};

use crate::outcome::Outcome;

#[derive(clap::Args)]
pub struct Arguments {
    /// The shell
    shell: Shell,
}

pub fn run(arguments: &Arguments, command: clap::Command) -> io::Result<Outcome> {
    let languages = PossibleValuesParser::new(languages().map(|locale| locale.tag()));
    let codes = Code::ALL.iter().map(|code| code.as_str());
    let exceptions = Exception::ALL.iter().map(|exception| exception.as_str());
    let metrics = Metric::all().iter().map(Metric::id);
    let names: Vec<_> = codes.chain(exceptions).chain(metrics).collect();
    // The program accepts more values than these, but a shell can only offer a fixed list.
    let mut command = command.mut_arg("lang", |lang| lang.value_parser(languages)).mut_subcommand("show", |show| {
        show.mut_arg("name", |name| name.value_parser(PossibleValuesParser::new(names)).num_args(1))
    });
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "openai-errors", &mut script);
    let mut script = String::from_utf8(script).map_err(io::Error::other)?;
    if arguments.shell == Shell::Bash {
        // https://github.com/clap-rs/clap/issues/6421: clap_complete spells a name with a hyphen in two ways, so bash never
        // completes the arguments of a subcommand. Once that is fixed, this replaces nothing.
        script = script.replace("openai__subcmd__errors", "openai__errors");
    }
    io::stdout().lock().write_all(script.as_bytes())?;
    Ok(Outcome::Found)
}
