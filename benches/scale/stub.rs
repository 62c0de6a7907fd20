//! A server that makes each response when it is asked for: a list of any length needs no memory. Every response reports
//! limits that are near.

use std::io::Write;

use graph_benches::Server;

/// Near their limits, so that clients keep the state of all of them and take turns.
const USAGE: &str = "x-app-usage: {\"call_count\":95,\"total_time\":20,\"total_cputime\":20}\r\n\
    x-page-usage: {\"call_count\":92,\"total_time\":20,\"total_cputime\":20}\r\n\
    x-business-use-case-usage: {\"66\":[{\"type\":\"pages\",\"call_count\":91,\"total_cputime\":25,\"total_time\":25,\
    \"estimated_time_to_regain_access\":0}]}\r\n";

/// The id of a profile.
pub fn id(number: u64) -> String {
    format!("1{number:012}")
}

/// Serves a list of this many friends at `/me/friends`, the profiles of `ids=`, and a profile everywhere else. Returns
/// the URL. The server runs until the process ends.
pub fn start(friends: u64) -> String {
    let server = Server::bind().unwrap();
    let (url, own) = (server.url.clone(), server.url.clone());
    server.start(USAGE, move |request, out| write_body(request, &own, friends, out));
    url
}

fn write_body(request: &str, url: &str, friends: u64, out: &mut Vec<u8>) {
    if let Some((_, ids)) = request.split_once("?ids=") {
        let ids = ids.split(['&', ' ']).next().unwrap();
        for (at, id) in ids.split("%2C").flat_map(|ids| ids.split(',')).enumerate() {
            write!(out, "{}\"{id}\":", if at == 0 { '{' } else { ',' }).unwrap();
            write_profile(id, out);
        }
        return out.push(b'}');
    }
    if !request.starts_with("GET /me/friends") {
        return write_profile(&id(1), out);
    }
    let number = |name: &str| {
        let (_, value) = request.split_once(name)?;
        value.split(|c: char| !c.is_ascii_digit()).next()?.parse::<u64>().ok()
    };
    let (first, limit) = (number("after=").unwrap_or(0), number("limit=").unwrap_or(25));
    let end = friends.min(first + limit);
    out.extend_from_slice(b"{\"data\":[");
    for friend in first..end {
        if friend > first {
            out.push(b',');
        }
        write_profile(&id(friend), out);
    }
    write!(out, "],\"paging\":{{\"cursors\":{{\"after\":\"{end}\"}}").unwrap();
    if end < friends {
        let url = url.replace('/', "\\/");
        write!(out, ",\"next\":\"{url}\\/me\\/friends?access_token=token&limit={limit}&after={end}\"")
            .unwrap();
    }
    out.extend_from_slice(b"}}");
}

fn write_profile(id: &str, out: &mut Vec<u8>) {
    write!(out, "{{\"id\":\"{id}\",\"name\":\"Ann-Marie O\\u0027Neil\",\"locale\":\"en_US\",").unwrap();
    write!(out, "\"updated_time\":\"2012-09-27T19:04:38+0000\",\"verified\":true,").unwrap();
    write!(out, "\"location\":{{\"id\":\"114952118516947\",\"name\":\"San Francisco, California\"}}}}")
        .unwrap();
}
