//! `cargo xtask contract`: our client of the CRM at Prism, which mocks the CRM's own specification.

use anyhow::{Result, bail};

use crate::{npm, process, tools, workspace};

/// Installs the mock, if it is not there, and runs the test that talks with it.
pub(crate) fn check() -> Result<()> {
    for tool in ["node", "npm"] {
        if tools::find(tool).is_none() {
            bail!("`{tool}` is not here: the mock of the CRM needs Node 20 or newer, with npm");
        }
    }
    npm::ensure_packages(workspace::CRM_MOCK.as_ref())?;
    let mut cargo = workspace::cargo(&["test", "--package", "fake-crm", "--test", "it"]);
    process::run(cargo.args(["mock", "--", "--ignored"]))
}
