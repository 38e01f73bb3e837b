//! `show`: prints everything about a code, a status, an exception, or a metric.

use std::io;

use openai_error_catalog::{Catalog, Locale};

use crate::hint;
use crate::named::Named;
use crate::options::{Common, Format};
use crate::outcome::Outcome;
use crate::pages::code_list::{self, Columns};
use crate::pages::{entry, exception, metric};
use crate::terminal::output::note;
use crate::terminal::safe;

#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    common: Common,
    /// A code (`openai-errors list` shows all), an HTTP status, an exception, a metric, or a value of the API's
    /// `code` or `type`
    #[arg(required = true, value_name = "NAME")]
    name: Vec<String>,
}

pub fn run(arguments: &Arguments, locale: Locale) -> io::Result<Outcome> {
    let name = arguments.name.join(" ");
    let format = arguments.common.format;
    match Named::find(&name) {
        Some(Named::Code(code)) => entry::show(code.entry(), format, locale),
        Some(Named::ApiValue(code, others)) => {
            let outcome = entry::show(code.entry(), format, locale);
            if !others.is_empty() {
                let others: Vec<_> = others.iter().map(|code| code.as_str()).collect();
                let name = safe::text(&name);
                note(format_args!("openai-errors: the API also sends {name} with: {}", others.join(", ")));
            }
            outcome
        }
        Some(Named::Exception(exception)) => exception::show(exception, format, locale),
        Some(Named::Metric(metric)) => metric::show(metric, format, locale),
        Some(Named::Status(status)) if !Catalog::by_status(status).is_empty() => {
            code_list::show(Catalog::by_status(status), Columns::WithStatus(status), format, locale)?;
            if let Some(code) = Catalog::by_status(status).first().filter(|_| format == Format::Text) {
                hint::see(*code, locale);
            }
            Ok(Outcome::Found)
        }
        _ => {
            hint::not_found(&name, &name, locale);
            Ok(Outcome::NotFound)
        }
    }
}
