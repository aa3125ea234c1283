using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HrefCrm.TestBase;

/// <summary>What the host answered.</summary>
public sealed partial record Answer(int Status, ILookup<string, string> Headers, string Body)
{
    private static readonly Dictionary<(int Status, string Code), string> Messages = new()
    {
        [(400, "invalid_request")] = "Body did not pass validation.",
        [(401, "invalid_api_key")] = "API key is missing or does not match.",
        [(404, "tenant_not_found")] = "No tenant is known at this address.",
        [(404, "not_found")] = "There is nothing at this path.",
        [(405, "method_not_allowed")] = "Use POST.",
        [(408, "request_timeout")] = "The request took too long to arrive.",
        [(413, "payload_too_large")] = "Body is larger than 64 KiB.",
        [(415, "unsupported_media_type")] = "Content-Type must be application/json.",
        [(500, "internal_error")] = "Something went wrong on our end. It is safe to retry.",
        [(503, "internal_error")] = "Something went wrong on our end. It is safe to retry.",
    };

    /// <summary>The one value of a header; null where there is none.</summary>
    public string? Header(string name) => Headers[name.ToUpperInvariant()].ToArray() switch
    {
        [] => null,
        [var value] => value,
        var values => throw new ShouldAssertException($"{name} was answered {values.Length} times: {string.Join(", ", values)}"),
    };

    /// <summary>Checks what every answer under <c>/api</c> has to keep to.</summary>
    public Answer ShouldKeepTheContract(bool isHead = false)
    {
        Header("Cache-Control").ShouldBe("no-store", ToString());
        Header("X-Content-Type-Options").ShouldBe("nosniff");
        Header("X-Request-Id").ShouldNotBeNull().ShouldMatch(@"\A[A-Za-z0-9._-]{1,64}\z");
        Header("Server").ShouldBeNull();
        Header("Content-Type").ShouldBe("application/json");
        (Header("Retry-After") is not null).ShouldBe(Status is 503, "Retry-After goes with 503");
        (Header("WWW-Authenticate") is not null).ShouldBe(Status is 401, "WWW-Authenticate goes with 401");
        (Header("Allow") is not null).ShouldBe(Status is 405, "Allow goes with 405");
        if (isHead)
            return this;

        using var document = JsonDocument.Parse(Body);
        var members = document.RootElement.EnumerateObject().Select(p => p.Name);
        members.ShouldBe(Status switch
        {
            201 => ["lead_id", "created_at"],
            400 => ["error", "message", "details"],
            _ => ["error", "message"],
        });
        if (Status != 201)
        {
            var code = document.RootElement.GetProperty("error").GetString()!;
            Messages.ShouldContainKey((Status, code));
            document.RootElement.GetProperty("message").GetString().ShouldBe(Messages[(Status, code)]);
        }

        if (Status == 400)
        {
            var details = document.RootElement.GetProperty("details").EnumerateArray().ToList();
            details.ShouldNotBeEmpty();
            foreach (var detail in details)
                detail.EnumerateObject().Select(p => p.Name).ShouldBe(["path", "message"]);
        }

        return this;
    }

    /// <summary>Checks status and code; the code's text is checked on every answer.</summary>
    public void ShouldBe(int status, string code)
    {
        Status.ShouldBe(status, ToString());
        using var document = JsonDocument.Parse(Body);
        document.RootElement.GetProperty("error").GetString().ShouldBe(code);
    }

    /// <summary>Checks that just these fields were found wrong, in this order.</summary>
    public void ShouldBeInvalid(params (string Path, string Message)[] details)
    {
        ShouldBe(400, "invalid_request");
        using var document = JsonDocument.Parse(Body);
        document.RootElement.GetProperty("details").EnumerateArray()
            .Select(d => (d.GetProperty("path").GetString()!, d.GetProperty("message").GetString()!))
            .ShouldBe(details);
    }

    public Accepted ShouldBeAccepted()
    {
        Status.ShouldBe(201, ToString());
        using var document = JsonDocument.Parse(Body);
        var id = document.RootElement.GetProperty("lead_id").GetString()!;
        id.ShouldMatch(@"\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\z");
        var time = document.RootElement.GetProperty("created_at").GetString()!;
        ThreeDecimals().IsMatch(time).ShouldBeTrue(time);
        return new Accepted(Guid.Parse(id), DateTime.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal));
    }

    public override string ToString() => $"{Status} {Body}";

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\z")]
    private static partial Regex ThreeDecimals();
}

/// <summary>A lead that was answered with 201.</summary>
public sealed record Accepted(Guid LeadId, DateTime CreatedAt);
