using Volo.Abp;
using Volo.Abp.ExceptionHandling;

namespace HrefCrm.Leads;

/// <summary>A lead could not be stored just now, and was not as far as can be known: answer 503, it is safe to try again.</summary>
/// <param name="message">Why, for the log.</param>
/// <param name="innerException">What the database said, if it did.</param>
public class IntakeUnavailableException(string message, Exception? innerException = null) : AbpException(message, innerException), IHasErrorCode
{
    /// <inheritdoc />
    public string Code => LeadsErrorCodes.IntakeUnavailable;
}
