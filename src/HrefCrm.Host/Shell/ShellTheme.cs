using MudBlazor;

namespace HrefCrm.Host.Shell;

/// <summary>
/// MudBlazor's measures. Its colors are set in shell.css, beside those of the static pages: there they follow the system's choice of light or dark
/// without a script, and from the first paint.
/// </summary>
internal static class ShellTheme
{
    public static readonly MudTheme Theme = new()
    {
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontSize = "0.875rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontSize = "0.875rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontSize = "0.875rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Subtitle1 = new Subtitle1Typography { FontSize = "0.875rem", LineHeight = "1.5", LetterSpacing = "normal" },
            H6 = new H6Typography { FontSize = "0.875rem", FontWeight = "600", LineHeight = "1.5", LetterSpacing = "normal" },
            Caption = new CaptionTypography { FontSize = "0.75rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontSize = "0.875rem", FontWeight = "500", LineHeight = "1.5", LetterSpacing = "normal", TextTransform = "none" },
        },
    };
}
