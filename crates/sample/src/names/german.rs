//! Names common in German-speaking countries.

pub(super) const GIVEN: &str = "\
Michael, Anna, Thomas, Julia, Andreas, Katharina, Stefan, Sabine, Christian, Susanne, Martin, \
Claudia, Markus, Nicole, Daniel, Stefanie, Alexander, Sandra, Matthias, Petra, Sebastian, Andrea, \
Florian, Lena, Tobias, Laura, Jan, Sarah, Lukas, Lisa, Philipp, Johanna, Maximilian, Sophie, \
Felix, Marie, Jonas, Hannah, Leon, Lea, Paul, Eva, Peter, Monika, Klaus, Ursula, Jürgen, Birgit, \
Wolfgang, Heike, Frank, Martina, Uwe, Silke, Dirk, Anja, Ralf, Kerstin, Bernd, Karin, Holger, \
Ulrike, Jörg, Tanja, Günther, Renate, Dieter, Brigitte, Sven, Simone, Carsten, Melanie, Torsten, \
Nadine, Oliver, Christina, Björn, Franziska, Kai, Carolin, Nils, Miriam, Fabian, Theresa, Simon, \
Verena, Moritz, Charlotte, Benedikt, Magdalena, Emil, Clara, Anton, Greta, Konrad, Mathilda, \
Götz, Käthe, Rüdiger, Jördis";

pub(super) const FAMILY: &str = "\
Müller, Schmidt, Schneider, Fischer, Weber, Meyer, Wagner, Becker, Schulz, Hoffmann, Schäfer, \
Koch, Bauer, Richter, Klein, Wolf, Schröder, Neumann, Schwarz, Zimmermann, Braun, Krüger, \
Hofmann, Hartmann, Lange, Schmitt, Werner, Krause, Meier, Lehmann, Schmid, Schulze, Maier, \
Köhler, Herrmann, König, Walter, Mayer, Huber, Kaiser, Fuchs, Peters, Lang, Scholz, Möller, Weiß, \
Jung, Hahn, Schubert, Vogel, Friedrich, Keller, Günther, Frank, Berger, Winkler, Roth, Beck, \
Lorenz, Baumann, Franke, Albrecht, Schuster, Simon, Ludwig, Böhm, Winter, Kraus, Martin, \
Schumacher, Krämer, Vogt, Stein, Jäger, Otto, Sommer, Groß, Seidel, Heinrich, Brandt, Haas, \
Schreiber, Graf, Schulte, Dietrich, Ziegler, Kuhn, Kühn, Pohl, Engel, Horn, Busch, Bergmann, \
Thomas, Voigt, Sauer, Arnold, Wolff, Pfeiffer, Brunner, Gruber, Steiner, Moser, Egger, Leitner, \
Zürcher, Frei, Ammann, Gerber, Bühler, Wyss, Tanner, Kälin, Öztürk-Lange, Baumgärtner, \
Weißmüller, Grünewald, Löwenstein, Größler, Übelacker, Zwickel, Brückner, Häusler, Rößler, \
Mühlbauer, Dörfler, Gößwein";
