//! The ids of the people and objects that tests refer to.

use super::Sandbox;

impl Sandbox {
    /// The id of the user of [`user_token`](Self::user_token).
    #[must_use]
    pub fn user_id(&self) -> String {
        self.lock().world.cast.user.clone()
    }

    /// The id of a friend of [`user_id`](Self::user_id).
    #[must_use]
    pub fn friend_id(&self) -> String {
        self.lock().world.cast.friend.clone()
    }

    /// The id of a person who is not a friend of [`user_id`](Self::user_id).
    #[must_use]
    pub fn stranger_id(&self) -> String {
        self.lock().world.cast.stranger.clone()
    }

    /// The id of the Page of [`page_token`](Self::page_token).
    #[must_use]
    pub fn page_id(&self) -> String {
        self.lock().world.cast.page.clone()
    }

    /// The id of the business phone number; empty if the schema has none.
    #[must_use]
    pub fn phone_number_id(&self) -> String {
        self.lock().world.cast.phone_number.clone()
    }

    /// The page-scoped id of a person who wrote to the Page and whose profile the Page may read; empty if the
    /// schema has no such profile.
    #[must_use]
    pub fn psid(&self) -> String {
        self.lock().world.cast.psid.clone()
    }

    /// The page-scoped id of a person whose profile is unavailable to the Page: the response is `{}`.
    #[must_use]
    pub fn silent_psid(&self) -> String {
        self.lock().world.cast.silent_psid.clone()
    }

    /// The URL of an achievement that is registered for the app and not yet earned by anyone.
    #[must_use]
    pub fn achievement_url(&self) -> String {
        self.lock().world.cast.achievement.clone()
    }

    /// The WhatsApp Business Account of [`phone_number_id`](Self::phone_number_id), whose templates it sends; empty if no
    /// API has one.
    ///
    /// ```
    /// let sandbox = graph_sandbox::Sandbox::builder().api("whatsapp").api("instagram").api("ads").start()?;
    /// assert!(sandbox.ad_account_id().starts_with("act_"));
    /// assert!(!sandbox.waba_id().is_empty() && !sandbox.instagram_account_id().is_empty());
    /// # Ok::<(), graph_sandbox::Error>(())
    /// ```
    #[must_use]
    pub fn waba_id(&self) -> String {
        self.lock().world.first_of(&["WhatsAppBusinessAccount"])
    }

    /// The Instagram account, also that of an app with Instagram's own login; empty if no API has one.
    #[must_use]
    pub fn instagram_account_id(&self) -> String {
        self.lock().world.first_of(&["InstagramAccount", "Account"])
    }

    /// The ad account, `act_..`; empty if no API has one.
    #[must_use]
    pub fn ad_account_id(&self) -> String {
        self.lock().world.first_of(&["AdAccount"])
    }
}
