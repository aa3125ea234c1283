using System.Globalization;

namespace HrefCrm.Host.Shell;

/// <summary>Keeps text legible on and in any color (WCAG 2.2, contrast at least 4.5:1).</summary>
internal static class Colors
{
    private const double Enough = 4.5;

    /// <summary>White or black, whichever is legible on a color; one of them always is.</summary>
    public static string TextOn(string color) => Contrast(Parse(color), (255, 255, 255)) >= Enough ? "#ffffff" : "#000000";

    /// <summary>The color itself if it is legible as text on a ground, else the nearest one towards black or white that is.</summary>
    public static string TextIn(string color, string ground)
    {
        var (background, text) = (Parse(ground), Parse(color));
        var end = Luminance(background) > 0.18 ? 0 : 255;
        for (var step = 0; step <= 100; step++)
        {
            var mixed = (Mix(text.R, end, step), Mix(text.G, end, step), Mix(text.B, end, step));
            if (Contrast(mixed, background) >= Enough)
                return $"#{mixed.Item1:x2}{mixed.Item2:x2}{mixed.Item3:x2}";
        }

        return end == 0 ? "#000000" : "#ffffff";
    }

    private static int Mix(int from, int to, int percent) => from + ((to - from) * percent / 100);

    private static double Contrast((int R, int G, int B) one, (int R, int G, int B) other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance((int R, int G, int B) color)
    {
        return (0.2126 * Linear(color.R)) + (0.7152 * Linear(color.G)) + (0.0722 * Linear(color.B));

        static double Linear(int channel)
        {
            var c = channel / 255.0;
            return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        }
    }

    private static (int R, int G, int B) Parse(string color)
    {
        var rgb = int.Parse(color.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (rgb >> 16, (rgb >> 8) & 255, rgb & 255);
    }
}
