//! Names common in Japan, in kanji and in Hepburn romanisation without length marks.

pub(super) const GIVEN: &str = "\
健=Ken, 陽子=Yoko, 大輔=Daisuke, 恵子=Keiko, 誠=Makoto, 由美子=Yumiko, 浩=Hiroshi, 久美子=Kumiko, \
隆=Takashi, 智子=Tomoko, 直樹=Naoki, 裕子=Yuko, 和也=Kazuya, 真由美=Mayumi, 達也=Tatsuya, 明美=Akemi, \
翔太=Shota, 愛=Ai, 拓也=Takuya, 美咲=Misaki, 健太=Kenta, 彩=Aya, 大樹=Daiki, 舞=Mai, 亮=Ryo, \
優子=Yuuko, 翔=Sho, 麻衣=Mai, 海斗=Kaito, 葵=Aoi, 蓮=Ren, 結衣=Yui, 悠斗=Yuto, 凛=Rin, 陽向=Hinata, \
桜=Sakura, 修=Osamu, 幸子=Sachiko, 博=Hiroki, 節子=Setsuko, 茂=Shigeru, 千代子=Chiyoko, 進=Susumu, \
文子=Fumiko, 一郎=Ichiro, 花子=Hanako, 次郎=Jiro, 美穂=Miho, 剛=Tsuyoshi, 香織=Kaori";

pub(super) const FAMILY: &str = "\
佐藤=Sato, 鈴木=Suzuki, 高橋=Takahashi, 田中=Tanaka, 伊藤=Ito, 渡辺=Watanabe, 山本=Yamamoto, \
中村=Nakamura, 小林=Kobayashi, 加藤=Kato, 吉田=Yoshida, 山田=Yamada, 佐々木=Sasaki, 山口=Yamaguchi, \
松本=Matsumoto, 井上=Inoue, 木村=Kimura, 林=Hayashi, 斎藤=Saito, 清水=Shimizu, 山崎=Yamazaki, \
森=Mori, 池田=Ikeda, 橋本=Hashimoto, 阿部=Abe, 石川=Ishikawa, 山下=Yamashita, 中島=Nakajima, \
石井=Ishii, 小川=Ogawa, 前田=Maeda, 岡田=Okada, 長谷川=Hasegawa, 藤田=Fujita, 後藤=Goto, 近藤=Kondo, \
村上=Murakami, 遠藤=Endo, 青木=Aoki, 坂本=Sakamoto, 斉藤=Saitou, 福田=Fukuda, 太田=Ota, 西村=Nishimura, \
藤井=Fujii, 金子=Kaneko, 岡本=Okamoto, 藤原=Fujiwara, 三浦=Miura, 中野=Nakano, 原田=Harada, \
松田=Matsuda, 竹内=Takeuchi, 小野=Ono, 田村=Tamura, 中山=Nakayama, 和田=Wada, 石田=Ishida, \
上田=Ueda, 森田=Morita, 柴田=Shibata, 酒井=Sakai, 工藤=Kudo, 横山=Yokoyama, 宮崎=Miyazaki";
