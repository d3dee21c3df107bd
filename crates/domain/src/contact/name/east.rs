//! Names that begin with the family.

/// Common Japanese family names of two and three characters.
#[rustfmt::skip]
const JAPANESE: &[&str] = &[
    "佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "渡邊", "山本", "中村", "小林", "加藤", "吉田",
    "山田", "佐々木", "山口", "松本", "井上", "木村", "斎藤", "斉藤", "清水", "山崎", "阿部", "池田",
    "橋本", "山下", "石川", "中島", "前田", "藤田", "小川", "後藤", "岡田", "長谷川", "村上", "近藤",
    "石井", "坂本", "遠藤", "青木", "藤井", "西村", "福田", "太田", "三浦", "岡本", "松田", "中川",
    "中野", "原田", "小野", "田村", "竹内", "金子", "和田", "中山", "石田", "上田", "森田", "柴田",
    "酒井", "工藤", "横山", "宮崎", "宮本", "内田", "高木", "安藤", "谷口", "大野", "丸山", "今井",
    "高田", "藤本", "武田", "村田", "上野", "杉山", "増田", "菅原", "平野", "大塚", "千葉", "久保",
    "松井", "小島", "岩崎", "桜井", "野口", "松尾", "野村", "木下", "菊地", "佐野", "大西", "杉本",
    "新井", "浜田", "古川", "市川", "小松", "水野", "小山", "島田", "長谷", "五十嵐",
];

/// Chinese and Korean family names of two characters.
#[rustfmt::skip]
const DOUBLE: &[&str] = &[
    "欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容",
    "司徒", "令狐", "东方", "西门", "남궁", "황보", "제갈", "선우", "독고", "사공",
];

/// Common Chinese family names of one character, simplified and traditional; Koreans and some
/// Japanese share them.
const SINGLE: &str = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許邓鄧\
    冯馮韩韓曹曾彭萧蕭蔡潘田董袁于余叶葉蒋蔣杜苏蘇魏程吕呂丁沈任姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏\
    韦韋付方白邹鄒孟熊秦邱江尹薛闫闫段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯森";

/// Whether a name is written in Chinese, Japanese or Korean letters alone.
pub(super) fn is_eastern(name: &str) -> bool {
    let is_east = |c: char| is_han(c) || is_hangul(c) || is_kana(c);
    let letters = || name.chars().filter(|c| c.is_alphabetic());
    letters().next().is_some() && letters().all(is_east)
}

/// Given and family name of an eastern one; none if it cannot be told.
pub(super) fn split_east(name: &str) -> Option<(String, String)> {
    if let Some((first, last)) = name.split_once(['・', '·']) {
        // A western name in katakana keeps its order.
        return pair(first, last);
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    match words.as_slice() {
        [family, given] => pair(given, family),
        [joined] => split_joined(joined),
        _ => None,
    }
}

fn split_joined(name: &str) -> Option<(String, String)> {
    let letters: Vec<char> = name.chars().collect();
    let mut listed = DOUBLE.iter().chain(JAPANESE).filter(|family| name.starts_with(**family));
    let known = listed.next().map(|family| family.len());
    let first = letters.first()?;
    let at = match known {
        Some(at) if at < name.len() => at,
        _ if letters.len() > 4 || letters.len() < 2 => return None,
        _ if is_hangul(*first) || SINGLE.contains(*first) => first.len_utf8(),
        _ if letters.len() == 4 && is_han(*first) => {
            letters[..2].iter().map(|c| c.len_utf8()).sum()
        }
        _ => return None,
    };
    let (family, given) = name.split_at_checked(at)?;
    pair(given, family)
}

fn pair(first: &str, last: &str) -> Option<(String, String)> {
    let (first, last) = (first.trim(), last.trim());
    (!first.is_empty() && !last.is_empty()).then(|| (first.to_owned(), last.to_owned()))
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '々' | '\u{f900}'..='\u{faff}')
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7af}')
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}')
}
