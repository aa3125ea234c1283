namespace HrefCrm.Identity.Sessions;

/// <summary>A row of <c>sign_in_failures</c>, for the migrations to know.</summary>
internal sealed class SignInFailure
{
    public required byte[] Key { get; init; }

    public int Count { get; init; }

    public DateTime LastAt { get; init; }
}
