//! Writes the matcher's tables: the address of the root, and the number of the status placeholder.

use proc_macro2::Literal;
use quote::quote;

use super::rust_file::Files;
use crate::compiler::check::checked::Checked;

pub fn matcher(files: &mut Files, checked: &Checked) {
    let [root, status] = [checked.tables.root, checked.tables.status.into()].map(Literal::u32_unsuffixed);
    files.at("matcher.rs").item(quote! {
        pub(crate) static MATCHER: Tables<'static> =
            Tables { code: CODE, root: #root, word_marks: WORD_MARKS, status: #status };
    });
}
