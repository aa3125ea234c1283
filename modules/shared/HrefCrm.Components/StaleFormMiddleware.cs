using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace HrefCrm.Components;

/// <summary>
/// A form that cannot be taken as it was sent is shown again, in words. Its page was open until its token went (<see cref="SentForm"/> keeps what was
/// typed), or it is one that the page does not have any more, as when a page with recovery codes is loaded again. It runs after antiforgery.
/// </summary>
public class StaleFormMiddleware(RequestDelegate next)
{
    /// <summary>The notice of a page that is shown in place of one that had been sent.</summary>
    public const string SentBefore = "sent-before";

    /// <summary>Goes on, as a GET if the form's token is not good.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
        {
            await next(context);
        }
        else if (context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false })
        {
            context.Features.Set(await SentForm.ReadAsync(context.Request));
            context.Request.Method = HttpMethods.Get;
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await next(context);
        }
        else
        {
            await TakeAsync(context);
        }
    }

    // In development, the framework writes its own words at once where the page has no such form; so what is written is held back.
    private async Task TakeAsync(HttpContext context)
    {
        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var held = new MemoryStream();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(held, body));
        try
        {
            await next(context);
            await context.Response.BodyWriter.FlushAsync();
        }
        finally
        {
            context.Features.Set(body);
        }

        if (context.Response is { StatusCode: StatusCodes.Status400BadRequest, ContentType: "text/plain" })
        {
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.ContentType = null;
            context.Response.Headers.Location = Here(context.Request);
            return;
        }

        held.Position = 0;
        await held.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static string Here(HttpRequest request)
    {
        var query = QueryHelpers.ParseQuery(request.QueryString.Value).Where(q => q.Key != "notice").Append(new("notice", SentBefore));
        return $"{request.PathBase}{request.Path}{QueryString.Create(query)}";
    }
}
