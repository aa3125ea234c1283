using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Text.Json;
using HrefCrm.Tenancy.ApiKeys;
using Microsoft.Extensions.Options;
using Volo.Abp.AspNetCore.ExceptionHandling;

namespace HrefCrm.Host.Api;

/// <summary>Gives every response under <c>/api</c> the contract's headers, and every error its shape, wherever it arose.</summary>
internal sealed class ApiResponseMiddleware(
    RequestDelegate next, IOptions<AbpExceptionHttpStatusCodeOptions> statuses, ILogger<ApiResponseMiddleware> logger)
{
    private const string RequestIdHeader = "X-Request-Id";

    public async Task InvokeAsync(HttpContext context)
    {
        if (!ApiPath.Contains(context))
        {
            await next(context);
            return;
        }

        var headers = context.Response.Headers;
        var requestId = GetRequestId(context.Request);
        headers[RequestIdHeader] = requestId;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";

        if (ApiPath.IsMisspelled(context))
        {
            await WriteAsync(context, ApiError.NotFound, []);
            return;
        }

        try
        {
            await next(context);
            // Whoever refused the request set a status and no body.
            if (context.Features.Get<TenantNotFoundFeature>() is not null)
                await WriteAsync(context, ApiError.TenantNotFound, []);
            else if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null })
                await WriteAsync(context, ApiError.For(context.Response.StatusCode), []);
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            if (context.RequestAborted.IsCancellationRequested)
                return;
            var (error, details) = ApiError.For(e, statuses.Value);
            // What makes a 503 logs itself once, not at every request.
            if (error == ApiError.Internal)
                logger.LogError(e, "Request {RequestId} failed.", requestId);
            // Of a body that broke or stalled nobody knows where it ends and the next request begins.
            if (e is BadHttpRequestException { StatusCode: not StatusCodes.Status413PayloadTooLarge })
                context.Response.Headers.Connection = "close";
            await WriteAsync(context, error, details);
        }
    }

    private static async Task WriteAsync(HttpContext context, ApiError error, IEnumerable<ValidationResult> details)
    {
        var response = context.Response;
        response.StatusCode = error.Status;
        response.ContentType = "application/json";
        if (error == ApiError.Unavailable)
            response.Headers.RetryAfter = "1";

        object body = error == ApiError.InvalidRequest
            ? new { error = error.Code, message = error.Message, details = details.Select(d => new { path = d.MemberNames.First(), message = d.ErrorMessage }) }
            : new { error = error.Code, message = error.Message };
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, body.GetType());
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static string GetRequestId(HttpRequest request)
    {
        var sent = request.Headers[RequestIdHeader];
        return sent is [{ Length: >= 1 and <= 64 } id] && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
            ? id
            : ActivityTraceId.CreateRandom().ToHexString(); // far cheaper than a GUID, whose bits come from the system
    }
}
