//! Names common in Türkiye.

pub(super) const GIVEN: &str = "\
Mehmet, Ayşe, Mustafa, Fatma, Ahmet, Emine, Ali, Zeynep, Hüseyin, Elif, Hasan, Merve, İbrahim, \
Esra, Murat, Özlem, Emre, Büşra, Burak, Selin, Can, Deniz, Kemal, Gül, Serkan, Ebru, Onur, Aylin, \
Okan, Pınar, Barış, Sibel, Cem, Derya, Tolga, İrem, Ömer, Ece, Yusuf, Melis, Kerem, Gizem, \
Volkan, Tuğba, Oğuz, Şeyma, Uğur, Nur, Çağlar, Seda, Gökhan, Aslı, Kaan, Dilek, Alper, Burcu, \
Umut, Çiğdem, Tarık, Nilüfer, Erdem, Yasemin, Koray, Başak, Sinan, Defne, Halil, Eda, Levent, \
Ceren, Taner, Işıl";

pub(super) const FAMILY: &str = "\
Yılmaz, Kaya, Demir, Çelik, Şahin, Yıldız, Yıldırım, Öztürk, Aydın, Özdemir, Arslan, Doğan, \
Kılıç, Aslan, Çetin, Kara, Koç, Kurt, Özkan, Şimşek, Polat, Korkmaz, Çakır, Erdoğan, Can, Acar, \
Aksoy, Tekin, Avcı, Güneş, Güler, Yavuz, Bulut, Keskin, Ünal, Turan, Gül, Özer, Işık, Kaplan, \
Taş, Köse, Yüksel, Ateş, Aktaş, Bozkurt, Coşkun, Sarı, Duman, Uçar, Tunç, Karaca, Ceylan, Erdem, \
Toprak, Deniz, Altın, Soylu, Başaran, Uysal, Bayrak, Güven, Karagöz, Akın, Tüfekçi, Saygılı";
