mod refused;
mod whole;
