using System.Collections;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Volo.Abp.Authorization;
using Volo.Abp.Data;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Domain.Entities;
using Volo.Abp.ExceptionHandling;
using Volo.Abp.Http;
using Volo.Abp.Validation;

namespace Volo.Abp.Http
{
    internal sealed record RemoteServiceErrorResponse(RemoteServiceErrorInfo Error);

    internal sealed class RemoteServiceErrorInfo
    {
        public string? Code { get; set; }

        public string? Message { get; set; }

        public string? Details { get; set; }

        public IDictionary? Data { get; set; }

        public RemoteServiceValidationErrorInfo[]? ValidationErrors { get; set; }
    }

    internal sealed record RemoteServiceValidationErrorInfo(string? Message, string[]? Members);
}

namespace Volo.Abp.AspNetCore.ExceptionHandling
{
    /// <summary>HTTP statuses of business error codes.</summary>
    public class AbpExceptionHttpStatusCodeOptions
    {
        public IDictionary<string, HttpStatusCode> ErrorCodeToHttpStatusCodeMappings { get; } = new Dictionary<string, HttpStatusCode>();

        public void Map(string errorCode, HttpStatusCode httpStatusCode) => ErrorCodeToHttpStatusCodeMappings[errorCode] = httpStatusCode;
    }

    // What an exception becomes over HTTP: a challenge or refusal, or a status and ABP's envelope.
    internal sealed class HttpExceptionTranslator(
        IOptions<AbpExceptionHttpStatusCodeOptions> options,
        ILogger<HttpExceptionTranslator> logger)
        : ISingletonDependency
    {
        public const string ErrorFormatHeader = "_AbpErrorFormat";

        public void Log(Exception exception)
        {
            var level = (exception as Logging.IHasLogLevel)?.LogLevel ?? LogLevel.Error;
            logger.Log(level, exception, "{Message}", exception.Message);
        }

        // True if the response is complete: an authorization failure is answered by the authentication scheme.
        public async Task<bool> TryAnswerAuthorizationAsync(HttpContext context, Exception exception)
        {
            if (exception is not AbpAuthorizationException)
                return false;

            var schemes = context.RequestServices.GetService<IAuthenticationSchemeProvider>()
                ?? throw new AbpException("No authentication is configured, so an authorization failure cannot be answered.");
            var isAuthenticated = context.User.Identity?.IsAuthenticated == true;
            var scheme = isAuthenticated ? await schemes.GetDefaultForbidSchemeAsync() : await schemes.GetDefaultChallengeSchemeAsync();
            if (scheme is null)
                throw new AbpException(
                    isAuthenticated ? "There was no DefaultForbidScheme found." : "There was no DefaultChallengeScheme found.");
            if (isAuthenticated)
                await context.ForbidAsync(scheme.Name);
            else
                await context.ChallengeAsync(scheme.Name);
            return true;
        }

        public HttpStatusCode GetStatusCode(Exception exception)
        {
            if (exception is IHasErrorCode { Code: { } code }
                && options.Value.ErrorCodeToHttpStatusCodeMappings.TryGetValue(code, out var status))
                return status;
            return exception switch
            {
                AbpValidationException => HttpStatusCode.BadRequest,
                EntityNotFoundException => HttpStatusCode.NotFound,
                AbpDbConcurrencyException => HttpStatusCode.Conflict,
                NotImplementedException => HttpStatusCode.NotImplemented,
                IBusinessException => HttpStatusCode.Forbidden,
                _ => HttpStatusCode.InternalServerError,
            };
        }

        public static RemoteServiceErrorResponse GetBody(Exception exception)
        {
            if (exception is AggregateException
                { InnerException: AbpValidationException or EntityNotFoundException or IBusinessException } aggregate)
                exception = aggregate.InnerException!;

            var code = (exception as IHasErrorCode)?.Code;
            var info = new RemoteServiceErrorInfo { Code = code, Data = exception is IBusinessException ? exception.Data : null };
            if (exception is AbpDbConcurrencyException)
            {
                info.Message = "The data you have submitted has already changed by another user/client. "
                    + "Please discard the changes you've done and try from the beginning.";
            }

            if (exception is EntityNotFoundException notFound)
            {
                info.Message = notFound.EntityType is { } type
                    ? $"There is no entity {type.Name} with id = {notFound.Id}!"
                    : notFound.Message;
            }

            if (exception is IUserFriendlyException)
            {
                info.Message = exception.Message;
                info.Details = (exception as IHasErrorDetails)?.Details;
            }

            if (exception is AbpValidationException validation)
            {
                info.Message = "Your request is not valid!";
                var details = new StringBuilder().AppendLine("The following errors were detected during validation.");
                foreach (var error in validation.ValidationErrors)
                    details.AppendLine($" - {error.ErrorMessage}");
                info.Details = details.ToString();
                info.ValidationErrors = [.. validation.ValidationErrors.Select(e =>
                    new RemoteServiceValidationErrorInfo(e.ErrorMessage,
                        e.MemberNames.Any() ? [.. e.MemberNames.Select(m => m.CamelCased())] : null))];
            }

            if (string.IsNullOrEmpty(info.Message))
                info.Message = "An internal error occurred during your request!";
            return new(info);
        }
    }
}
