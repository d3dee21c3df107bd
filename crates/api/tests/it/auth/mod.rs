mod delay;
mod login;
mod mails;
mod refresh;
mod signup;
