//! Response bodies in the style of the platform, with its escapes.

/// The id of a profile.
pub fn id(number: usize) -> String {
    format!("1000{number:06}")
}

/// An answer to `ids=`: profiles by id.
pub fn by_ids(profiles: impl Iterator<Item = usize>) -> String {
    let profiles: Vec<String> =
        profiles.map(|number| format!(r#""{}":{}"#, id(number), profile(number))).collect();
    format!("{{{}}}", profiles.join(","))
}

/// A profile of 20 fields.
pub fn profile(number: usize) -> String {
    format!(
        r#"{{"id":"1000{number:06}","name":"Ann-Marie O\u0027Neil","first_name":"Ann-Marie","middle_name":"Jo","last_name":"O\u0027Neil","gender":"female","locale":"en_US","link":"https:\/\/www.facebook.com\/ann.{number}","username":"ann.{number}","age_range":{{"min":21}},"video_upload_limits":{{"length":1199.5,"size":1073741824}},"updated_time":"2012-09-27T19:04:38+0000","verified":true,"bio":"Rows, reads, and writes letters by hand.","birthday":"07\/04\/1976","third_party_id":"tp-{number}-x_Y","hometown":{{"id":"110843418940484","name":"Seattle, Washington"}},"location":{{"id":"114952118516947","name":"San Francisco, California"}},"quotes":"\u201cAnd yet it moves.\u201d","website":"http:\/\/ann.example http:\/\/second.example"}}"#
    )
}

/// The same profile in other representations: numbers as strings, a boolean as a number, `[]` for an absent object.
pub fn coerced_profile(number: usize) -> String {
    profile(number)
        .replace(&format!(r#""id":"1000{number:06}""#), &format!(r#""id":1000{number:06}"#))
        .replace(r#"{"min":21}"#, r#"{"min":"21"}"#)
        .replace(r#""length":1199.5,"size":1073741824"#, r#""length":"1199.5","size":"1073741824""#)
        .replace(r#""verified":true"#, r#""verified":1"#)
        .replace(
            r#""location":{"id":"114952118516947","name":"San Francisco, California"}"#,
            r#""location":[]"#,
        )
}

/// A page of profiles, with an optional link to the next page.
pub fn page(profiles: impl Iterator<Item = usize>, next: Option<&str>) -> String {
    let profiles: Vec<String> = profiles.map(profile).collect();
    let next = next.map(|next| format!(r#","next":"{}""#, next.replace('/', "\\/"))).unwrap_or_default();
    format!(r#"{{"data":[{}],"paging":{{"cursors":{{"after":"x"}}{next}}}}}"#, profiles.join(","))
}
