//! Building blocks that know no page and no API.

mod avatar;
mod badge;
mod button;
mod dialog;
mod empty;
mod field;
mod icon;
mod menu;
mod notice;
mod password;
mod progress;
mod skeleton;
mod tabs;
mod theme;
mod toast;
mod virtual_rows;
mod window;

pub(crate) use avatar::Avatar;
pub(crate) use badge::{Badge, Tone};
pub(crate) use button::{Button, IconButton, Look};
pub(crate) use dialog::{Dialog, Shape};
pub(crate) use empty::Empty;
pub(crate) use field::{Choice, SelectField, TextArea, TextField};
pub(crate) use icon::{Glyph, Icon};
pub(crate) use menu::Menu;
pub(crate) use notice::Notice;
pub(crate) use password::PasswordField;
pub(crate) use progress::ProgressBar;
pub(crate) use skeleton::Skeleton;
pub(crate) use tabs::{Tab, Tabs};
pub(crate) use theme::ThemeSwitch;
pub(crate) use toast::{Toast, Toaster, Toasts};
pub(crate) use virtual_rows::VirtualRows;
