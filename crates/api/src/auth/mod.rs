//! Opening, renewing and closing a session.

mod login;
mod logout;
mod refresh;
mod signup;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(signup::sign_up)
        .service(login::sign_in)
        .service(refresh::refresh_session)
        .service(logout::sign_out);
}
