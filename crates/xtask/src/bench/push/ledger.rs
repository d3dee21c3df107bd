use std::collections::BTreeMap;

use anyhow::{Result, bail};
use serde_json::Value;

use super::shop::address;
use crate::crm::{FakeCrm, LOCATION};

/// Compares what the CRM holds with what was pushed: each contact once, field by field.
pub(super) fn compare(crm: &FakeCrm, contacts: usize) -> Result<()> {
    let held = crm.contacts()?;
    let mut by_address = BTreeMap::<&str, &Value>::new();
    for contact in &held {
        let email = contact["fields"]["email"].as_str().unwrap_or_default();
        if by_address.insert(email, contact).is_some() {
            bail!("the CRM holds {email} twice");
        }
    }
    for number in 0..contacts {
        let address = address(number);
        let Some(contact) = by_address.remove(address.as_str()) else {
            bail!("the CRM does not hold {address}");
        };
        let fields = &contact["fields"];
        let (company, last) = (format!("Company {}", number % 997), format!("Number {number}"));
        for (field, expected) in [
            ("firstName", "Person"),
            ("lastName", &last),
            ("companyName", &company),
            ("city", "Bonn"),
        ] {
            if fields[field] != expected {
                bail!("{address}: {field} is {}, not {expected}", fields[field]);
            }
        }
    }
    if let Some(email) = by_address.keys().next() {
        bail!("the CRM holds {email}, which nobody pushed");
    }
    let state = crm.state()?;
    let counts = &state["counts"];
    println!(
        "    compared: {contacts} contacts, each there once with its fields; \
         {} shared addresses, {} writes for one contact at the same time, {} blank fields, paths asked for in vain: {}",
        state["figures"][LOCATION]["duplicates"],
        counts["overlaps"],
        counts["blanks"],
        state["unknown_paths"],
    );
    let wrong = [&state["figures"][LOCATION]["duplicates"], &counts["overlaps"], &counts["blanks"]];
    if wrong.iter().any(|count| count.as_u64() != Some(0)) {
        bail!("addresses are shared, writes crossed, or fields were blanked");
    }
    Ok(())
}
