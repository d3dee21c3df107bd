//! Names common in Poland; many family names end differently for women.

pub(super) const GIVEN_MEN: &str = "\
Piotr, Krzysztof, Andrzej, Tomasz, Paweł, Jan, Michał, Marcin, Jakub, Adam, Łukasz, Mateusz, \
Marek, Grzegorz, Wojciech, Mariusz, Dariusz, Maciej, Rafał, Kamil, Robert, Kacper, Dawid, Szymon, \
Jerzy, Zbigniew, Bartosz, Filip, Przemysław, Sebastian, Artur, Jarosław, Damian, Radosław, \
Sławomir, Stanisław, Bogdan, Zdzisław";

pub(super) const GIVEN_WOMEN: &str = "\
Anna, Katarzyna, Maria, Małgorzata, Agnieszka, Barbara, Ewa, Magdalena, Elżbieta, Joanna, \
Aleksandra, Zofia, Monika, Natalia, Julia, Karolina, Marta, Beata, Dorota, Justyna, Paulina, \
Iwona, Weronika, Renata, Sylwia, Patrycja, Emilia, Izabela, Ewelina, Kinga, Wiktoria, Oliwia, \
Hanna, Aneta, Bożena, Grażyna, Stanisława, Żaneta";

pub(super) const FAMILY_MEN: &str = "\
Nowak, Kowalski, Wiśniewski, Wójcik, Kowalczyk, Kamiński, Lewandowski, Zieliński, Szymański, \
Woźniak, Dąbrowski, Kozłowski, Mazur, Jankowski, Kwiatkowski, Wojciechowski, Krawczyk, \
Kaczmarek, Piotrowski, Grabowski, Zając, Pawłowski, Król, Michalski, Wróbel, Wieczorek, \
Jabłoński, Nowakowski, Majewski, Olszewski, Stępień, Malinowski, Jaworski, Adamczyk, Dudek, \
Pawlak, Górski, Sikora, Walczak, Witkowski, Rutkowski, Baran, Michalak, Szewczyk, Ostrowski, \
Pietrzak, Zawadzki, Wróblewski, Jasiński, Bąk, Włodarczyk, Sadowski, Kaźmierczak, Błaszczyk, \
Brzęczyszczykiewicz";

pub(super) const FAMILY_WOMEN: &str = "\
Nowak, Kowalska, Wiśniewska, Wójcik, Kowalczyk, Kamińska, Lewandowska, Zielińska, Szymańska, \
Woźniak, Dąbrowska, Kozłowska, Mazur, Jankowska, Kwiatkowska, Wojciechowska, Krawczyk, \
Kaczmarek, Piotrowska, Grabowska, Zając, Pawłowska, Król, Michalska, Wróbel, Wieczorek, \
Jabłońska, Nowakowska, Majewska, Olszewska, Stępień, Malinowska, Jaworska, Adamczyk, Dudek, \
Pawlak, Górska, Sikora, Walczak, Witkowska, Rutkowska, Baran, Michalak, Szewczyk, Ostrowska, \
Pietrzak, Zawadzka, Wróblewska, Jasińska, Bąk, Włodarczyk, Sadowska, Kaźmierczak, Błaszczyk, \
Gołąb";
