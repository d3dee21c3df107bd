use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name {
            $($(#[$item])* #[serde(rename = $word)] $variant,)*
        }
        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];
            /// The word that is stored and travels.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
            /// What a stored word stands for.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.as_str() == word)
            }
        }
    };
}

words! {
    /// What an organization has bought.
    Package {
        Free "free",
        Team "team",
        Business "business",
        Enterprise "enterprise",
    }
}

words! {
    /// Something that a package limits.
    Limit {
        /// Contacts in the workspace, at any time.
        SavedContacts "saved_contacts",
        /// Rows of imports that are committed, a month.
        ImportRows "import_rows",
        /// Contacts that are exported, a month.
        ExportRows "export_rows",
        /// Contacts that are pushed to a CRM, a month.
        CrmPushes "crm_pushes",
        /// Requests by API keys, a month.
        ApiRequests "api_requests",
    }
}

words! {
    /// What is counted for a month.
    Meter {
        ImportRows "import_rows",
        ExportRows "export_rows",
        CrmPushes "crm_pushes",
        ApiRequests "api_requests",
    }
}

impl Meter {
    /// The limit that it counts towards.
    pub const fn limit(self) -> Limit {
        match self {
            Self::ImportRows => Limit::ImportRows,
            Self::ExportRows => Limit::ExportRows,
            Self::CrmPushes => Limit::CrmPushes,
            Self::ApiRequests => Limit::ApiRequests,
        }
    }
}

impl Limit {
    /// As a person reads it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::SavedContacts => "contacts in the workspace",
            Self::ImportRows => "rows imported this month",
            Self::ExportRows => "contacts exported this month",
            Self::CrmPushes => "contacts pushed this month",
            Self::ApiRequests => "requests by keys this month",
        }
    }
}

impl Package {
    /// The package's name as people read it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Free => "Free",
            Self::Team => "Team",
            Self::Business => "Business",
            Self::Enterprise => "Enterprise",
        }
    }

    /// How much of something the package holds; none where it has no limit.
    pub const fn figure(self, limit: Limit) -> Option<u64> {
        let [free, team, business] = match limit {
            Limit::SavedContacts => [2_500, 50_000, 1_000_000],
            Limit::ImportRows | Limit::ExportRows => [5_000, 100_000, 2_000_000],
            Limit::CrmPushes => [500, 20_000, 500_000],
            Limit::ApiRequests => [10_000, 500_000, 5_000_000],
        };
        match self {
            Self::Free => Some(free),
            Self::Team => Some(team),
            Self::Business => Some(business),
            Self::Enterprise => None,
        }
    }
}

impl std::fmt::Display for Package {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Package {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::from_word(text)
            .ok_or_else(|| "expected free, team, business or enterprise".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_larger_package_never_holds_less() {
        for &limit in Limit::ALL {
            let figures = Package::ALL.iter().map(|package| package.figure(limit));
            let figures: Vec<u64> = figures.map(|figure| figure.unwrap_or(u64::MAX)).collect();
            assert!(figures.is_sorted() && figures[0] > 0, "{limit:?}: {figures:?}");
        }
        for &meter in Meter::ALL {
            assert_eq!(meter.as_str(), meter.limit().as_str());
        }
    }
}
