using Microsoft.Extensions.Logging;
using Volo.Abp.ExceptionHandling;
using Volo.Abp.Logging;

namespace Volo.Abp.Authorization;

/// <summary>Who is signed in, if anybody, may not do that.</summary>
public class AbpAuthorizationException(string? message = null, string? code = null, Exception? innerException = null)
    : AbpException(message, innerException), IHasLogLevel, IHasErrorCode
{
    public LogLevel LogLevel { get; set; } = LogLevel.Warning;

    public string? Code { get; } = code;
}
