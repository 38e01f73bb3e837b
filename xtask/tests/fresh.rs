//! The committed files under docs/ are up to date.

#[test]
fn docs_are_up_to_date() {
    if let Some(report) = xtask::docs::outputs::out_of_date() {
        panic!("{report}");
    }
}
