using System.Diagnostics;

namespace HrefCrm.TestBase;

public static class Until
{
    /// <summary>Asks again and again until the condition holds, which must be before the time is over.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan within)
    {
        var began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition())
        {
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(within, "it did not come true in time");
            await timer.WaitForNextTickAsync();
        }
    }
}
