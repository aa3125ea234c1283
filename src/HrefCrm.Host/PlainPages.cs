using System.Net;
using System.Security.Cryptography;
using System.Text;
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
            StatusCodes.Status404NotFound => (
                "Not found", "There is nothing at this address. Check it for a slip; if it was right until now, ask whoever gave it to you."),
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

    // As the sign-in page looks, with a style of its own: at a host that is nobody's there is no stylesheet, and all hosts answer alike.
    private const string Style =
        """
        :root { color-scheme: light dark; --ground: #ffffff; --text: #18181b; --text-2: #5b5b64; --line: #e4e4e7; --mark: #27272a; --on-mark: #ffffff; }
        @media (prefers-color-scheme: dark) { :root { --ground: #121214; --text: #ececef; --text-2: #a3a3ad; --line: #2c2c31; --mark: #e4e4e7; --on-mark: #18181b; } }
        body { margin: 0; background: var(--ground); color: var(--text); font: .875rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
        main { display: grid; gap: 16px; width: min(100% - 32px, 360px); margin: 0 auto; padding: max(32px, 12vh) 0 48px; justify-items: start; }
        h1, p { margin: 0; overflow-wrap: anywhere; }
        h1 { font-size: 1.25rem; font-weight: 600; line-height: 1.4; letter-spacing: -.01em; }
        .mark { display: grid; place-items: center; width: 40px; height: 40px; border-radius: 10px; background: var(--mark); color: var(--on-mark); font-size: 1.25rem; font-weight: 600; }
        .hint { color: var(--text-2); }
        a { color: inherit; text-underline-offset: 2px; }
        a:focus-visible { outline: 2px solid var(--text); outline-offset: 2px; }
        """;

    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    /// <summary>Writes one, with a status that is set already.</summary>
    public static Task WriteAsync(HttpResponse response, string title, string text)
    {
        response.ContentType = "text/html; charset=utf-8";
        if (response.StatusCode == StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = "1";
        response.Headers.ContentSecurityPolicy = PageHeaders.StrictWithStyle(StyleHash);
        return response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <link rel="icon" href="data:,">
            <title>{title}</title>
            <style>{Style}</style>
            <main>
            <span class="mark" aria-hidden="true">H</span>
            <h1>{title}</h1>
            <p>{WebUtility.HtmlEncode(text)}</p>
            <p><a href="/">Go to the first page</a></p>
            </main>
            </html>
            """);
    }
}
