mod deletion;
mod password;
mod sessions;
mod show;
mod totp;
