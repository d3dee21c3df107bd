mod crud;
mod export;
mod search;
