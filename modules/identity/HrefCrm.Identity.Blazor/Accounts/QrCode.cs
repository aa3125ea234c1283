using QRCoder;

namespace HrefCrm.Identity.Blazor.Accounts;

/// <summary>Draws a text as a QR code: dark on light in any scheme, since cameras want it so.</summary>
internal static class QrCode
{
    public static string Svg(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(4, "#000000", "#ffffff");
    }
}
