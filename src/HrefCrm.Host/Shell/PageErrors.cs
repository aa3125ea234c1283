using HrefCrm.PostgreSql.Roles;
using Microsoft.Extensions.Options;
using Volo.Abp;
using Volo.Abp.AspNetCore.ExceptionHandling;
using Volo.Abp.Authorization;
using Volo.Abp.DependencyInjection;
using Volo.Abp.ExceptionHandling;
using Volo.Abp.Validation;

namespace HrefCrm.Host.Shell;

/// <summary>What a page says of an error.</summary>
/// <param name="Status">The answer's status, if it has not begun.</param>
/// <param name="Text">What happened and what to do, for people.</param>
/// <param name="RequestId">What the log knows it by; null where the text says it all.</param>
internal sealed record PageError(int Status, string Text, string? RequestId = null);

/// <summary>Puts what a page's application services threw into words.</summary>
internal sealed class PageErrors(IOptions<AbpExceptionHttpStatusCodeOptions> statuses, ILogger<PageErrors> logger) : ITransientDependency
{
    // A form that is cut off, too large or of too many fields.
    private const string Unreadable = "What was sent could not be read. Go back, reload the page and try again.";

    public PageError Explain(Exception exception)
    {
        switch (exception)
        {
            case IUserFriendlyException:
                return new PageError(StatusOf(exception) ?? StatusCodes.Status400BadRequest, exception.Message);
            case AbpValidationException e:
                return new PageError(StatusCodes.Status400BadRequest, string.Join(' ', e.ValidationErrors.Select(v => v.ErrorMessage)));
            case AbpAuthorizationException:
                return new PageError(StatusCodes.Status403Forbidden, "You may not do this, or are no longer signed in. Reload the page to sign in again.");
            case BadHttpRequestException e:
                return new PageError(e.StatusCode, Unreadable);
            case InvalidDataException:
                return new PageError(StatusCodes.Status400BadRequest, Unreadable);
            // The services that follow the database log that it is away, once and not at every request.
            case var _ when StatusOf(exception) is StatusCodes.Status503ServiceUnavailable || DatabaseConnections.IsAway(exception):
                return new PageError(StatusCodes.Status503ServiceUnavailable, "The database cannot be reached at this moment. Try again in a few seconds.");
            default:
                var id = Guid.CreateVersion7().ToString("N");
                logger.LogError(exception, "Request {RequestId} failed in a page.", id);
                return new PageError(
                    StatusCodes.Status500InternalServerError, "Something went wrong on our end. Try again; if it stays, tell us the request id.", id);
        }
    }

    private int? StatusOf(Exception exception) =>
        exception is IHasErrorCode { Code: { } code } && statuses.Value.ErrorCodeToHttpStatusCodeMappings.TryGetValue(code, out var status) ? (int)status : null;
}
