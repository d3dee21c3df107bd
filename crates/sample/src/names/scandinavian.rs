//! Names common in Sweden, Norway and Denmark.

pub(super) const GIVEN: &str = "\
Lars, Anna, Erik, Maria, Anders, Eva, Johan, Karin, Per, Kristina, Mikael, Sara, Nils, Emma, \
Karl, Ingrid, Henrik, Linda, Magnus, Malin, Fredrik, Hanna, Daniel, Ida, Mattias, Elin, Jonas, \
Astrid, Andreas, Sofie, Martin, Camilla, Ole, Mette, Thomas, Hanne, Morten, Kirsten, Søren, Pia, \
Rasmus, Signe, Mads, Freja, Kasper, Nanna, Jens, Line, Peter, Maja, Niels, Julie, Knut, Silje, \
Bjørn, Marit, Tor, Ragnhild, Øyvind, Gro, Håkon, Solveig, Pål, Ellen, Åse, Åke, Göran, Birgitta, \
Björn, Annika, Jörgen, Åsa, Stig, Ulla, Oskar, Linnéa, Viktor, Ebba, Axel, Tuva, Gunnar, Saga, \
Sigurd, Tyra, Torbjörn, Märta, Asbjørn, Bodil, Aksel, Liv";

pub(super) const FAMILY: &str = "\
Andersson, Johansson, Hansen, Karlsson, Nielsen, Nilsson, Jensen, Eriksson, Larsen, Larsson, \
Olsen, Olsson, Pedersen, Persson, Johansen, Svensson, Andersen, Gustafsson, Kristiansen, \
Pettersson, Christensen, Jonsson, Rasmussen, Jansson, Sørensen, Hansson, Jørgensen, Bengtsson, \
Petersen, Jönsson, Madsen, Lindberg, Kristensen, Jakobsson, Nilsen, Magnusson, Berg, Lindström, \
Haugen, Olofsson, Hagen, Lindqvist, Johannessen, Lindgren, Andreassen, Axelsson, Jacobsen, \
Bergström, Dahl, Lundberg, Halvorsen, Lundgren, Henriksen, Berglund, Lund, Fredriksson, Strand, \
Sandberg, Solberg, Henriksson, Eide, Forsberg, Mortensen, Sjöberg, Thomsen, Wallin, Poulsen, \
Engström, Knudsen, Eklund, Møller, Danielsson, Holm, Håkansson, Schmidt, Lundin, Lauritsen, \
Gunnarsson, Bakke, Fransson, Moen, Bergman, Bjerregaard, Nyström, Østergaard, Holmberg, \
Nørgaard, Björk, Kjær, Söderberg, Ødegård, Åberg, Åström, Bråthen, Sæther, Näslund, Öberg";
