using Microsoft.Extensions.Logging;
using Volo.Abp.ExceptionHandling;
using Volo.Abp.Logging;

namespace Volo.Abp.ExceptionHandling
{
    public interface IHasErrorCode
    {
        string? Code { get; }
    }

    public interface IHasErrorDetails
    {
        string? Details { get; }
    }
}

namespace Volo.Abp.Logging
{
    public interface IHasLogLevel
    {
        LogLevel LogLevel { get; set; }
    }
}

namespace Volo.Abp
{
    /// <summary>Marks an exception about the business, not the program.</summary>
    public interface IBusinessException;

    /// <summary>Marks an exception whose message is meant for the user.</summary>
    public interface IUserFriendlyException : IBusinessException;

    /// <summary>An error that went against a business rule, known by its code.</summary>
    public class BusinessException : Exception, IBusinessException, IHasErrorCode, IHasErrorDetails, IHasLogLevel
    {
        public BusinessException(
            string? code = null,
            string? message = null,
            string? details = null,
            Exception? innerException = null,
            LogLevel logLevel = LogLevel.Warning)
            : base(message, innerException)
        {
            Code = code;
            Details = details;
            LogLevel = logLevel;
        }

        public string? Code { get; set; }

        public string? Details { get; set; }

        public LogLevel LogLevel { get; set; }
    }

    /// <summary>A business error whose message may be shown as it is.</summary>
    public class UserFriendlyException(
        string message,
        string? code = null,
        string? details = null,
        Exception? innerException = null,
        LogLevel logLevel = LogLevel.Warning)
        : BusinessException(code, message, details, innerException, logLevel), IUserFriendlyException;
}
