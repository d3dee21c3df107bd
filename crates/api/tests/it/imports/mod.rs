mod elsewhere;
mod refused;
mod whole;
