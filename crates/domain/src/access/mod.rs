//! Who may do what: roles, permissions, keys, and the requests about people and their access.

mod api_key;
mod factor;
mod invitation;
mod me;
mod member;
mod organization;
mod password;
mod permission;
mod policy;
mod role;
mod session;
mod sign_in;
mod sign_up;

pub use api_key::{
    ApiKey, ApiKeyList, IssuedApiKey, KEY_DAYS, KEY_DAYS_MAX, NewApiKey, OVERLAP_HOURS,
    OVERLAP_HOURS_MAX, ParsedApiKey, RotateApiKey,
};
pub use factor::{RecoveryCodes, SecondFactor, TotpSetup};
pub use invitation::{
    AcceptInvitation, INVITATION_DAYS, Invitation, InvitationList, InvitationPreview,
    InvitationToken, NewInvitation,
};
pub use me::{Account, Me, Membership, OrganizationSummary, SignedIn, UserSummary};
pub use member::{Member, MemberChange, MemberList, SettableStatus};
pub use organization::{ChangeMe, DeleteMe, OrganizationChange, SwitchOrganization};
pub use password::{ChangePassword, EmailAddress, LinkToken, ResetPassword, check_password};
pub use permission::Permission;
pub use policy::{Denial, Need, Standing, decide};
pub use role::{MemberStatus, Role};
pub use session::{SessionList, SessionSummary};
pub use sign_in::{Provider, SignIn, SignInOptions, SignUpMode};
pub use sign_up::{ParsedSignUp, SignUp};
