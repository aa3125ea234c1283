namespace Volo.Abp;

/// <summary>Base of the framework's own exceptions.</summary>
public class AbpException : Exception
{
    public AbpException(string? message)
        : base(message)
    {
    }

    public AbpException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
