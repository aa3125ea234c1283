using Microsoft.AspNetCore.Diagnostics;

namespace HrefCrm.Host;

/// <summary>One plain page for what goes wrong outside <c>/api</c>; it tells nothing about which tenants there are.</summary>
internal static class PlainPages
{
    public static Task WriteAsync(StatusCodeContext context)
    {
        var response = context.HttpContext.Response;
        var (title, text) = response.StatusCode == StatusCodes.Status404NotFound
            ? ("Not found", "There is nothing at this address.")
            : ("Something went wrong", "Try again in a moment.");
        response.ContentType = "text/html; charset=utf-8";
        return response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{title}</title>
            <h1>{title}</h1>
            <p>{text}</p>
            </html>
            """);
    }
}
