use super::*;
use crate::search::FilterField;

#[test]
fn words_stand_side_by_side() {
    for (text, tree) in [
        ("", "()"),
        ("ann", "[ann]…"),
        ("ann smi", "([ann] & [smi]…)"),
        ("  Ann,  Smith ! ", "([Ann] & [Smith]…)"),
        ("ann - smith & co", "([ann] & [smith] & [co]…)"),
        ("ann.smith@acme.example", "[ann.smith@acme.example]…"),
        (".example C++", "([.example] & [C++]…)"),
        ("https://acme.example/x", "[https://acme.example/x]…"),
        ("山田 太郎", "([山田] & [太郎]…)"),
    ] {
        assert_eq!(read(text), tree, "{text}");
    }
}

#[test]
fn marks_are_understood() {
    for (text, tree) in [
        ("\"ann smith\" acme", "(\"[ann smith]\" & [acme]…)"),
        ("“ann smith”", "\"[ann smith]\""),
        ("-acme ann", "(![acme] & [ann]…)"),
        ("ann NOT acme", "([ann] & ![acme]…)"),
        ("-\"ann smith\"", "!\"[ann smith]\""),
        ("NOT NOT acme", "[acme]…"),
        ("ann OR bob smith", "([ann] | ([bob] & [smith]…))"),
        ("ann|bob", "([ann] | [bob]…)"),
        ("(ann OR bob) smith", "(([ann] | [bob]) & [smith]…)"),
        ("ann AND bob", "([ann] & [bob]…)"),
        ("-(ann OR (bob cy))", "!([ann] | ([bob] & [cy]))"),
        ("company:acme ann", "(company:[acme] & [ann]…)"),
        ("Company: acme", "company:[acme]…"),
        ("company:(acme OR \"foo bar\")", "(company:[acme] | company:\"[foo bar]\")"),
        ("-company:acme", "!company:[acme]…"),
        ("company:-acme", "!company:[acme]…"),
        ("name:ann email:@acme phone:12 34", "(name:[ann] & email:[@acme] & phone:[12 34]…)"),
        ("mail:ann", "[mail:ann]…"),
        ("company:city:bern", "([company] & city:[bern]…)"),
    ] {
        assert_eq!(read(text), tree, "{text}");
    }
}

#[test]
fn what_is_not_finished_is_what_it_shows() {
    for (text, tree) in [
        ("-", "()"),
        ("ann -", "[ann]"),
        ("\"", "()"),
        ("ann \"acme cor", "([ann] & \"[acme cor]\"…)"),
        ("ann (", "[ann]"),
        ("(ann", "[ann]…"),
        ("ann)", "[ann]"),
        (") ) ann ( ( )", "[ann]"),
        ("company:", "[company]…"),
        ("ann company:", "([ann] & [company]…)"),
        ("NOT", "[NOT]…"),
        ("portland OR", "([portland] & [OR]…)"),
        ("OR ann", "([OR] & [ann]…)"),
        ("| ann |", "[ann]"),
        ("ann OR OR bob", "(([ann] & [OR]) | [bob]…)"),
        ("-(", "()"),
        ("head of", "[head of]=seniority:head…"),
    ] {
        assert_eq!(read(text), tree, "{text}");
    }
}

#[test]
fn a_number_with_blanks_is_one_text() {
    for (text, tree) in [
        ("030 1234 5678", "[030 1234 5678]…"),
        ("ann +49 (0)30 901820 acme", "([ann] & [+49 (0)30 901820] & [acme]…)"),
        ("(030) 12345-6", "[(030) 12345-6]…"),
        ("ann (030 12345)", "([ann] & [(030 12345)]…)"),
        ("(12345 OR 23456)", "([12345] | [23456])"),
        ("+49 30 123456 +49 30 654321", "([+49 30 123456] & [+49 30 654321]…)"),
        ("030 123456 -acme", "([030 123456] & ![acme]…)"),
        ("030 123456 - ann", "([030 123456] & [ann]…)"),
        ("ann 2024", "([ann] & [2024]…)"),
        ("123456ann", "[123456ann]…"),
        ("(415) 555-0123, ann", "([(415) 555-0123] & [ann]…)"),
    ] {
        assert_eq!(read(text), tree, "{text}");
    }
}

#[test]
fn plain_words_mean_something_beside() {
    for (text, tree) in [
        (
            "vp sales germany",
            "([vp]=seniority:vp & [sales]=department:sales & [germany]=country:DE…)",
        ),
        (
            "cto fintech oslo",
            "([cto]=~chief technology officer & [fintech]=industry:Fintech & [oslo]=city:Oslo…)",
        ),
        ("head of marketing", "([head of]=seniority:head & [marketing]=department:marketing…)"),
        (
            "vice-president of sales",
            "([vice-president of]=seniority:vp & [sales]=department:sales…)",
        ),
        ("data engineer", "([data]=department:data & [engineer]…)"),
        ("Manager", "[Manager]=seniority:manager…"),
        ("engineers in munich", "([engineers] & [in munich]=city:Munich…)"),
        ("united kingdom hr", "([united kingdom]=country:GB & [hr]=department:human_resources…)"),
        ("chief technology officer", "[chief technology officer]=~cto…"),
        ("ドイツ 営業", "([ドイツ]=country:DE & [営業]=department:sales…)"),
        ("director de ventas", "([director de]=seniority:director & [ventas]=department:sales…)"),
        ("-germany vp", "(![germany]=country:DE & [vp]=seniority:vp…)"),
        ("-vice president", "(![vice] & [president]…)"),
        ("vice OR president", "([vice] | [president]…)"),
        ("\"sales\" title:manager", "(\"[sales]\" & title:[manager]…)"),
        (
            "title:(manager OR \"it\") sales",
            "((title:[manager] | title:\"[it]\") & [sales]=department:sales…)",
        ),
    ] {
        assert_eq!(read(text), tree, "{text}");
    }
}

#[test]
fn a_name_means_a_place_only_beside_a_word_that_is_certain() {
    for (text, chips) in [
        ("chad", vec![]),
        ("chad smith", vec![]),
        ("jordan paris", vec![]),
        ("vp chad", vec!["Vice president", "Chad"]),
        ("sales paris", vec!["Sales", "Paris"]),
        ("it", vec![]),
        ("it manager", vec!["IT", "Manager"]),
        ("us", vec![]),
        ("cfo us", vec!["Chief financial officer", "United States"]),
        ("dean price", vec![]),
        ("major chef", vec![]),
        ("in and per", vec![]),
        ("DACH", vec!["DACH"]),
        ("vp -germany vp", vec!["Vice president", "not Germany"]),
        ("pm oslo", vec!["Product manager or project manager", "Oslo"]),
    ] {
        let found = Reading::of(text, &[]).chips;
        let labels: Vec<&str> = found.iter().map(|chip| chip.label.as_str()).collect();
        assert_eq!(labels, chips, "{text}");
    }
}

#[test]
fn a_word_that_is_being_typed_may_become_one_that_means_something() {
    for (text, tree, chips) in [
        ("ger", "[ger]…", 0),
        ("vp ger", "([vp]=seniority:vp & [ger]=country:DE…)", 1),
        ("vp sales germ", "([vp]=seniority:vp & [sales]=department:sales & [germ]=country:DE…)", 3),
        ("vp ge", "([vp]=seniority:vp & [ge]…)", 1),
        ("vp fran", "([vp]=seniority:vp & [fran]=country:FR…)", 2),
        ("vp swed", "([vp]=seniority:vp & [swed]=country:SE…)", 2),
        ("vp mark", "([vp]=seniority:vp & [mark]…)", 1),
        ("germ vp", "([germ] & [vp]=seniority:vp…)", 1),
        ("vp -germ", "([vp]=seniority:vp & ![germ]…)", 1),
        ("vp city:germ", "([vp]=seniority:vp & city:[germ]…)", 1),
        ("head of p", "([head of]=seniority:head & [p]…)", 1),
    ] {
        let reading = Reading::of(text, &[]);
        assert_eq!((shown(&reading.node).as_str(), reading.chips.len()), (tree, chips), "{text}");
    }
    let reading = Reading::of("vp germ", &["germ".to_owned()]);
    assert_eq!(shown(&reading.node), "([vp]=seniority:vp & [germ]…)");
}

#[test]
fn a_slip_of_the_fingers_is_read_beside_what_is_certain() {
    for (text, chips) in [
        ("vp saels germny", vec!["Vice president", "Sales", "Germany"]),
        ("saels germny", vec!["Sales", "Germany"]),
        ("vice presidnet fintehc", vec!["Vice president", "Fintech"]),
        ("head of maketing", vec!["Head", "Marketing"]),
        ("enginering manager", vec!["Engineering", "Manager"]),
        ("cto berln", vec!["Chief technology officer", "Berlin"]),
        // Names that people have: alone, or beside others, they are nothing else.
        ("franke", vec![]),
        ("salas", vec![]),
        ("anna salas", vec![]),
        ("turley smith", vec![]),
        ("marta vp", vec!["Vice president"]),
        // Nothing but names of people has a slip of too few letters, or in the first one.
        ("vp slaes", vec!["Vice president", "Sales"]),
        ("vp sals", vec!["Vice president"]),
        ("vp dales", vec!["Vice president"]),
        ("vp -saels", vec!["Vice president"]),
        ("vp city:berln", vec!["Vice president"]),
        ("vp \"saels\"", vec!["Vice president"]),
        ("vp germ", vec!["Vice president", "Germany"]),
    ] {
        let found = Reading::of(text, &[]).chips;
        let labels: Vec<&str> = found.iter().map(|chip| chip.label.as_str()).collect();
        assert_eq!(labels, chips, "{text}");
    }
    // The word itself stays; the chip can be taken off.
    assert_eq!(read("vp saels"), "([vp]=seniority:vp & [saels]=department:sales…)");
    let reading = Reading::of("vp saels", &["saels".to_owned()]);
    assert_eq!(shown(&reading.node), "([vp]=seniority:vp & [saels]…)");
}

#[test]
fn a_chip_is_taken_off() {
    let chips = Reading::of("head of sales in Köln", &[]).chips;
    let words: Vec<_> = chips.iter().map(|chip| (chip.words.as_str(), chip.field)).collect();
    assert_eq!(
        words,
        [
            ("head of", FilterField::Seniority),
            ("sales", FilterField::Department),
            ("koln", FilterField::City),
        ],
    );
    let reading = Reading::of("vp of sales in Köln", &["sales".to_owned(), "koln".to_owned()]);
    assert_eq!(shown(&reading.node), "([vp of]=seniority:vp & [sales] & [in] & [Köln]…)");
}
