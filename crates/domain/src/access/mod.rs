//! Who may do what: roles, permissions, and the requests that open and close a session.

mod me;
mod permission;
mod role;
mod sign_in;
mod sign_up;

pub use me::{Me, Membership, OrganizationSummary, SignedIn, UserSummary};
pub use permission::Permission;
pub use role::{MemberStatus, Role};
pub use sign_in::SignIn;
pub use sign_up::{ParsedSignUp, SignUp};
