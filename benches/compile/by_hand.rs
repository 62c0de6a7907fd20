//! Hand-written code without a client: one node, and two functions that read.

use serde::Deserialize;

#[derive(Debug, Clone, Deserialize)]
pub struct Profile {
    pub id: String,
    pub name: String,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub gender: Option<String>,
    pub locale: Option<String>,
    pub link: Option<String>,
    pub birthday: Option<String>,
    pub email: Option<String>,
    pub timezone: Option<f64>,
    pub verified: Option<bool>,
    pub hometown: Option<IdName>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct IdName {
    pub id: String,
    pub name: String,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Page<T> {
    pub data: Vec<T>,
    pub paging: Option<Paging>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Paging {
    pub next: Option<String>,
}

const HOST: &str = "https://graph.facebook.com";

pub async fn me(client: &reqwest::Client, token: &str) -> reqwest::Result<Profile> {
    let fields = "id,name,first_name,last_name,gender,locale,link,birthday,email,timezone,verified,hometown";
    let answer = client.get(format!("{HOST}/me?fields={fields}")).bearer_auth(token).send().await?;
    answer.error_for_status()?.json().await
}

pub async fn friends(client: &reqwest::Client, token: &str, limit: u32) -> reqwest::Result<Page<IdName>> {
    let url = format!("{HOST}/me/friends?fields=id,name&limit={limit}");
    let answer = client.get(url).bearer_auth(token).send().await?;
    answer.error_for_status()?.json().await
}
