//! Login: the dialog, token exchange and inspection, `appsecret_proof`.

mod debug;
mod device;
mod dialog;
mod exchange;
mod proof;
mod renewal;

pub(crate) use debug::debug_token;
pub(crate) use device::{begin as begin_device, page as device_page, status as device_status};
pub(crate) use dialog::answer as dialog;
pub(crate) use exchange::access_token;
pub(crate) use proof::check as check_proof;
pub(crate) use renewal::{is_renewal, renew};
