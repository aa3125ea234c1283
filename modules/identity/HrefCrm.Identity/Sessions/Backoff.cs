namespace HrefCrm.Identity.Sessions;

/// <summary>How long one waits after wrong tries: some are free, then the time doubles with each, up to a bound.</summary>
/// <param name="Free">How many cost no time.</param>
/// <param name="First">How long one waits after the last of those.</param>
/// <param name="Longest">The bound.</param>
internal sealed record Backoff(int Free, TimeSpan First, TimeSpan Longest)
{
    /// <summary>Of one address, or one device.</summary>
    public static readonly Backoff OfAccount = new(5, TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(15));

    /// <summary>Of one network, from which many people may come.</summary>
    public static readonly Backoff OfNetwork = new(30, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));

    /// <summary>How long to wait after so many wrong tries.</summary>
    public TimeSpan After(int failures) => failures < Free
        ? TimeSpan.Zero
        : TimeSpan.FromSeconds(Math.Min(First.TotalSeconds * Math.Pow(2, failures - Free), Longest.TotalSeconds));
}
