//! The signed-in person: who they are, how they sign in, and where.

mod change;
mod delete;
mod password;
mod sessions;
mod show;
mod switch;
mod totp;
mod verification;

pub(crate) use change::parse_name;
pub(crate) use delete::last_admin;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(show::show_me)
        .service(change::change_me)
        .service(delete::delete_me)
        .service(password::change_password)
        .service(verification::send_verification)
        .service(sessions::list_sessions)
        .service(sessions::end_session)
        .service(sessions::end_other_sessions)
        .service(switch::switch_organization)
        .service(totp::start_totp)
        .service(totp::confirm_totp)
        .service(totp::make_recovery_codes)
        .service(totp::disable_totp);
}
