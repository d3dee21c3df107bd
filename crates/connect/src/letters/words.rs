use domain::value::line;

/// What is left of a name in a mail.
const NAME_CHARS: usize = 80;

/// A name as one short line, without marks that turn the direction of what follows.
pub(super) fn tidy(name: &str) -> String {
    let turns = |c: &char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let name: String = line(name).chars().filter(|c| !turns(c)).collect();
    match name.char_indices().nth(NAME_CHARS) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => name,
    }
}

/// A name that no mail program takes for a link. Otherwise anybody could mail a link of theirs to
/// strangers, under our name, by signing up as `Win at evil.example`. A word joiner behind the
/// signs that make a link is not seen and keeps the letters together.
pub(super) fn defused(name: &str) -> String {
    let name = tidy(name);
    let mut out = String::with_capacity(name.len());
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        out.push(letter);
        let joined = letters.peek().is_some_and(|next| !next.is_whitespace());
        if joined && matches!(letter, '.' | '。' | '．' | ':' | '@' | '/') {
            out.push('\u{2060}');
        }
    }
    out
}

/// Text as it stands in HTML, in an attribute too.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter => out.push(letter),
        }
    }
    out
}
