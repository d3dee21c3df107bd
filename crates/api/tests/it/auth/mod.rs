mod login;
mod refresh;
mod signup;
