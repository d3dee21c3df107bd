//! Names common in Italy.

pub(super) const GIVEN: &str = "\
Marco, Giulia, Andrea, Francesca, Luca, Chiara, Francesco, Sara, Alessandro, Martina, Matteo, \
Valentina, Lorenzo, Alessia, Davide, Federica, Simone, Elisa, Giuseppe, Silvia, Antonio, Elena, \
Giovanni, Laura, Roberto, Paola, Stefano, Anna, Fabio, Maria, Riccardo, Ilaria, Paolo, Roberta, \
Daniele, Giorgia, Michele, Serena, Federico, Claudia, Gabriele, Eleonora, Nicola, Monica, \
Salvatore, Barbara, Filippo, Alice, Enrico, Beatrice, Emanuele, Camilla, Mario, Cristina, Luigi, \
Daniela, Massimo, Ludovica, Giacomo, Sofia, Pietro, Greta, Vincenzo, Noemi, Edoardo, Arianna, \
Tommaso, Caterina, Claudio, Margherita, Alberto, Lucia, Niccolò, Vittoria, Raffaele, Emma, \
Cosimo, Fiammetta, Ettore, Ginevra";

pub(super) const FAMILY: &str = "\
Rossi, Russo, Ferrari, Esposito, Bianchi, Romano, Colombo, Ricci, Marino, Greco, Bruno, Gallo, \
Conti, De Luca, Mancini, Costa, Giordano, Rizzo, Lombardi, Moretti, Barbieri, Fontana, Santoro, \
Mariani, Rinaldi, Caruso, Ferrara, Galli, Martini, Leone, Longo, Gentile, Martinelli, Vitale, \
Lombardo, Serra, Coppola, De Santis, D'Angelo, Marchetti, Parisi, Villa, Conte, Ferraro, Ferri, \
Fabbri, Bianco, Marini, Grasso, Valentini, Messina, Sala, De Angelis, Gatti, Pellegrini, Palumbo, \
Sanna, Farina, Rizzi, Monti, Cattaneo, Morelli, Amato, Silvestri, Mazza, Testa, Grassi, \
Pellegrino, Carbone, Giuliani, Benedetti, Barone, Rossetti, Caputo, Montanari, Guerra, Palmieri, \
Bernardi, Martino, Fiore, De Rosa, Ferretti, Bellini, Basile, Riva, Donati, Piras, Vitali, \
Battaglia, Sartori, Neri, Costantini, Milani, Pagano, Ruggiero, Sorrentino, D'Amico, Orlando, \
Negri, Mantovani, Nicolò, Dell'Orto";
