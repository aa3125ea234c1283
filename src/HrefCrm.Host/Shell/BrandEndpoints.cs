using System.Net;

namespace HrefCrm.Host.Shell;

/// <summary>The workspace's color as a stylesheet and its letter as an icon, so that no page needs an inline style.</summary>
internal static class BrandEndpoints
{
    // The grounds that text in the workspace's color stands on at worst (shell.css: a hovered row).
    private const string LightGround = "#f1f1f3", DarkGround = "#26262b";

    public static string Stylesheet(Brand brand) => $"brand.css?v={Version(brand)}";

    public static string Icon(Brand brand) => $"brand.svg?v={Version(brand)}";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/brand.css", (HttpContext http, CurrentBrand brand) => Answer(http, Css(brand.Value), "text/css; charset=utf-8"));
        endpoints.MapGet("/brand.svg", (HttpContext http, CurrentBrand brand) => Answer(http, Svg(brand.Value), "image/svg+xml; charset=utf-8"));
    }

    private static IResult Answer(HttpContext http, string text, string contentType)
    {
        // The address changes with what it says.
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Text(text, contentType);
    }

    private static string Version(Brand brand) => WebUtility.UrlEncode($"{brand.Color?[1..] ?? "staff"}{brand.Letter}");

    private static string Css(Brand brand) => brand.Color is not { } color
        ? Css("#27272a", "#18181b", "#e4e4e7", "#f4f4f5")
        : Css(color, Colors.TextIn(color, LightGround), color, Colors.TextIn(color, DarkGround));

    private static string Css(string light, string lightText, string dark, string darkText) =>
        $$"""
        :root { --brand: {{light}}; --on-brand: {{Colors.TextOn(light)}}; --brand-text: {{lightText}}; }
        @media (prefers-color-scheme: dark) {
          :root { --brand: {{dark}}; --on-brand: {{Colors.TextOn(dark)}}; --brand-text: {{darkText}}; }
        }
        """;

    private static string Svg(Brand brand)
    {
        var ground = brand.Color ?? "#27272a";
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
              <rect width="32" height="32" rx="8" fill="{ground}"/>
              <text x="16" y="22" font-family="system-ui, sans-serif" font-size="18" font-weight="600" text-anchor="middle" fill="{Colors.TextOn(ground)}">{WebUtility.HtmlEncode(brand.Letter)}</text>
            </svg>
            """;
    }
}
