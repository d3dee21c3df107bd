/// Letters in small case and what is written for them.
const LETTERS: &[(char, &str)] = &[
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ё', "e"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('й', "y"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', ""),
    ('ы', "y"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "yu"),
    ('я', "ya"),
    // Ukrainian and Belarusian.
    ('і', "i"),
    ('ї', "yi"),
    ('є', "ye"),
    ('ґ', "g"),
    ('ў', "u"),
    // Serbian and Macedonian.
    ('ђ', "dj"),
    ('ј', "j"),
    ('љ', "lj"),
    ('њ', "nj"),
    ('ћ', "c"),
    ('џ', "dz"),
    ('ѓ', "gj"),
    ('ќ', "kj"),
    ('ѕ', "dz"),
    // Kazakh and its neighbours.
    ('ә', "a"),
    ('ғ', "g"),
    ('қ', "k"),
    ('ң', "n"),
    ('ө', "o"),
    ('ұ', "u"),
    ('ү', "u"),
    ('һ', "h"),
];

pub(super) fn is_letter(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{4ff}')
}

/// Writes a word: `-ий` and `-ый` at its end as `y`, `-ия` as `ia`.
pub(super) fn read(word: &[char], out: &mut String) {
    let small: Vec<char> = word.iter().flat_map(|c| c.to_lowercase()).collect();
    for (at, &c) in small.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| small.get(before));
        let is_end = at + 1 == small.len();
        let latin = match (before, c) {
            (_, 'и' | 'ы') if at + 2 == small.len() && small[at + 1] == 'й' => "",
            (Some('и'), 'я') if is_end => "a",
            _ => letter(c),
        };
        out.push_str(latin);
    }
}

fn letter(c: char) -> &'static str {
    let known = LETTERS.iter().find(|(letter, _)| *letter == c);
    known.map_or_else(|| deunicode::deunicode_char(c).unwrap_or(" "), |(_, latin)| latin)
}
