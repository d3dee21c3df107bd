//! Names common in Spain and Spanish-speaking America.

pub(super) const GIVEN: &str = "\
María, José, Carmen, Antonio, Laura, Manuel, Ana, Francisco, Lucía, Juan, Marta, David, Cristina, \
Javier, Paula, Daniel, Elena, Carlos, Sara, Alejandro, Isabel, Miguel, Raquel, Rafael, Andrea, \
Pedro, Beatriz, Ángel, Patricia, Pablo, Rocío, Sergio, Silvia, Fernando, Pilar, Luis, Mónica, \
Jorge, Rosa, Alberto, Inés, Álvaro, Teresa, Adrián, Julia, Diego, Nuria, Raúl, Alba, Iván, Irene, \
Rubén, Claudia, Óscar, Sofía, Enrique, Natalia, Ramón, Verónica, Vicente, Alicia, Andrés, Lorena, \
Joaquín, Eva, Santiago, Esther, Víctor, Begoña, Eduardo, Yolanda, Mario, Ximena, Roberto, \
Guadalupe, Jaime, Fernanda, Gonzalo, Valeria, Ignacio, Renata, Hugo, Camila, Martín, Daniela, \
Iñaki, Maite, Jordi, Montserrat, Íñigo, Macarena";

pub(super) const FAMILY: &str = "\
García, Rodríguez, González, Fernández, López, Martínez, Sánchez, Pérez, Gómez, Martín, Jiménez, \
Ruiz, Hernández, Díaz, Moreno, Muñoz, Álvarez, Romero, Alonso, Gutiérrez, Navarro, Torres, \
Domínguez, Vázquez, Ramos, Gil, Ramírez, Serrano, Blanco, Molina, Morales, Suárez, Ortega, \
Delgado, Castro, Ortiz, Rubio, Marín, Sanz, Núñez, Iglesias, Medina, Garrido, Cortés, Castillo, \
Santos, Lozano, Guerrero, Cano, Prieto, Méndez, Cruz, Calvo, Gallego, Herrera, Márquez, León, \
Vidal, Peña, Flores, Cabrera, Campos, Vega, Fuentes, Carrasco, Diez, Reyes, Caballero, Nieto, \
Aguilar, Pascual, Santana, Herrero, Montero, Lorenzo, Hidalgo, Giménez, Ibáñez, Ferrer, Durán, \
Santiago, Benítez, Vargas, Mora, Arias, Carmona, Crespo, Román, Pastor, Soto, Sáez, Velasco, \
Moya, Soler, Parra, Esteban, Bravo, Gallardo, Rojas, Etxeberria, Agirre, Puigdomènech, Güell, \
Zúñiga, Quiñones, Echevarría";
