using Volo.Abp;

namespace HrefCrm.Identity;

/// <summary>The text of each of <see cref="IdentityErrorCodes"/>.</summary>
internal static class IdentityErrors
{
    public static UserFriendlyException InviteEnded() => new(
        "This invite cannot be used any more: ask for a new one.", IdentityErrorCodes.InviteEnded);

    public static UserFriendlyException AccountExists() => new(
        "There is an account with this address already: sign in to accept.", IdentityErrorCodes.AccountExists);

    public static UserFriendlyException EmailUnconfirmed() => new(
        "Nobody has confirmed this address yet: open the link in the mail that was sent to it.", IdentityErrorCodes.EmailUnconfirmed);

    public static UserFriendlyException MemberExists(string email) => new(
        $"{email} is a member already.", IdentityErrorCodes.MemberExists);

    public static UserFriendlyException MemberNotFound() => new(
        "There is no such member any more.", IdentityErrorCodes.MemberNotFound);

    public static UserFriendlyException NotAMember() => new(
        "You are no member of this workspace any more, so nobody was removed.", IdentityErrorCodes.NotAMember);

    public static UserFriendlyException InviteConflict(string email) => new(
        $"{email} was invited meanwhile, so no invite was made now: look at the pending invites, and invite again if it is still needed.", IdentityErrorCodes.InviteConflict);

    public static UserFriendlyException SecondFactorShared() => new(
        "Only HREF can reset this member's two-factor sign-in: ask them.", IdentityErrorCodes.SecondFactorShared);

    public static UserFriendlyException StaffNotFound() => new(
        "There is no such staff account any more.", IdentityErrorCodes.StaffNotFound);

    public static UserFriendlyException NotStaff() => new(
        "You are no staff any more, so nobody was removed.", IdentityErrorCodes.NotStaff);

    public static UserFriendlyException OwnMembership() => new(
        "Nobody can remove themselves: ask another member.", IdentityErrorCodes.OwnMembership);

    public static UserFriendlyException ResetLinkEnded() => new(
        "This link cannot be used any more: ask for a new one.", IdentityErrorCodes.ResetLinkEnded);

    public static UserFriendlyException TooManyTries(string wait) => new(
        $"Too many tries: wait {wait} before the next one.", IdentityErrorCodes.TooManyTries);

    public static UserFriendlyException PasswordTooCommon() => new(
        "This password is easy to guess: take a longer or an unusual one, without your address.", IdentityErrorCodes.PasswordTooCommon);

    public static UserFriendlyException Busy() => new(
        "Many people are signing in at this moment: try again in a minute.", IdentityErrorCodes.Busy);
}
