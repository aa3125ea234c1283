using System.Net;
using HrefCrm.Host.Shell;
using Microsoft.AspNetCore.Diagnostics;

namespace HrefCrm.Host;

/// <summary>One plain page for what goes wrong outside <c>/api</c>; it tells nothing about which tenants there are.</summary>
internal static class PlainPages
{
    /// <summary>For an answer that has a status and no body.</summary>
    public static Task WriteAsync(StatusCodeContext context)
    {
        var (title, text) = context.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => ("Not found", "There is nothing at this address."),
            StatusCodes.Status403Forbidden => ("Not allowed", "Go back, reload the page and try again."),
            _ => ("Something went wrong", "Try again in a moment."),
        };
        return WriteAsync(context.HttpContext.Response, title, text);
    }

    /// <summary>For what nobody caught.</summary>
    public static Task WriteErrorAsync(HttpContext context)
    {
        var exception = context.Features.Get<IExceptionHandlerFeature>()!.Error;
        var error = context.RequestServices.GetRequiredService<PageErrors>().Explain(exception);
        context.Response.StatusCode = error.Status;
        return WriteAsync(context.Response, "Something went wrong", error.RequestId is null ? error.Text : $"{error.Text} Request id: {error.RequestId}");
    }

    /// <summary>Writes one, with a status that is set already.</summary>
    public static Task WriteAsync(HttpResponse response, string title, string text)
    {
        response.ContentType = "text/html; charset=utf-8";
        return response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <link rel="icon" href="data:,">
            <title>{title}</title>
            <main>
            <h1>{title}</h1>
            <p>{WebUtility.HtmlEncode(text)}</p>
            </main>
            </html>
            """);
    }
}
