using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Volo.Abp
{
    /// <summary>Base of the framework's own exceptions.</summary>
    public class AbpException : Exception
    {
        public AbpException()
        {
        }

        public AbpException(string? message)
            : base(message)
        {
        }

        public AbpException(string? message, Exception? innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>Marks an exception about the business, not the program.</summary>
    public interface IBusinessException;

    /// <summary>Marks an exception whose message is meant for the user.</summary>
    public interface IUserFriendlyException : IBusinessException;

    /// <summary>An error that went against a business rule, known by its code.</summary>
    public class BusinessException : Exception, IBusinessException, ExceptionHandling.IHasErrorCode, ExceptionHandling.IHasErrorDetails, Logging.IHasLogLevel
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

        public BusinessException WithData(string name, object value)
        {
            Data[name] = value;
            return this;
        }
    }

    /// <summary>A business error whose message may be shown as it is.</summary>
    public class UserFriendlyException : BusinessException, IUserFriendlyException
    {
        public UserFriendlyException(
            string message,
            string? code = null,
            string? details = null,
            Exception? innerException = null,
            LogLevel logLevel = LogLevel.Warning)
            : base(code, message, details, innerException, logLevel)
        {
            Details = details;
        }
    }

    /// <summary>Argument checks.</summary>
    public static class Check
    {
        public static T NotNull<T>([NotNull] T? value, string parameterName) =>
            value is null ? throw new ArgumentNullException(parameterName) : value;

        public static string NotNullOrWhiteSpace([NotNull] string? value, string parameterName, int maxLength = int.MaxValue, int minLength = 0)
        {
            if (string.IsNullOrWhiteSpace(value))
                throw new ArgumentException($"{parameterName} can not be null, empty or white space!", parameterName);
            if (value.Length > maxLength)
                throw new ArgumentException($"{parameterName} length must be equal to or lower than {maxLength}!", parameterName);
            if (value.Length < minLength)
                throw new ArgumentException($"{parameterName} length must be equal to or bigger than {minLength}!", parameterName);
            return value;
        }
    }
}

namespace Volo.Abp
{
    public interface IRemoteService;

    /// <summary>Whether a service is exposed by the auto API.</summary>
    [Serializable]
    [AttributeUsage(AttributeTargets.Interface | AttributeTargets.Class | AttributeTargets.Method)]
    public class RemoteServiceAttribute(bool isEnabled = true) : Attribute
    {
        public bool IsEnabled { get; set; } = isEnabled;

        public bool IsMetadataEnabled { get; set; } = true;

        public string? Name { get; set; }

        public virtual bool IsEnabledFor(Type type) => IsEnabled;

        public virtual bool IsEnabledFor(System.Reflection.MethodInfo method) => IsEnabled;

        public static bool IsExplicitlyEnabledFor(Type type) => GetFor(type) is { IsEnabled: true };

        public static bool IsExplicitlyDisabledFor(Type type) => GetFor(type) is { IsEnabled: false };

        private static RemoteServiceAttribute? GetFor(Type type) =>
            (RemoteServiceAttribute?)GetCustomAttribute(type, typeof(RemoteServiceAttribute), true)
            ?? type.GetInterfaces().Select(i => (RemoteServiceAttribute?)GetCustomAttribute(i, typeof(RemoteServiceAttribute))).FirstOrDefault(a => a is not null);
    }
}
