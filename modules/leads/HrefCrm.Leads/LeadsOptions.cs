namespace HrefCrm.Leads;

/// <summary>Bounds of the intake; bound from the configuration section <c>Leads</c>.</summary>
public class LeadsOptions
{
    /// <summary>Largest body, in bytes; the host's own bound is 1 MiB.</summary>
    public int MaxBodyBytes { get; set; } = 64 * 1024;

    /// <summary>Deepest nesting of a body, the body itself being level 1.</summary>
    public int MaxBodyDepth { get; set; } = 32;

    /// <summary>How long a body may take to arrive.</summary>
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many leads may wait to be written; past it the intake answers 503.</summary>
    public int QueueCapacity { get; set; } = 4096;

    /// <summary>
    /// How many connections write leads. One gives the largest batches and costs least; more help where a commit takes long, as over a network.
    /// </summary>
    public int Writers { get; set; } = 1;

    /// <summary>How long a lead is tried to be written while the database is away; after it the intake answers 503.</summary>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
