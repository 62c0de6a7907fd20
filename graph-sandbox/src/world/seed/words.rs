//! Names and texts to draw from.

use super::Random;

pub(super) const FEMALE: &[&str] = &[
    "Ada", "Bianca", "Clara", "Dalia", "Edda", "Freya", "Greta", "Hanna", "Ines", "Jana", "Katla", "Lena",
    "Mira", "Nora", "Olga", "Petra", "Runa", "Sofia", "Tilda", "Vera",
];
pub(super) const MALE: &[&str] = &[
    "Anton", "Bruno", "Cyril", "Dario", "Emil", "Felix", "Gustav", "Hugo", "Ivan", "Jonas", "Karel", "Linus",
    "Milan", "Nils", "Oskar", "Pavel", "Quentin", "Rafael", "Simon", "Viktor",
];
pub(super) const LAST: &[&str] = &[
    "Abrams",
    "Benda",
    "Carrow",
    "Dvorak",
    "Eklund",
    "Fischer",
    "Garnier",
    "Holub",
    "Ibsen",
    "Jansen",
    "Kovar",
    "Lindqvist",
    "Moreau",
    "Novak",
    "Okafor",
    "Prochazka",
    "Quist",
    "Rossi",
    "Svensson",
    "Tanaka",
    "Urban",
    "Vogel",
    "Weiss",
    "Zeman",
];
pub(super) const PLACES: &[&str] = &[
    "Paris, France",
    "Prague, Czech Republic",
    "Porto, Portugal",
    "Gothenburg, Sweden",
    "Bergen, Norway",
    "Turin, Italy",
    "Ghent, Belgium",
    "Kyoto, Japan",
    "Lyon, France",
    "Granada, Spain",
];
pub(super) const CATEGORIES: &[&str] = &[
    "Musician/band",
    "Book",
    "Movie",
    "Local business",
    "Sports team",
    "Community",
    "Company",
    "Non-profit organization",
    "City",
];
pub(super) const LOCALES: &[&str] = &["en_US", "en_GB", "fr_FR", "cs_CZ", "sv_SE", "de_DE", "pt_PT"];
pub(super) const ZONES: &[&str] = &["Europe/Prague", "Europe/Paris", "America/Los_Angeles", "Asia/Tokyo"];
const QUALITIES: &[&str] = &[
    "Blue", "Quiet", "Northern", "Golden", "Little", "Wild", "Old", "Paper", "Silver", "Hidden", "Summer",
    "Winter",
];
const THINGS: &[&str] = &[
    "Harbour",
    "Garden",
    "Orchestra",
    "Mountain",
    "Library",
    "River",
    "Bakery",
    "Lantern",
    "Meadow",
    "Theatre",
    "Bicycle",
    "Island",
];
const SENTENCES: &[&str] = &[
    "What a day.",
    "The train was on time, for once.",
    "Seen on the way home.",
    "Somebody left a piano in the park.",
    "Three hours of rain and not one complaint.",
    "The café on the corner has new chairs.",
    "We walked until the path ended.",
    "Bread, cheese and a view.",
    "It works on the second try.",
    "Nobody believed the weather report.",
];

/// Two words, such as the name of a Page or an album.
pub(super) fn title(random: &mut Random) -> String {
    format!("{} {}", random.word(QUALITIES), random.word(THINGS))
}

/// One or two sentences.
pub(super) fn sentence(random: &mut Random) -> String {
    let first = random.word(SENTENCES);
    if random.once_in(2) { format!("{first} {}", random.word(SENTENCES)) } else { first.to_owned() }
}

/// A person's first name, last name, and whether the person is female.
pub(super) fn person(random: &mut Random) -> (&'static str, &'static str, bool) {
    let female = random.once_in(2);
    (random.word(if female { FEMALE } else { MALE }), random.word(LAST), female)
}
