//! From the tree of a box to the places of the index to look at.

use domain::Partition;
use domain::search::language::{FieldName, Meaning, Node, Text};
use domain::search::{FilterField, Span};
use domain::value::{DomainName, fold, words};

use crate::asked::{Asked, ValueAsked, told};
use crate::class::{Class, Tier, Way};
use crate::compare::may_hold_typo;
use crate::lookup::{Lookup, Lookups, Reach, Source, Want, classes, is_whole, lookups};
use crate::number::Number;
use crate::snapshot::Snapshot;
use crate::term::{Kind, term};
use crate::token::{Care, Token};
use crate::{Error, filter};

/// What a contact must have, as a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Plan {
    All(Vec<Plan>),
    /// Something in it holds; all that holds is told.
    Any(Vec<Plan>),
    /// The same, of which the first that holds is told: a word, or what it means.
    First(Vec<Plan>),
    Not(Box<Plan>),
    Leaf(Leaf),
    /// A moment of the contact lies in the span; in none if the text is no span.
    Span(FilterField, Option<Span>),
}

/// One part of the box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leaf {
    pub(crate) asked: Asked,
    /// The only field that counts.
    pub(crate) field: Option<FieldName>,
    pub(crate) care: Care,
    pub(crate) lookups: Lookups,
    /// Of a meaning the words that have it.
    pub(crate) meant_by: Option<String>,
    /// A part that another one tells.
    pub(crate) is_silent: bool,
}

impl Plan {
    /// The plan of a box.
    pub(crate) fn of(
        snapshot: &Snapshot,
        partition: Partition,
        node: &Node,
        care: Care,
    ) -> Result<Self, Error> {
        Planner { snapshot, partition, care }.node(node)
    }

    /// The plan of a text without marks.
    pub(crate) fn of_words(
        snapshot: &Snapshot,
        partition: Partition,
        text: &str,
        care: Care,
    ) -> Result<Self, Error> {
        Planner { snapshot, partition, care }.tokens(Token::read(text, true), None)
    }

    /// Every leaf of it.
    pub(crate) fn leaves(&self) -> Vec<&Leaf> {
        match self {
            Self::All(parts) | Self::Any(parts) | Self::First(parts) => {
                parts.iter().flat_map(Self::leaves).collect()
            }
            Self::Not(part) => part.leaves(),
            Self::Leaf(leaf) => vec![leaf],
            Self::Span(..) => Vec::new(),
        }
    }

    /// Whether it says anything about how well a contact matches.
    pub(crate) fn has_words(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) | Self::First(parts) => {
                parts.iter().any(Self::has_words)
            }
            Self::Not(_) | Self::Span(..) => false,
            Self::Leaf(_) => true,
        }
    }

    /// Whether there is a word in it in which more typos can be forgiven.
    pub(crate) fn forgives(&self) -> bool {
        self.leaves().iter().any(|leaf| {
            leaf.care == Care::Usual
                && match &leaf.asked {
                    Asked::Token(Token::Word { text, .. }) => may_hold_typo(text.as_bytes()),
                    Asked::Token(Token::Address(_)) => true,
                    _ => false,
                }
        })
    }

    /// The same question to the fields of this class and better ones alone.
    pub(crate) fn within(&self, class: Class) -> Self {
        let all = |parts: &Vec<Self>| parts.iter().map(|part| part.within(class)).collect();
        match self {
            Self::All(parts) => Self::All(all(parts)),
            Self::Any(parts) => Self::Any(all(parts)),
            Self::First(parts) => Self::First(all(parts)),
            Self::Not(part) => Self::Not(Box::new(part.within(class))),
            Self::Leaf(leaf) => {
                let mut leaf = leaf.clone();
                leaf.lookups.keep_within(class);
                Self::Leaf(leaf)
            }
            Self::Span(field, span) => Self::Span(*field, *span),
        }
    }
}

struct Planner<'a> {
    snapshot: &'a Snapshot,
    partition: Partition,
    care: Care,
}

impl Planner<'_> {
    fn node(&self, node: &Node) -> Result<Plan, Error> {
        let all = |nodes: &[Node]| -> Result<Vec<Plan>, Error> {
            nodes.iter().map(|node| self.node(node)).collect()
        };
        Ok(match node {
            Node::All(nodes) => flat(all(nodes)?),
            Node::Any(nodes) => Plan::Any(all(nodes)?),
            Node::Not(node) => {
                let strict = Planner { care: Care::Exact, ..*self };
                Plan::Not(Box::new(strict.node(node)?))
            }
            Node::Text(text) => self.text(text)?,
        })
    }

    fn text(&self, text: &Text) -> Result<Plan, Error> {
        let own = match text.field {
            Some(FieldName::Filter(field)) if FilterField::DATES.contains(&field) => {
                return Ok(Plan::Span(field, Span::parse(&text.text).ok()));
            }
            Some(FieldName::Filter(field)) if !has_words(field) => {
                return Ok(self.value(field, text));
            }
            _ if text.is_quoted => self.quoted(text)?,
            Some(FieldName::Phone) => {
                self.tokens(vec![Token::Phone(Number::of(&text.text))], text.field)?
            }
            _ => self.tokens(Token::read(&text.text, text.is_last), text.field)?,
        };
        if text.meanings.is_empty() {
            return Ok(own);
        }
        let mut plans = vec![own];
        let words = told(&text.text);
        plans.extend(text.meanings.iter().filter_map(|meaning| self.meaning(meaning, &words)));
        Ok(Plan::First(plans))
    }

    fn tokens(&self, tokens: Vec<Token>, field: Option<FieldName>) -> Result<Plan, Error> {
        let mut plans = Vec::with_capacity(tokens.len());
        for token in tokens {
            match token {
                Token::Address(address) if self.care == Care::Far => {
                    plans.push(self.tokens(Token::words_of(&address), field)?);
                }
                token => plans.push(Plan::Leaf(self.token(token, field, self.care)?)),
            }
        }
        Ok(flat(plans))
    }

    /// An e-mail address that somebody has is meant as it stands; any other may be unfinished.
    fn token(&self, token: Token, field: Option<FieldName>, care: Care) -> Result<Leaf, Error> {
        let lookups = match &token {
            Token::Word { .. } => {
                let (partition, token) = (self.partition, token.clone());
                Lookups::Word(Source { partition, token, field, care, within: Class::Address })
            }
            Token::Address(_) | Token::Phone(_) => {
                let mut places = lookups(self.partition, Want { token: &token, field, care });
                let exact = places.last().filter(|_| matches!(token, Token::Address(_)));
                if let Some(exact) = exact
                    && self.snapshot.has(&exact.term)?
                {
                    places.drain(..places.len() - 1);
                }
                Lookups::Places(places)
            }
        };
        let asked = Asked::Token(token);
        Ok(Leaf { asked, field, care, lookups, meant_by: None, is_silent: false })
    }

    /// A text in quotes, each word as it stands; while the quotes are open the last may be unfinished.
    fn quoted(&self, text: &Text) -> Result<Plan, Error> {
        let trimmed = text.text.trim();
        let is_number = text.field == Some(FieldName::Phone) || Number::read(trimmed).is_some();
        if is_number || trimmed.find('@').is_some_and(|at| at > 0) {
            let token = if is_number {
                Token::Phone(Number::of(trimmed))
            } else {
                Token::Address(trimmed.to_lowercase())
            };
            return Ok(Plan::Leaf(self.token(token, text.field, Care::Exact)?));
        }
        let mut phrase = words(&text.text);
        let mut plans = Vec::new();
        if text.is_last
            && let Some(last) = phrase.pop()
        {
            let token = Token::Word { text: last, after_dot: false, last: true };
            plans.push(Plan::Leaf(self.token(token, text.field, self.care)?));
        }
        plans.insert(0, self.phrase(&phrase, text.field));
        let plan = flat(plans);
        // A domain stands in addresses, not in words.
        let named = trimmed.contains('.') && !trimmed.contains(' ') && text.field.is_none();
        Ok(match DomainName::parse(trimmed).ok().filter(|_| named) {
            Some(domain) => {
                let stored = domain.as_str().to_owned();
                let value = self.known(FilterField::Domain, stored, Way::Exact);
                Plan::First(vec![plan, Plan::Leaf(value)])
            }
            None => plan,
        })
    }

    /// Words one behind the other: of more than two the pairs narrow, and the last one is looked at.
    fn phrase(&self, phrase: &[String], field: Option<FieldName>) -> Plan {
        let leaf = |words: &[String], is_whole_phrase: bool| {
            let kind = |class| match words {
                [word] => Kind::word(class, word),
                _ => Kind::Pair(class),
            };
            let place = |&class: &Class| Lookup {
                tier: Tier::new(Way::Exact, class),
                term: term(self.partition, kind(class), words.join(" ").as_bytes()),
                reach: Reach::One,
                itself: false,
                is_sure: is_whole(field, class) && (phrase.len() < 3 || !is_whole_phrase),
            };
            Plan::Leaf(Leaf {
                asked: Asked::Phrase(if is_whole_phrase { phrase } else { words }.to_vec()),
                field,
                care: Care::Exact,
                lookups: Lookups::Places(classes(field).iter().rev().map(place).collect()),
                meant_by: None,
                is_silent: !is_whole_phrase,
            })
        };
        match phrase.len() {
            0 => Plan::All(Vec::new()),
            1 | 2 => leaf(phrase, true),
            count => Plan::All(
                phrase
                    .windows(2)
                    .enumerate()
                    .map(|(at, pair)| leaf(pair, at + 2 == count))
                    .collect(),
            ),
        }
    }

    /// A value of a field whose words the box does not search by themselves.
    fn value(&self, field: FilterField, text: &Text) -> Plan {
        let typed = text.text.trim();
        let is_domain = field == FilterField::Domain;
        let own =
            if is_domain { typed.trim_start_matches('@').to_lowercase() } else { fold(typed) };
        let asked = ValueAsked {
            field,
            tokens: Token::read(&own, text.is_last),
            parsed: filter::value(field, typed).ok(),
            text: own,
            is_quoted: text.is_quoted,
            care: self.care,
        };
        let beginning = if is_domain { asked.text.as_str() } else { "" };
        let kind = Kind::Filter(field);
        let place = |text: &str, reach| Lookup {
            tier: Tier::new(Way::Exact, Class::Other),
            term: term(self.partition, kind, text.as_bytes()),
            reach,
            itself: false,
            is_sure: true,
        };
        let mut places = vec![place(beginning, Reach::Values)];
        // `www.acme.example` does not begin as the domain that it names.
        places.extend(asked.parsed.as_ref().map(|value| place(value, Reach::One)));
        Plan::Leaf(Leaf {
            asked: Asked::Value(asked),
            field: text.field,
            care: self.care,
            lookups: Lookups::Places(places),
            meant_by: None,
            is_silent: false,
        })
    }

    /// A value that is known to the letter.
    fn known(&self, field: FilterField, stored: String, way: Way) -> Leaf {
        let place = Lookup {
            tier: Tier::new(way, Class::Other),
            term: term(self.partition, Kind::Filter(field), stored.as_bytes()),
            reach: Reach::One,
            itself: false,
            is_sure: true,
        };
        let asked = ValueAsked {
            field,
            text: stored.clone(),
            tokens: Vec::new(),
            is_quoted: false,
            parsed: Some(stored),
            care: Care::Exact,
        };
        Leaf {
            asked: Asked::Value(asked),
            field: None,
            care: Care::Exact,
            lookups: Lookups::Places(vec![place]),
            meant_by: None,
            is_silent: false,
        }
    }

    fn meaning(&self, meaning: &Meaning, words: &str) -> Option<Plan> {
        let mut plan = match meaning {
            Meaning::Filter(field, value) => {
                let stored = filter::value(*field, value).ok()?;
                Plan::Leaf(self.known(*field, stored, Way::Meaning))
            }
            Meaning::Title(title) => {
                let phrase: Vec<String> = title.split(' ').map(str::to_owned).collect();
                self.phrase(&phrase, Some(FieldName::Filter(FilterField::Title)))
            }
        };
        plan.mean(words);
        Some(plan)
    }
}

impl Plan {
    /// Makes it the meaning of these words.
    fn mean(&mut self, words: &str) {
        match self {
            Self::All(parts) => {
                // Only the last one counts as the meaning.
                parts.last_mut().into_iter().for_each(|part| part.mean(words));
            }
            Self::Leaf(leaf) => {
                leaf.meant_by = Some(words.to_owned());
                // Meanings are values and phrases; a word means itself.
                if let Lookups::Places(lookups) = &mut leaf.lookups {
                    let tier = Tier::new(Way::Meaning, Class::Other);
                    for place in lookups {
                        place.tier = tier;
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether the box searches the words of this field, so that its card has them.
const fn has_words(field: FilterField) -> bool {
    matches!(field, FilterField::Company | FilterField::Title | FilterField::City)
}

/// All parts, those of parts that are all of something too; a word that comes twice counts once.
fn flat(plans: Vec<Plan>) -> Plan {
    let mut parts: Vec<Plan> = Vec::with_capacity(plans.len());
    for plan in plans {
        match plan {
            Plan::All(inner) => parts.extend(inner),
            plan => parts.push(plan),
        }
    }
    let mut once: Vec<Plan> = Vec::with_capacity(parts.len());
    for part in parts.into_iter().rev() {
        if !once.iter().any(|known| is_repeated(&part, known)) {
            once.push(part);
        }
    }
    once.reverse();
    if once.len() == 1 { once.remove(0) } else { Plan::All(once) }
}

/// Whether both ask for the same word in the same field.
fn is_repeated(plan: &Plan, later: &Plan) -> bool {
    let (Plan::Leaf(a), Plan::Leaf(b)) = (plan, later) else { return false };
    let (Asked::Token(x), Asked::Token(y)) = (&a.asked, &b.asked) else { return false };
    a.field == b.field && x.text() == y.text()
}
