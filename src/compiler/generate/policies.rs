//! Writes retry policies.

use quote::quote;

use super::rust_file::{Files, number, variant};
use crate::compiler::check::checked::Checked;
use crate::compiler::enums::JITTERS;

pub fn policies(files: &mut Files, checked: &Checked) {
    let rows = checked.catalog.policies.iter().map(|policy| {
        let name = &policy.name.value;
        match &policy.numbers {
            None => quote!(RetryPolicy::never(#name)),
            Some(n) => {
                let (initial, factor, max) = (n.initial_delay_ms, n.factor, n.max_delay_ms);
                let (min, attempts, hold) = (n.attempts_min, n.attempts, n.hold_rate_ms);
                let (server, spread, first) = (n.server_wait, n.server_wait_jitter, n.immediate_first);
                let jitter = variant(JITTERS[n.jitter]);
                quote! {
                    RetryPolicy {
                        name: #name, retryable: true, initial_delay_ms: #initial, factor_thousandths: #factor,
                        max_delay_ms: #max, attempts_min: #min, attempts: #attempts, jitter: Jitter::#jitter,
                        server_wait: #server, server_wait_jitter_thousandths: #spread, immediate_first: #first, hold_rate_ms: #hold,
                    }
                }
            }
        }
    });
    let mut file = files.at("policies.rs");
    let count = number(checked.catalog.policies.len());
    file.item(quote!(pub(crate) const POLICY_COUNT: usize = #count;));
    file.table("POLICIES", quote!(RetryPolicy), rows);
}
