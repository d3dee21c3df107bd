//! Opening, renewing and closing a session, and proving who one is.

mod email;
mod forgot;
mod link;
mod login;
mod logout;
mod mfa;
mod oidc;
mod options;
mod refresh;
mod reset;
mod signup;

pub(crate) use login::Proven;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(options::show_sign_in_options)
        .service(signup::sign_up)
        .service(login::sign_in)
        .service(mfa::verify_second_factor)
        .service(refresh::refresh_session)
        .service(logout::sign_out)
        .service(forgot::ask_for_password_reset)
        .service(reset::reset_password)
        .service(email::verify_email)
        .service(oidc::start_oidc)
        .service(oidc::finish_oidc);
}
