use leptos::prelude::*;

/// The product's icons, drawn on a grid of 24 with round strokes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Glyph {
    Alert,
    ArrowLeft,
    ArrowRight,
    Building,
    Check,
    Clock,
    Close,
    Copy,
    Download,
    File,
    Filter,
    Globe,
    Help,
    Info,
    Key,
    Link,
    List,
    Mail,
    Minus,
    Moon,
    Pencil,
    Phone,
    Pin,
    Plus,
    Search,
    Settings,
    Shield,
    SignOut,
    Star,
    Sun,
    Tag,
    Trash,
    Undo,
    Upload,
    User,
    Users,
}

impl Glyph {
    const fn strokes(self) -> &'static str {
        match self {
            Self::Alert => {
                "M12 8v5M12 16.5v.01M10.3 4 2.6 17.2A2 2 0 0 0 4.3 20h15.4a2 2 0 0 0 1.7-2.8L13.7 4a2 2 0 0 0-3.4 0Z"
            }
            Self::ArrowLeft => "M19 12H5M11 6l-6 6 6 6",
            Self::ArrowRight => "M5 12h14M13 6l6 6-6 6",
            Self::Building => {
                "M4 20V6a2 2 0 0 1 2-2h7a2 2 0 0 1 2 2v14M15 10h3a2 2 0 0 1 2 2v8M2.5 20h19M8 8h3M8 12h3M8 16h3"
            }
            Self::Check => "M5 12.5 10 17.5 19.5 7",
            Self::Clock => "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 7.5V12l3 2",
            Self::Close => "M6 6l12 12M18 6 6 18",
            Self::Copy => {
                "M10 8.5h8a1.5 1.5 0 0 1 1.5 1.5v8a1.5 1.5 0 0 1-1.5 1.5h-8A1.5 1.5 0 0 1 8.5 18v-8A1.5 1.5 0 0 1 10 8.5ZM15.500 5.500v-.001A1.500 1.500 0 0 0 14 4.500H6A1.500 1.500 0 0 0 4.500 6v8A1.500 1.500 0 0 0 5.500 15.400"
            }
            Self::Download => {
                "M12 4.500V16M7.5 11.500 12 16l4.5-4.500M4.5 15.500v2a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2v-2"
            }
            Self::File => {
                "M13.5 3.5H7a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V9ZM13.5 3.5V9H19M9 13.5h6M9 17h4"
            }
            Self::Filter => "M4 7h16M7 12h10M10 17h4",
            Self::Globe => {
                "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM3.5 12h17M12 3.5c2.3 2.4 3.4 5.2 3.4 8.5s-1.1 6.1-3.4 8.500c-2.3-2.4-3.4-5.2-3.4-8.500s1.1-6.1 3.4-8.500Z"
            }
            Self::Help => {
                "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM9.500 9.700a2.600 2.600 0 1 1 3.700 2.300c-.8.4-1.200.9-1.200 1.800M12 16.500v.01"
            }
            Self::Info => "M12 11v5M12 8v.01M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z",
            Self::Key => {
                "M8 11.500a4.300 4.300 0 1 0 0 8.600 4.300 4.300 0 0 0 0-8.600ZM11.200 12.800 19.500 4.500M16 8l2.500 2.500"
            }
            Self::Link => {
                "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.700l1-1"
            }
            Self::List => {
                "M9 6.500h11M9 12h11M9 17.500h11M4.500 6.500v.01M4.500 12v.01M4.500 17.500v.01"
            }
            Self::Mail => {
                "M5 5.500h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2ZM3.5 7.5 12 13l8.5-5.5"
            }
            Self::Minus => "M6 12h12",
            Self::Moon => "M20 14.200A8.3 8.3 0 0 1 9.8 4 8.5 8.5 0 1 0 20 14.200Z",
            Self::Pencil => {
                "M4 20l1-4.500L16.2 4.300a1.8 1.8 0 0 1 2.6 0l.9.9a1.8 1.8 0 0 1 0 2.600L8.5 19 4 20ZM14.5 6 18 9.5"
            }
            Self::Phone => {
                "M6.5 3.500h2.300l1.7 4.2-2.2 1.500a11.5 11.5 0 0 0 6.5 6.500l1.5-2.2 4.2 1.700v2.300a2.5 2.5 0 0 1-2.7 2.500C10.7 19.5 4.5 13.3 4 6.200a2.5 2.5 0 0 1 2.5-2.700Z"
            }
            Self::Pin => {
                "M12 21s-6.5-5.7-6.5-11a6.5 6.5 0 0 1 13 0c0 5.3-6.5 11-6.5 11ZM12 7.700a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.600Z"
            }
            Self::Plus => "M12 5.500v13M5.5 12h13",
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.3 15.3 20 20",
            Self::Settings => {
                "M4 7.500h9M17.500 7.500H20M15.200 5.200a2.300 2.300 0 1 0 0 4.600 2.300 2.300 0 0 0 0-4.600ZM20 16.500h-9M6.500 16.500H4M8.800 14.200a2.300 2.300 0 1 0 0 4.600 2.300 2.300 0 0 0 0-4.600Z"
            }
            Self::Shield => {
                "M12 3.500 5 6v5.500c0 4.200 2.900 7.500 7 9 4.100-1.500 7-4.800 7-9V6ZM9 12l2.200 2.200L15.200 10"
            }
            Self::SignOut => {
                "M10 4.500H6.500a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2H10M15 8l4 4-4 4M19 12H9.5"
            }
            Self::Star => {
                "M12 3.800l2.500 5.200 5.700.8-4.100 4 1 5.700L12 16.800l-5.100 2.700 1-5.700-4.100-4 5.700-.8Z"
            }
            Self::Sun => {
                "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2.500V5M12 19v2.500M2.5 12H5M19 12h2.500M5.3 5.3 7 7M17 17l1.7 1.700M18.7 5.3 17 7M7 17l-1.7 1.7"
            }
            Self::Tag => {
                "M4 4.500h7.500L20 13a1.8 1.8 0 0 1 0 2.500L15.5 20a1.8 1.8 0 0 1-2.5 0L4 11.500ZM8 8.500v.01"
            }
            Self::Trash => {
                "M4.5 7h15M9.5 7V5a1 1 0 0 1 1-1h3a1 1 0 0 1 1 1v2M6.5 7l.8 11.200a2 2 0 0 0 2 1.800h5.400a2 2 0 0 0 2-1.800L17.5 7M10 11v5M14 11v5"
            }
            Self::Undo => "M8.500 5 4.500 9l4 4M4.500 9H14a5 5 0 0 1 0 10h-3.500",
            Self::Upload => {
                "M12 16V4.500M7.5 9 12 4.5 16.5 9M4.5 15.500v2a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2v-2"
            }
            Self::User => {
                "M12 4.500a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.600ZM4.5 20a7.5 7.5 0 0 1 15 0"
            }
            Self::Users => {
                "M9 5a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7ZM2.500 19.500a6.500 6.500 0 0 1 13 0M15.500 5.300a3.500 3.500 0 0 1 0 6.400M18 14a6.500 6.500 0 0 1 3.500 5.500"
            }
        }
    }
}

/// An icon beside words that say the same; it is hidden from screen readers.
#[component]
pub(crate) fn Icon(glyph: Glyph) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=glyph.strokes() />
        </svg>
    }
}
