using System.ComponentModel.DataAnnotations;
using Volo.Abp.AspNetCore.ExceptionHandling;
using Volo.Abp.Authorization;
using Volo.Abp.ExceptionHandling;
using Volo.Abp.Validation;

namespace HrefCrm.Host.Api;

/// <summary>An error of the contract's table in "Answers".</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">The stable code for programs.</param>
/// <param name="Message">The text for people.</param>
public sealed record ApiError(int Status, string Code, string Message)
{
    /// <summary>The body did not pass validation; the answer has details.</summary>
    public static readonly ApiError InvalidRequest = new(400, "invalid_request", "Body did not pass validation.");

    /// <summary>The key is missing, malformed, unknown, ended or another tenant's.</summary>
    public static readonly ApiError InvalidApiKey = new(401, "invalid_api_key", "API key is missing or does not match.");

    /// <summary>No tenant that may be used is at this host.</summary>
    public static readonly ApiError TenantNotFound = new(404, "tenant_not_found", "No tenant is known at this address.");

    /// <summary>A known tenant and key, an unknown path.</summary>
    public static readonly ApiError NotFound = new(404, "not_found", "There is nothing at this path.");

    /// <summary>The path takes another verb.</summary>
    public static readonly ApiError MethodNotAllowed = new(405, "method_not_allowed", "Use POST.");

    /// <summary>The body came too slowly.</summary>
    public static readonly ApiError RequestTimeout = new(408, "request_timeout", "The request took too long to arrive.");

    /// <summary>The body is too large.</summary>
    public static readonly ApiError PayloadTooLarge = new(413, "payload_too_large", "Body is larger than 64 KiB.");

    /// <summary>The body is not declared as plain JSON in UTF-8.</summary>
    public static readonly ApiError UnsupportedMediaType = new(415, "unsupported_media_type", "Content-Type must be application/json.");

    /// <summary>Something is broken here.</summary>
    public static readonly ApiError Internal = new(500, "internal_error", "Something went wrong on our end. It is safe to retry.");

    /// <summary>Something is away for a moment; the answer says when to try again.</summary>
    public static readonly ApiError Unavailable = Internal with { Status = 503 };

    private static readonly ApiError[] ByStatus =
        [InvalidRequest, InvalidApiKey, NotFound, MethodNotAllowed, RequestTimeout, PayloadTooLarge, UnsupportedMediaType, Unavailable];

    private static readonly ValidationResult NotJson = new("Body is not valid JSON", [""]);

    /// <summary>The error for a status that was set without a body.</summary>
    public static ApiError For(int status) => Array.Find(ByStatus, e => e.Status == status) ?? Internal;

    /// <summary>The error for an exception, with the details that it carries.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="statuses">The statuses of the modules' error codes.</param>
    public static (ApiError Error, IEnumerable<ValidationResult> Details) For(Exception exception, AbpExceptionHttpStatusCodeOptions statuses) => exception switch
    {
        AbpValidationException e => (InvalidRequest, e.ValidationErrors),
        BadHttpRequestException { StatusCode: 408 or 413 } e => (For(e.StatusCode), []),
        BadHttpRequestException => (InvalidRequest, [NotJson]),
        AbpAuthorizationException => (InvalidApiKey, []),
        IHasErrorCode { Code: { } code } when statuses.ErrorCodeToHttpStatusCodeMappings.TryGetValue(code, out var status) => (For((int)status), []),
        _ => (Internal, []),
    };
}
