//! `list`: lists all codes, exceptions, or metrics.

use std::io;

use clap::ValueEnum;
use openai_error_catalog::{Catalog, Code, Locale};

use crate::hint;
use crate::options::Common;
use crate::outcome::Outcome;
use crate::pages::code_list::{self, Columns};
use crate::pages::{exception, metric};

#[derive(clap::Args)]
pub struct Arguments {
    /// Only the codes that come with this HTTP status
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(100..=599))]
    status: Option<u16>,
    #[command(flatten)]
    common: Common,
    /// What to list
    #[arg(value_enum, default_value_t = Kind::Codes, conflicts_with = "status")]
    kind: Kind,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    /// The error codes
    Codes,
    /// The exceptions of the Python client
    Exceptions,
    /// What to monitor, and above which value to raise an alert
    Metrics,
}

pub fn run(arguments: &Arguments, locale: Locale) -> io::Result<Outcome> {
    let format = arguments.common.format;
    match (arguments.kind, arguments.status) {
        (Kind::Exceptions, _) => exception::list(format, locale),
        (Kind::Metrics, _) => metric::list(format, locale),
        (Kind::Codes, None) => code_list::show(Code::ALL, Columns::All, format, locale),
        (Kind::Codes, Some(status)) if Catalog::by_status(status).is_empty() => {
            hint::not_found(&status.to_string(), "", locale);
            Ok(Outcome::NotFound)
        }
        (Kind::Codes, Some(status)) => {
            code_list::show(Catalog::by_status(status), Columns::WithStatus(status), format, locale)
        }
    }
}
