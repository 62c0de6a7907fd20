//! Answers: the body of a response as each ready struct of the built-in API.

use graph_client::{__rt::Ready, api as fb, decode::Reader};
use serde::de::DeserializeOwned;

use super::wire::one_line;

macro_rules! types {
    ($($name:ident)*) => {
        /// The ready structs of the built-in API.
        #[allow(dead_code, reason = "of use to a test")]
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];

        const READ: &[fn(&[u8])] = &[$(read::<fb::$name>),*];
    };
}

types! {
    User Page Application Album AppRequest Event Link Note Photo Post Question Video MessengerProfile
    AgeRange CoverPhoto Currency Device Education EducationClass PricePoint SecuritySettings SecureBrowsing
    VideoUploadLimits Work WorkProject PageLike AchievementInstance AchievementType Checkin Privacy Coordinates Action
    Account FamilyMember FriendList FriendRequest GroupMembership Thread LocationItem Place Notification Order
    PaymentTransaction PaymentAction PaymentItem MoneyAmount Poke Score StatusMessage QuestionOption Profile Comment
    TextTag PhotoTag VideoTag PostProperty Shares Location FriendRequestSummary InboxSummary ImageSize VideoFormat
}

/// The first byte chooses the type: `!` is the first one, `"` the second. The rest is the body.
pub fn run(data: &[u8]) {
    let Some((which, body)) = data.split_first() else { return };
    READ[usize::from(which.wrapping_sub(b'!')) % READ.len()](body);
    if let Err(error) = Reader::whole(body, |reader| reader.skip()) {
        one_line(&error.to_string(), "an error");
    }
}

fn read<T: Ready + DeserializeOwned>(body: &[u8]) {
    let value = match Reader::whole(body, T::read) {
        Ok(value) => value,
        Err(error) => return one_line(&error.to_string(), "an error"),
    };
    assert!(value.clone() == value, "a copy differs");
    // Secrets are left out of what is written, so only the texts are compared.
    let written = serde_json::to_string(&value).expect("a value can be written");
    let again = match Reader::whole(written.as_bytes(), T::read) {
        Ok(again) => again,
        Err(error) => panic!("{written} cannot be read again: {error}"),
    };
    assert_eq!(serde_json::to_string(&again).expect("a value can be written"), written);
    // What is kept of a value of which a part was not read has no links with tokens, but the part that was read may.
    if !written.contains("<hidden>") && !String::from_utf8_lossy(body).contains("access_token") {
        assert!(again == value, "{again:?} was read again, not {value:?}");
    }
    match serde_json::from_str::<T>(&written) {
        Ok(third) => {
            assert!(third == again || has_long_number(&written), "{third:?} with serde, not {again:?}")
        }
        Err(error) => panic!("{written} cannot be read with serde: {error}"),
    }
}

/// A number that `serde_json` reads with a small error unless its feature `float_roundtrip` is on.
fn has_long_number(json: &str) -> bool {
    let numbers = json.split(|c: char| !matches!(c, '0'..='9' | '.' | 'e' | 'E' | '+' | '-'));
    numbers.into_iter().any(|number| number.len() > 15 || (number.contains(['e', 'E']) && number.len() > 2))
}
