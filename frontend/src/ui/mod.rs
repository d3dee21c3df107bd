//! Building blocks that know no page and no API.

mod avatar;
mod badge;
mod button;
mod check_box;
mod confirm;
mod copy;
mod data_grid;
mod dialog;
mod download;
mod empty;
mod field;
mod icon;
mod measure;
mod menu;
mod notice;
mod password;
mod picker;
mod popover;
mod progress;
mod scrolling;
mod skeleton;
mod slots;
mod switch;
mod tabs;
mod theme;
mod toast;
mod virtual_rows;
mod window;

pub(crate) use avatar::Avatar;
pub(crate) use badge::{Badge, Tone};
pub(crate) use button::{Button, IconButton, Look};
pub(crate) use check_box::CheckBox;
pub(crate) use confirm::Confirm;
pub(crate) use copy::{CopyButton, CopyField};
pub(crate) use data_grid::{
    CellEditor, DataGrid, Edited, GridColumn, GridModel, GridRow, Spot, focus_grid,
};
pub(crate) use dialog::{Dialog, Shape};
pub(crate) use download::{save_blob, save_file};
pub(crate) use empty::Empty;
pub(crate) use field::{Choice, SelectField, TextArea, TextField};
pub(crate) use icon::{Glyph, Icon};
pub(crate) use measure::window_width;
pub(crate) use menu::{Menu, close_menu};
pub(crate) use notice::Notice;
pub(crate) use password::PasswordField;
pub(crate) use picker::{PickGroup, PickOption, Picker};
pub(crate) use popover::{Popover, toggle_popover};
pub(crate) use progress::ProgressBar;
pub(crate) use skeleton::Skeleton;
pub(crate) use switch::Switch;
pub(crate) use tabs::{Tab, Tabs};
pub(crate) use theme::{Theme, ThemeSwitch};
pub(crate) use toast::{Toast, Toaster, Toasts};
pub(crate) use virtual_rows::{RowKeys, VirtualRows};
