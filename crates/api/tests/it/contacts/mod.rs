mod crud;
mod search;
