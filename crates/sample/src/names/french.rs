//! Names common in French-speaking countries.

pub(super) const GIVEN: &str = "\
Marie, Pierre, Camille, Nicolas, Julie, Thomas, Sophie, Julien, Céline, Antoine, Émilie, \
Alexandre, Claire, Guillaume, Pauline, Mathieu, Marion, François, Anne, Sébastien, Isabelle, \
Vincent, Hélène, Olivier, Aurélie, Philippe, Caroline, Laurent, Nathalie, Frédéric, Sandrine, \
Christophe, Valérie, Stéphane, Charlotte, Maxime, Élodie, Romain, Léa, Benoît, Manon, Hugo, Chloé, \
Lucas, Inès, Louis, Mathilde, Gabriel, Juliette, Arthur, Margaux, Clément, Lucie, Adrien, Noémie, \
Quentin, Amélie, Jérôme, Virginie, Rémi, Gaëlle, Loïc, Maëlle, Yann, Anaïs, Cédric, Delphine, \
Étienne, Agnès, Grégoire, Sylvie, Jean-Baptiste, Anne-Sophie, Jean-Luc, Marie-Claire, Théo, \
Zoé, Raphaël, Apolline, Édouard, Clémence, Gaston, Éléonore, Anatole, Séverine, Marcel, \
Joséphine, Thibault, Solène, Bastien, Ophélie";

pub(super) const FAMILY: &str = "\
Martin, Bernard, Dubois, Thomas, Robert, Richard, Petit, Durand, Leroy, Moreau, Simon, Laurent, \
Lefèvre, Michel, Garcia, David, Bertrand, Roux, Vincent, Fournier, Morel, Girard, André, Mercier, \
Dupont, Lambert, Bonnet, François, Martinez, Legrand, Garnier, Faure, Rousseau, Blanc, Guérin, \
Muller, Henry, Roussel, Nicolas, Perrin, Morin, Mathieu, Clément, Gauthier, Dumont, Lopez, \
Fontaine, Chevalier, Robin, Masson, Sanchez, Gérard, Nguyen, Boyer, Denis, Lemaire, Duval, Joly, \
Gautier, Roger, Roche, Roy, Noël, Meyer, Lucas, Meunier, Jean, Perez, Marchand, Dufour, \
Blanchard, Marie, Barbier, Brun, Dumas, Brunet, Schmitt, Leroux, Colas, Renaud, Arnaud, Rolland, \
Caron, Aubert, Giraud, Leclerc, Vidal, Bourgeois, Renard, Picard, Besnard, Lefebvre, Tremblay, \
Gagnon, Côté, Bouchard, Pelletier, Bélanger, Lévesque, Desjardins, Beaulieu, Crépeau, Le Gall, \
Le Goff, De La Fontaine, D'Aubigny, Hénault, Méchain, Çelik-Moreau, Boësset";
